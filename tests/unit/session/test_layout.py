import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.scene.scene import Rect
from workstation.session.layout import Layout, viewport_at, viewport_rects

layouts = st.builds(Layout, st.integers(1, 4), st.integers(1, 5))
lengths = st.integers(40, 4000)


@given(layouts, lengths, lengths, st.sampled_from((1.0, 1.5, 2.0)))
def test_viewports_fill_the_surface_and_do_not_overlap(
    layout: Layout, width: int, height: int, ratio: float
) -> None:
    """Their area and the gaps between them are all there is."""
    rects = viewport_rects(layout, width, height, ratio)
    gap = max(1, round(2 * ratio))
    room = (width - gap * (layout.columns - 1)) * (height - gap * (layout.rows - 1))
    assert sum(rect.width * rect.height for rect in rects.values()) == room
    last = rects[layout.count - 1]
    assert (last.x + last.width, last.y + last.height) == (width, height)


def test_viewports_are_counted_along_the_rows() -> None:
    """As one reads: the third of a 2x3 stands at the right, the fourth below the first."""
    rects = viewport_rects(Layout(2, 3), 604, 402)
    assert rects[2] == Rect(404, 0, 200, 200)
    assert rects[3] == Rect(0, 202, 200, 200)


def test_a_maximized_viewport_has_all_the_room() -> None:
    """The others are not seen."""
    assert viewport_rects(Layout(2, 2, maximized=3), 640, 480) == {3: Rect(0, 0, 640, 480)}


@pytest.mark.parametrize(("point", "index"), [((0, 0), 0), ((403.5, 10), 1), ((401, 10), None)])
def test_a_point_lies_in_a_viewport_or_in_a_gap(
    point: tuple[float, float], index: int | None
) -> None:
    """Two viewports of 401 pixels, two pixels apart."""
    assert viewport_at(viewport_rects(Layout(1, 2), 804, 300), *point) == index
