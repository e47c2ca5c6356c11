from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.sample_frames import frame, geometry, instance, stack
from workstation.dicom.model import Frame
from workstation.dicom.tiles import Tile
from workstation.session.stack import (
    incomplete,
    levels_of,
    ordered,
    same_orientation,
    stack_warnings,
)


def _at(*places: float) -> tuple[Frame, ...]:
    """Slices at these places, numbered in this order."""
    return tuple(
        frame(instance(f"1.2.{number}", number), plane=geometry(place))
        for number, place in enumerate(places)
    )


def _numbers(frames: Sequence[Frame]) -> list[int | None]:
    return [each.instance.instance_number for each in frames]


@given(st.permutations(range(7)))
def test_slices_are_ordered_along_the_normal(order: list[int]) -> None:
    """However they come, and whatever their numbers are."""
    slices = stack(7)
    assert ordered([slices[index] for index in order]) == slices


def test_the_numbers_say_which_end_comes_first() -> None:
    """Numbered from the head down, shown from the head down."""
    assert _numbers(ordered(_at(30.0, 20.0, 10.0)[::-1])) == [0, 1, 2]


def test_the_order_is_that_of_the_body_not_of_the_numbers() -> None:
    """A slice that was numbered out of turn lies where it lies."""
    assert _numbers(ordered(_at(0.0, 30.0, 10.0, 20.0))) == [0, 2, 3, 1]


def test_without_numbers_the_normal_says_which_end_comes_first() -> None:
    """Its tail."""
    unnumbered = tuple(frame(instance(f"1.{z}", None), plane=geometry(z)) for z in (9.0, 3.0))
    assert ordered(unnumbered) == unnumbered[::-1]


def test_images_of_one_place_follow_each_other_by_number() -> None:
    """Two phases, each from the feet up: place by place, the earlier phase first."""
    assert _numbers(ordered(_at(0.0, 5.0, 0.001, 5.001))) == [0, 2, 1, 3]


def test_the_acquisition_goes_before_the_instance_number() -> None:
    """At one place."""
    late = frame(instance("1.1", 1, values={0x0020_0012: ("IS", "2")}), plane=geometry())
    early = frame(instance("1.2", 2, values={0x0020_0012: ("IS", "1")}), plane=geometry())
    assert ordered((late, early)) == (early, late)


def test_without_a_place_the_numbers_decide() -> None:
    """Even if only one has none; who has no number comes last."""
    first, second = frame(instance("1.9", 1), plane=geometry(9)), frame(instance("1.1", 2))
    last = frame(instance("1.0", None), plane=geometry(0))
    assert ordered((last, second, first)) == (first, second, last)


def test_frames_of_one_instance_keep_their_order() -> None:
    """A cine has no place to be ordered by."""
    loop = instance(frames=3)
    frames = tuple(frame(loop, frame_index=index) for index in range(3))
    assert ordered(frames[::-1]) == frames


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        ((0, 2.5, 5, 7.5), None),
        ((0, 2.5, 5.01, 7.5), None),
        ((0, 2.5, 7.5, 10), "A gap in the stack, 5.0 mm"),
        ((0, 2.5, 7.5, 10, 12.5, 20), "2 gaps in the stack, up to 7.5 mm"),
        ((0, 2.5, 5, 8), "Uneven slice spacing"),
        ((0, 2.5, 2.5, 5), "1 image lies where another one lies"),
    ],
)
def test_a_stack_says_what_is_wrong_with_it(
    places: tuple[float, ...], sentence: str | None
) -> None:
    """Gaps, uneven spacing, duplicates; rounding to hundredths is none of these."""
    assert stack_warnings(_at(*places)) == (() if sentence is None else (sentence,))


def test_phases_that_say_so_are_no_duplicates() -> None:
    """Two echo times at each place."""
    echoes = tuple(
        frame(instance(f"1.{z}.{te}", values={0x0018_0081: ("DS", str(te))}), plane=geometry(z))
        for z in (0.0, 5.0, 10.0)
        for te in (12, 80)
    )
    assert stack_warnings(echoes) == ()


def test_a_tilted_stack_says_so() -> None:
    """Each slice lies 1 mm further to the front than the one below it."""
    frames = [
        frame(instance(f"1.{z}"), plane=geometry(position=(0.0, -z / 5, float(z))))
        for z in range(0, 25, 5)
    ]
    assert stack_warnings(frames) == ("Tilted stack",)


def test_images_in_one_plane_are_no_stack() -> None:
    """A perfusion of one slice has neither gaps nor duplicates."""
    loop = instance(frames=4)
    frames = [frame(loop, frame_index=index, plane=geometry()) for index in range(4)]
    assert stack_warnings(frames) == ()


def test_orientation_is_the_same_within_half_a_degree() -> None:
    """Rounded direction cosines do not part a stack; a turned image does."""
    nearly = geometry(row_direction=(0.99999, 0.004, 0.0), col_direction=(-0.004, 0.99999, 0.0))
    turned = geometry(row_direction=(0.0, 1.0, 0.0), col_direction=(-1.0, 0.0, 0.0))
    assert same_orientation(geometry(), nearly)
    assert not same_orientation(geometry(), turned)
    assert not same_orientation(geometry(), None)


def test_the_frames_of_one_image_say_themselves_which_end_comes_first() -> None:
    """Counted from the head down, shown from the head down."""
    volume = instance(frames=3)
    frames = [frame(volume, frame_index=n, plane=geometry(-4.0 * n)) for n in range(3)]
    assert [each.frame_index for each in ordered(frames[::-1])] == [0, 1, 2]


def test_a_loop_is_in_the_order_of_time_not_of_the_numbers() -> None:
    """Trigger Time, of images of one place."""
    times = ["80", "0", "120.5", "40"]
    loop = [
        frame(instance(f"1.{n}", n, values={0x0018_1060: ("DS", time)}), plane=geometry())
        for n, time in enumerate(times)
    ]
    assert _numbers(ordered(loop)) == [1, 3, 0, 2]


def test_tiles_are_ordered_like_words_on_a_page() -> None:
    """Row by row, whatever their frame numbers are."""
    slide = instance(frames=4)
    corners = [(6, 10), (0, 10), (6, 0), (0, 0)]
    tiles = [
        replace(frame(slide, frame_index=n), tile=Tile(0, top, left, 12, 20))
        for n, (top, left) in enumerate(corners)
    ]
    assert [each.frame_index for each in ordered(tiles)] == [3, 1, 2, 0]


def test_places_are_counted_from_zero_and_shared() -> None:
    """None where one of the frames has none, or lies in another plane."""
    levels = levels_of(_at(5.0, 0.0, 5.001))
    assert levels is not None
    assert levels.tolist() == [1, 0, 1]
    turned = frame(plane=geometry(row_direction=(0.0, 1.0, 0.0), col_direction=(0.0, 0.0, -1.0)))
    assert levels_of((*_at(0.0, 5.0), turned)) is None
    assert levels_of((*_at(0.0, 5.0), frame())) is None


def test_missing_parts_are_counted_up_as_far_as_they_fit() -> None:
    """Eight of nine."""
    values = {
        0x0020_9161: ("UI", "1.2.77"),
        0x0020_9162: ("US", "\1\0"),
        0x0020_9163: ("US", "\11\0"),
    }
    assert incomplete([frame(instance(values=values))]) == (
        "8 parts of this image are missing: 2, 3, 4, 5, 6… of 9",
    )
    assert incomplete([frame()]) == ()
