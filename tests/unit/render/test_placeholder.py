"""What stands where an image cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.render.placeholder import placeholder_graphics
from workstation.scene.graphics import Box, Line
from workstation.scene.scene import Placeholder, Rect


@pytest.mark.parametrize("kind", Placeholder)
def test_it_covers_the_viewport_with_a_color_that_no_gray_image_has(kind: Placeholder) -> None:
    """A little blue, so that it cannot be mistaken for an image."""
    ground = placeholder_graphics(kind, Rect(3, 4, 200, 100))[0]
    assert isinstance(ground, Box)
    assert (ground.x, ground.y, ground.width, ground.height) == (3, 4, 200, 100)
    assert ground.color[2] > ground.color[0]


def test_no_two_kinds_look_alike() -> None:
    """Waiting, gone and broken ask for different things of the reader."""
    looks = {placeholder_graphics(kind, Rect(0, 0, 200, 100)) for kind in Placeholder}
    assert len(looks) == len(Placeholder)


def test_a_missing_frame_is_crossed_from_corner_to_corner() -> None:
    """As a form is crossed out."""
    marks = placeholder_graphics(Placeholder.MISSING, Rect(10, 20, 200, 100))[1:]
    ends = {(mark.x0, mark.y0, mark.x1, mark.y1) for mark in marks if isinstance(mark, Line)}
    assert ends == {(34, 44, 186, 96), (34, 96, 186, 44)}


@given(st.sampled_from(Placeholder), st.integers(0, 4000), st.integers(0, 3000))
def test_it_stays_inside_and_is_quick_at_any_size(
    kind: Placeholder, width: int, height: int
) -> None:
    """Few marks, none beyond the viewport, none upside down."""
    marks = placeholder_graphics(kind, Rect(0, 0, width, height))
    xs = [x for m in marks if isinstance(m, Line) for x in (m.x0, m.x1)]
    xs += [x for m in marks if isinstance(m, Box) for x in (m.x, m.x + m.width)]
    assert len(marks) < 150
    assert min(xs) >= -1
    assert max(xs) <= width + 1
