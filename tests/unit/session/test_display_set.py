from collections.abc import Callable
from math import cos, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.sample_frames import frame, geometry, instance, report, series, study
from workstation.dicom.geometry import PlaneGeometry
from workstation.dicom.model import Frame, Instance
from workstation.session import display_set as module
from workstation.session.display_set import DisplaySet, display_sets, unshown
from workstation.session.splitting import Part, split

SAGITTAL = geometry(row_direction=(0.0, 1.0, 0.0), col_direction=(0.0, 0.0, -1.0))


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch) -> dict[str, PlaneGeometry]:
    """Where the frames of instances lie, by UID: stands for the headers that tests do not have."""
    known: dict[str, PlaneGeometry] = {}

    def frames_of(of: Instance) -> tuple[Frame, ...]:
        assert of.image is not None
        plane = known.get(of.sop_instance_uid)
        count = of.image.number_of_frames
        return tuple(frame(of, frame_index=index, plane=plane) for index in range(count))

    monkeypatch.setattr(module, "frames_of", frames_of)
    return known


def _sets(*instances: Instance, modality: str = "CT") -> tuple[DisplaySet, ...]:
    return display_sets(study([series(instances, modality=modality)]))


def _slices(
    places: dict[str, PlaneGeometry], count: int, plane: Callable[[float], PlaneGeometry] = geometry
) -> list[Instance]:
    slices = [instance(f"1.2.{number}", number) for number in range(count)]
    places.update({each.sop_instance_uid: plane(5.0 * n) for n, each in enumerate(slices)})
    return slices


def test_the_slices_of_a_series_are_one_display_set(places: dict[str, PlaneGeometry]) -> None:
    """In the order of the body."""
    slices = _slices(places, 4)
    (made,) = _sets(*slices[::-1])
    assert [each.instance for each in made.frames] == slices


def test_series_are_never_merged() -> None:
    """Two series with one image each are two display sets."""
    pair = [series([instance(uid)], uid=uid) for uid in ("1.1", "1.2")]
    assert [each.series.series_instance_uid for each in display_sets(study(pair))] == ["1.1", "1.2"]


@pytest.mark.parametrize(
    "other",
    [
        instance("1.9", 9, size=(8, 10)),
        instance("1.9", 9, photometric="RGB"),
        instance("1.9", 9, values={0x0008_0008: ("CS", "ORIGINAL\\PRIMARY\\LOCALIZER")}),
        instance("1.9", 9, frames=3),
    ],
    ids=["size", "color", "localizer", "multi-frame"],
)
def test_what_cannot_be_scrolled_together_is_parted(other: Instance) -> None:
    """Another size, color, a localizer and a loop each stand for themselves."""
    made = _sets(instance("1.1", 1), instance("1.2", 2), other)
    assert [each.frames[0].instance.instance_number for each in made] == [1, 9]


def test_another_orientation_is_another_stack(places: dict[str, PlaneGeometry]) -> None:
    """Three planes in one series are three stacks; these are two."""
    slices = _slices(places, 4)
    places["1.2.2"] = places["1.2.3"] = SAGITTAL
    assert [len(each.frames) for each in _sets(*slices)] == [2, 2]


def test_each_projection_stands_for_itself() -> None:
    """PA and lateral are two views to see side by side, not a stack."""
    assert len(_sets(instance("1.1", 1), instance("1.2", 2), modality="DX")) == 2


def test_each_loop_stands_for_itself_and_says_its_number() -> None:
    """Eleven loops of one echo can be told apart."""
    made = _sets(instance("1.1", 1, frames=4), instance("1.2", 2, frames=6), modality="US")
    assert [each.title for each in made] == ["THIN · #1", "THIN · #2"]


@given(st.permutations(range(5)))
def test_keys_are_the_same_in_whatever_order_files_come(order: list[int]) -> None:
    """While a series grows its display sets keep their names."""
    whole = [instance(f"1.{n}", n, size=(6, 10 + n % 2)) for n in range(5)]
    keys = {each.key for each in _sets(*whole)}
    assert {each.key for each in _sets(*(whole[index] for index in order))} == keys
    assert {each.key for each in _sets(*(whole[index] for index in order[:2]))} <= keys


def test_growing_takes_over_the_frames_that_were_known() -> None:
    """They are the same values, so that what was decoded for them stays."""
    first, second = instance("1.1", 1), instance("1.2", 2)
    before = _sets(first)
    (after,) = display_sets(study([series([first, second])]), before)
    assert after.frames[0] is before[0].frames[0]
    assert len(after.frames) == 2


def test_a_series_that_did_not_grow_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its display sets are those of the study as it is now."""
    done, growing = instance("1.1", 1), instance("2.1", 1)
    before = display_sets(study([series([done], uid="1"), series([growing], uid="2")]))
    made: list[Frame] = []

    def noted(frames: list[Frame]) -> tuple[Part, ...]:
        made.append(frames[0])
        return split(frames)

    monkeypatch.setattr(module, "split", noted)
    whole = study([series([done], uid="1"), series([growing, instance("2.2", 2)], uid="2")])
    after = display_sets(whole, before)
    assert [each.instance for each in made] == [growing]
    assert all(each.study is whole and each.series in whole.series for each in after)
    assert [len(each.frames) for each in after] == [1, 2]


def test_what_did_not_change_is_the_same_value() -> None:
    """So that nobody is told of a change."""
    whole = study([series([instance("1.1", 1), instance("1.2", 2)])])
    before = display_sets(whole)
    assert all(a is b for a, b in zip(display_sets(whole, before), before, strict=True))


def test_what_has_no_pixels_is_listed_with_its_kind() -> None:
    """Not shown, not lost."""
    whole = study([series([report()], modality="SR"), series([instance()])])
    assert [each.kind for each in unshown(whole)] == ["Text report"]
    assert len(display_sets(whole)) == 1


def test_an_unknown_object_is_listed_by_its_class() -> None:
    """For whoever has to find out what it is."""
    (found,) = unshown(study([series([report(sop_class="1.2.88")])]))
    assert "1.2.88" in found.kind


def _part(uid: str, number: int, total: int, frames: int = 2) -> Instance:
    """A part of an image stored in several; In-concatenation Number and Total are US."""
    pair = (chr(number) + "\0", chr(total) + "\0")
    values = {
        0x0020_9161: ("UI", "1.2.77"),
        0x0020_9162: ("US", pair[0]),
        0x0020_9163: ("US", pair[1]),
    }
    return instance(uid, 5, frames=frames, values=values)


def test_the_parts_of_a_concatenation_are_one_display_set() -> None:
    """In the order of their numbers, not of their UIDs."""
    (made,) = _sets(_part("1.1", 2, 2), _part("1.2", 1, 2, frames=3))
    places = [(each.instance.sop_instance_uid, each.frame_index) for each in made.frames]
    assert places == [("1.2", 0), ("1.2", 1), ("1.2", 2), ("1.1", 0), ("1.1", 1)]
    assert made.warnings == ()


def test_a_part_that_is_missing_is_said() -> None:
    """The others are shown all the same."""
    (made,) = _sets(_part("1.1", 3, 3), _part("1.2", 1, 3))
    assert made.warnings == ("A part of this image is missing: 2 of 3",)


def test_parts_are_not_missing_because_they_were_split_off(
    places: dict[str, PlaneGeometry],
) -> None:
    """Two parts in two planes: two display sets of one image, which is whole."""
    places["1.1"], places["1.2"] = geometry(), SAGITTAL
    made = _sets(_part("1.1", 1, 2, frames=1), _part("1.2", 2, 2, frames=1))
    assert [each.title for each in made] == ["THIN · axial", "THIN · sagittal"]
    assert [each.warnings for each in made] == [(), ()]


def test_views_around_an_axis_are_one_display_set(places: dict[str, PlaneGeometry]) -> None:
    """Not one for each: in the order of their numbers."""
    views = [instance(f"1.2.{number}", number) for number in range(6)]
    for number, each in enumerate(views):
        angle = number * pi / 12
        across = (cos(angle), sin(angle), 0.0)
        places[each.sop_instance_uid] = geometry(
            row_direction=across, col_direction=(0.0, 0.0, -1.0)
        )
    (made,) = _sets(*views[::-1])
    assert [each.instance for each in made.frames] == views


def _echoes(places: dict[str, PlaneGeometry], count: int) -> list[Instance]:
    """Two echoes of so many slices, the second after the first."""
    echoes = [
        instance(f"1.2.{n}", n, values={0x0018_0086: ("IS", str(1 + n // count))})
        for n in range(2 * count)
    ]
    places.update(
        {each.sop_instance_uid: geometry(5.0 * (n % count)) for n, each in enumerate(echoes)}
    )
    return echoes


def test_a_set_that_was_split_says_so(places: dict[str, PlaneGeometry]) -> None:
    """In its title, in words."""
    made = _sets(*_echoes(places, 4))
    assert [(each.title, len(each.frames)) for each in made] == [
        ("THIN · echo 1", 4),
        ("THIN · echo 2", 4),
    ]
    assert [each.part for each in made] == ["echo 1", "echo 2"]


def test_the_part_that_was_there_keeps_its_key_when_others_come(
    places: dict[str, PlaneGeometry],
) -> None:
    """So that a reader who looks at the second echo already is not moved to the first."""
    echoes = _echoes(places, 4)
    known: tuple[DisplaySet, ...] = ()
    for count in (4, 7, 8):
        known = display_sets(study([series(echoes[-count:])]), known)
    (first,) = _sets(*echoes[4:])
    assert {each.key: each.title for each in known}[first.key] == "THIN · echo 2"
    assert len({each.key for each in known}) == 2


@given(st.lists(st.booleans(), min_size=16, max_size=16), st.integers(1, 3))
def test_growing_loses_no_frame(first: list[bool], images: int) -> None:
    """Whatever comes first, in the end each frame is in exactly one display set."""
    whole = [
        instance(f"1.{n}", n, frames=1 + n % images, values={0x0020_0100: ("IS", str(n % 3))})
        for n in range(16)
    ]
    early = [each for each, here in zip(whole, first, strict=True) if here]
    before = display_sets(study([series(early or whole[:1])]))
    after = display_sets(study([series(whole)]), before)
    found = [
        (each.instance.instance_number, each.frame_index) for one in after for each in one.frames
    ]
    assert sorted(found) == [(n, index) for n in range(16) for index in range(1 + n % images)]
    assert len({each.key for each in after}) == len(after)
