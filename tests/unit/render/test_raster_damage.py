"""What has to be drawn anew, and that nothing else has to be."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.dicom.lut import Window
from workstation.display.table import identity_table
from workstation.imaging.chain import GrayscaleChain
from workstation.render import blending
from workstation.render.raster import RasterRenderer
from workstation.render.raster_damage import Ground, common, redrawn, whole_pixels
from workstation.scene.graphics import Align, Box, Graphic, Line, Text
from workstation.scene.scene import (
    Affine,
    FramePixels,
    ImageLayer,
    Interpolation,
    Rect,
    Scene,
    ViewportScene,
)

_CLIP = Rect(10, 20, 200, 100)
_GROUND = Ground(Rect(60, 30, 90, 70), 0xFF000000)
_TEXT = Text(12, 40, "Image 12 / 300", 13, (200, 190, 180))
_LINE = Line(20, 30, 90, 70, (9, 200, 9))


def _redrawn(old: tuple[Graphic, ...], new: tuple[Graphic, ...]) -> tuple[Rect, ...]:
    return redrawn(_CLIP, (_GROUND, _GROUND), (old, new))


def test_the_image_alone_is_drawn_where_no_mark_changes() -> None:
    """Whatever stands around it."""
    assert _redrawn((_TEXT, _LINE), (_TEXT, _LINE)) == (_GROUND.image,)


@pytest.mark.parametrize(
    ("before", "now"),
    [(None, _GROUND), (_GROUND, None), (replace(_GROUND, black=5), _GROUND)],
    ids=["first", "no image", "another black"],
)
def test_another_ground_is_drawn_as_a_whole(before: Ground | None, now: Ground | None) -> None:
    """Also where nothing of the image was there before."""
    assert redrawn(_CLIP, (before, now), ((), ())) == (_CLIP,)


@pytest.mark.parametrize(
    ("old", "new"),
    [((_TEXT,), ()), ((), (_TEXT,)), ((_LINE,), (replace(_LINE, x1=91),))],
    ids=["less", "more", "line"],
)
def test_changes_that_may_be_anywhere_are_drawn_as_a_whole(
    old: tuple[Graphic, ...], new: tuple[Graphic, ...]
) -> None:
    """Fewer marks, more of them, and those that go with the image."""
    assert _redrawn(old, new) == (_CLIP,)


def test_a_text_is_drawn_where_it_was_and_where_it_is() -> None:
    """What of it lies over the image is drawn with that."""
    moved = replace(_TEXT, y=80.0)
    image, *parts = _redrawn((_TEXT,), (moved,))
    assert image == _GROUND.image
    assert len(parts) == 2
    assert all(part.x + part.width == _GROUND.image.x for part in parts)


_BOXES = st.builds(
    Box,
    st.floats(0, 220),
    st.floats(10, 130),
    st.floats(0, 80),
    st.floats(0, 40),
    st.just((1, 2, 3)),
)


@settings(max_examples=40)
@given(st.lists(st.tuples(_BOXES, _BOXES), max_size=4))
def test_parts_share_no_pixel_and_hold_all_that_changes(pairs: list[tuple[Box, Box]]) -> None:
    """A pixel that is blended twice is wrong, as is one that is left out."""
    old, new = tuple(one for one, _ in pairs), tuple(other for _, other in pairs)
    times = np.zeros((200, 300), np.int64)
    for part in _redrawn(old, new):
        times[part.y : part.y + part.height, part.x : part.x + part.width] += 1
    assert times.max() == 1
    for box in (box for pair in pairs if pair[0] != pair[1] for box in pair):
        seen = common(_CLIP, whole_pixels(box.x, box.y, box.x + box.width, box.y + box.height))
        assert times[seen.y : seen.y + seen.height, seen.x : seen.x + seen.width].all()


def _scene(frame: int, numbers: list[int], zoom: float) -> Scene:
    stored = np.random.default_rng(frame).integers(0, 1000, (30, 20)).astype(np.int16)
    image = ImageLayer(
        FramePixels(("series", frame, 0), stored),
        GrayscaleChain(voi=Window(500, 1000)),
        Affine(zoom, 0, 70, 0, zoom, 25),
        Interpolation.LINEAR,
    )
    texts = [
        replace(_TEXT, content=f"Line {number}", y=30 + 11.0 * row, x=12 + 45.0 * (row % 2))
        for row, number in enumerate(numbers)
    ]
    end = replace(_TEXT, x=209, y=60, content=f"{frame} mm", across=Align.END)
    graphics: tuple[Graphic, ...] = (
        _LINE,
        *texts,
        end,
        Box(205, 30.5 + frame, 3, 9, (99, 99, 0), 0.7),
    )
    return Scene(230, 130, (ViewportScene(_CLIP, image, None, graphics),), identity_table())


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.lists(st.integers(0, 12), min_size=3, max_size=3),
            st.sampled_from([2.0, 2.0, 2.0, 2.5]),
        ),
        min_size=2,
        max_size=14,
    )
)
def test_nothing_of_an_earlier_picture_remains(steps: list[tuple[int, list[int], float]]) -> None:
    """However often words beside and over the image change; roundings between marks may differ."""
    renderer, fresh = RasterRenderer(), RasterRenderer()
    for step in steps:
        renderer.draw(_scene(*step))
    fresh.draw(_scene(*steps[-1]))
    assert np.abs(renderer.read().astype(int) - fresh.read()).max() <= 2


@pytest.mark.skipif(not blending.available(), reason="all is drawn without compiled loops")
def test_what_is_not_drawn_anew_is_not_touched() -> None:
    """The black beside the image keeps even what somebody scribbled on it."""
    renderer = RasterRenderer()
    renderer.draw(_scene(1, [1, 2, 3], 2.0))
    renderer.framebuffer[110, 15] = 0xFF00FF00
    parts = renderer.draw(_scene(2, [1, 2, 4], 2.0))
    assert renderer.framebuffer[110, 15] == 0xFF00FF00
    assert parts[0] == Rect(70, 25, 40, 60)
    assert sum(part.width * part.height for part in parts) < 0.5 * _CLIP.width * _CLIP.height
