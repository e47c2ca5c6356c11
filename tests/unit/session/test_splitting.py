from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from tests.support.dicom_bytes import attributes
from tests.support.sample_frames import Values, frame, geometry, instance
from workstation.dicom.functional_groups import functional_groups
from workstation.dicom.model import Frame
from workstation.session.splitting import split

_ACQUISITION, _TRIGGER, _TEMPORAL = 0x0020_0012, 0x0018_1060, 0x0020_0100
_ECHO, _B, _THICKNESS = 0x0018_0086, 0x0018_9087, 0x0018_0050


def _slice(number: int, place: float, **values: str) -> Frame:
    """A slice whose attributes are named by their tag in hexadecimal: x00200012="1"."""
    written: Values = {int(tag[1:], 16): ("LO", value) for tag, value in values.items()}
    return frame(instance(f"1.2.{number}", number, values=written), plane=geometry(5.0 * place))


def _series(tag: int, values: Sequence[object], places: int) -> list[Frame]:
    """At each value a slice in every place."""
    return [
        _slice(number * places + place, place, **{f"x{tag:08X}": str(value)})
        for number, value in enumerate(values)
        for place in range(places)
    ]


def _found(frames: Sequence[Frame]) -> list[tuple[str, int]]:
    return [(" ".join(part.words), len(part.frames)) for part in split(frames)]


@pytest.mark.parametrize(
    ("tag", "values", "words"),
    [
        (_ECHO, (1, 2), ["echo 1", "echo 2"]),
        (0x0018_0081, (30, 5), ["TE 5 ms", "TE 30 ms"]),
        (_B, (0, 1000, 50), ["b 0", "b 50", "b 1000"]),
        (0x0018_0060, (80, 140), ["80 kV", "140 kV"]),
        (_THICKNESS, (5, 1.25), ["1.25 mm thick", "5 mm thick"]),
        (_TEMPORAL, (1, 2, 3), [f"phase {n} of 3" for n in (1, 2, 3)]),
        (_TRIGGER, (0, 40, 80), [f"phase {n} of 3" for n in (1, 2, 3)]),
        (_ACQUISITION, (4, 7), ["acquisition 1 of 2", "acquisition 2 of 2"]),
        (0x0018_1210, ("B70f", "B30f"), ["B30f", "B70f"]),
        (0x0008_0008, ("DERIVED\\PRIMARY\\ADC", "DERIVED\\PRIMARY\\TRACEW"), ["ADC", "TRACEW"]),
    ],
)
def test_what_lies_in_one_place_is_parted(
    tag: int, values: Sequence[object], words: list[str]
) -> None:
    """In the order of the values, each with four slices."""
    assert _found(_series(tag, values, 4)) == [(word, 4) for word in words]


@pytest.mark.parametrize("tag", [_ECHO, _B, _THICKNESS, _TEMPORAL, _TRIGGER, _ACQUISITION])
def test_what_differs_from_place_to_place_stays_together(tag: int) -> None:
    """A number that counts slices, or a thicker slice here and there, is no other stack."""
    stack = [_slice(n, n, **{f"x{tag:08X}": str(n)}) for n in range(12)]
    assert _found(stack) == [("", 12)]


def test_shots_that_meet_in_one_slice_stay_together() -> None:
    """Step and shoot: ten acquisitions of four slices, the last of each imaged again."""
    shots = [
        _slice(4 * shot + n, 3 * shot + n, x00200012=str(shot))
        for shot in range(10)
        for n in range(4)
    ]
    assert _found(shots) == [("", 40)]


def test_thin_and_thick_slices_that_meet_stay_together() -> None:
    """A head: thin at its base, thick above it, and one place imaged as both."""
    base = [_slice(n, n, x00180050="5") for n in range(5)]
    above = [_slice(5 + n, 4 + n, x00180050="10") for n in range(5)]
    assert _found(base + above) == [("", 10)]


def test_two_long_acquisitions_that_meet_are_parted() -> None:
    """Chest and abdomen, which overlap by two slices."""
    chest = [_slice(n, n, x00200012="1") for n in range(20)]
    abdomen = [_slice(20 + n, 18 + n, x00200012="2") for n in range(20)]
    assert [count for _word, count in _found(chest + abdomen)] == [20, 20]


def test_kernels_are_parted_also_where_they_share_no_place() -> None:
    """Bone and soft tissue look too different to scroll through."""
    soft = [_slice(n, n, x00181210="B30f") for n in range(3)]
    bone = [_slice(9 + n, 9 + n, x00181210="B70f") for n in range(3)]
    assert _found(soft + bone) == [("B30f", 3), ("B70f", 3)]


def test_phases_keep_their_own_numbers_where_earlier_ones_are_missing() -> None:
    """Temporal Position Identifier 2 and 4: not the first and second."""
    assert _found(_series(_TEMPORAL, (4, 2), 3)) == [("phase 2 of 4", 3), ("phase 4 of 4", 3)]


def test_of_an_image_type_the_title_says_what_the_others_have_not() -> None:
    """And b-values part what is of one type: a map that has none has the name of its type."""
    kinds = [("TRACEW", "0"), ("TRACEW", "800"), ("ADC", "")]
    frames = [
        _slice(n, n % 4, x00080008=f"DERIVED\\PRIMARY\\DIFFUSION\\{kind}", x00189087=b)
        for n, (kind, b) in enumerate(each for each in kinds for _place in range(4))
    ]
    assert _found(frames) == [("ADC", 4), ("TRACEW b 0", 4), ("TRACEW b 800", 4)]


def test_more_phases_than_places_are_loops() -> None:
    """A heart in three planes, twenty phases of each: three loops, not twenty stacks of three."""
    heart = _series(_TRIGGER, [n * 30 for n in range(20)], 3)
    assert _found(heart) == [(f"slice {n} of 3", 20) for n in (1, 2, 3)]


def test_a_loop_of_one_place_stays_a_loop() -> None:
    """It is what the reader plays."""
    assert _found(_series(_TRIGGER, range(20), 1)) == [("", 20)]
    assert _found(_series(_ECHO, range(12), 1)) == [("", 12)]


def test_places_that_each_have_their_own_times_are_parted_by_rank() -> None:
    """Heartbeats differ in length."""
    own = [
        _slice(place * 3 + n, place, x00181060=str(n * (40 + place)))
        for place in range(6)
        for n in range(3)
    ]
    assert _found(own) == [(f"phase {n} of 3", 6) for n in (1, 2, 3)]


def test_phases_of_which_some_are_missing_are_not_guessed_at() -> None:
    """By rank, a slice of the third phase would stand among those of the second."""
    own = [
        _slice(place * 3 + n, place, x00181060=str(n * (40 + place)))
        for place in range(6)
        for n in range(3)
        if (place, n) != (2, 1)
    ]
    assert _found(own) == [("", 17)]


def test_a_phase_with_a_slice_missing_is_still_its_own() -> None:
    """Where the values say which it is."""
    whole = _series(_TEMPORAL, (1, 2, 3), 5)
    assert [count for _word, count in _found([*whole[:7], *whole[8:]])] == [5, 4, 5]


def test_rules_follow_each_other() -> None:
    """Two echoes at two times each."""
    frames = [
        _slice(n, n % 3, x00180086=str(1 + n // 6), x00200100=str(1 + n // 3 % 2))
        for n in range(12)
    ]
    assert _found(frames) == [
        (f"echo {echo} phase {phase} of 2", 3) for echo in (1, 2) for phase in (1, 2)
    ]


def test_what_nothing_tells_apart_stays_together() -> None:
    """Sent twice under other UIDs."""
    twice = [_slice(n, n % 4) for n in range(8)]
    assert _found(twice) == [("", 8)]


def test_what_has_no_place_stays_together() -> None:
    """Stills of ultrasound."""
    stills = [frame(instance(f"1.{n}", n, values={_ECHO: ("IS", str(n))})) for n in range(4)]
    assert _found(stills) == [("", 4)]


def test_dimensions_that_have_no_rule_of_their_own_part_frames_too() -> None:
    """By the label that the equipment gives them."""
    assert _found(_dimensioned(places=3, others=2)) == [("Dose 1 of 2", 3), ("Dose 2 of 2", 3)]


def _dimensioned(places: int, others: int) -> list[Frame]:
    """Frames of one object with the dimensions "Dose" and In-Stack Position."""
    top, known = Dataset(), []
    for pointer, label in ((0x0018_9345, "Dose"), (0x0020_9057, "")):
        item = Dataset()
        item.DimensionIndexPointer, item.FunctionalGroupPointer = Tag(pointer), Tag(0x0020_9111)
        item.DimensionDescriptionLabel = label
        known.append(item)
    top.DimensionIndexSequence = known
    top.PerFrameFunctionalGroupsSequence = []
    for index in range(places * others):
        item, content = Dataset(), Dataset()
        content.DimensionIndexValues = [1 + index // places, 1 + index % places]
        item.FrameContentSequence = [content]
        top.PerFrameFunctionalGroupsSequence.append(item)
    read = attributes(top)
    of = replace(instance(frames=places * others), attributes=read)
    groups = functional_groups(read, places * others)
    return [replace(frame(of, frame_index=index), groups=own) for index, own in enumerate(groups)]


_CHOICES = (
    ("x00180086", ("", "1", "2")),
    ("x00189087", ("", "0", "800")),
    ("x00200100", ("", "1", "2")),
    ("x00181060", ("", "30.5", "x")),
    ("x00200012", ("", "1", "2")),
    ("x00181210", ("", "B30f", "B70f")),
)


def _chosen(number: int) -> dict[str, str]:
    """One of the values of each attribute."""
    values = {}
    for name, choices in _CHOICES:
        number, choice = divmod(number, len(choices))
        values[name] = choices[choice]
    return values


@given(st.lists(st.integers(0, 4 * 3**6 - 1), min_size=1, max_size=16))
def test_every_frame_is_in_exactly_one_part(numbers: list[int]) -> None:
    """Whatever it says of itself; and no two parts have one mark."""
    frames = [_slice(at, number % 4, **_chosen(number // 4)) for at, number in enumerate(numbers)]
    parts = split(frames)
    found = Counter(each.instance.instance_number for part in parts for each in part.frames)
    assert found == Counter(range(len(frames)))
    assert len({part.marks for part in parts}) == len(parts)
