"""The compiled loops of marks: what numpy says, to the last bit, and nothing that is not theirs."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.render import blending
from workstation.render.raster_marks import paint_graphic
from workstation.render.raster_overlay import Composed
from workstation.render.text_tile import grown
from workstation.scene.graphics import Text
from workstation.scene.scene import Rect

pytestmark = pytest.mark.skipif(not blending.available(), reason="no compiled loops here")

_SEEDS = st.integers(0, 2**32)


def _ground(seed: int, rows: int = 40, columns: int = 61) -> npt.NDArray[np.uint32]:
    values = np.random.default_rng(seed).integers(0, 2**24, (rows, columns))
    return np.asarray(values + 0xFF000000, np.uint32)


def _by_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blending, "available", lambda: False)


@settings(max_examples=30)
@given(_SEEDS, st.integers(0, 200))
def test_composed_marks_are_blended_as_by_numpy(seed: int, count: int) -> None:
    """Each place once, with shares and additions of every size."""
    random = np.random.default_rng(seed)
    share = random.random((count, 4), np.float32)
    added = random.random((count, 4), np.float32) * 255 * (1 - share)
    places = np.sort(random.permutation(40 * 61)[:count])
    marks, whole = Composed(places, share, np.asarray(added, np.float32)), Rect(0, 0, 61, 40)
    compiled, expected = _ground(seed), _ground(seed)
    marks.blend(compiled, (whole,))
    with pytest.MonkeyPatch.context() as switched:
        _by_numpy(switched)
        marks.blend(expected, (whole,))
    assert np.array_equal(compiled, expected)


@settings(max_examples=30)
@given(
    st.builds(
        Text,
        st.floats(-20, 70),
        st.floats(-20, 50),
        st.sampled_from(["Äg 7", "Image 12 / 300", "山"]),
        st.sampled_from([9.0, 13.0, 21.0]),
        st.tuples(*[st.integers(0, 255)] * 3),
        halo=st.booleans(),
    ),
    _SEEDS,
)
def test_letters_are_drawn_as_by_numpy(text: Text, seed: int) -> None:
    """Inside of the rectangle, over whatever lies there, in any color."""
    clip, compiled, expected = Rect(3, 4, 50, 30), _ground(seed), _ground(seed)
    paint_graphic(compiled, clip, text)
    with pytest.MonkeyPatch.context() as switched:
        _by_numpy(switched)
        paint_graphic(expected, clip, text)
    assert np.array_equal(compiled, expected)


@settings(max_examples=30)
@given(_SEEDS, st.integers(1, 14), st.integers(1, 40), st.floats(2.0, 7.0))
def test_halos_grow_as_by_numpy(seed: int, rows: int, columns: int, radius: float) -> None:
    """At every radius, also beyond the edge."""
    ink = np.random.default_rng(seed).integers(0, 256, (rows, columns)).astype(np.uint8)
    compiled = grown(ink, radius)
    with pytest.MonkeyPatch.context() as switched:
        _by_numpy(switched)
        expected = grown(ink, radius)
    assert np.array_equal(compiled, expected)


def test_letters_go_through_the_compiled_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the comparison above would be one of numpy with itself."""
    seen: list[Any] = []
    monkeypatch.setattr(blending, "letters", lambda *given: seen.append(given))
    paint_graphic(_ground(1), Rect(0, 0, 61, 40), Text(5, 5, "A", 13, (1, 2, 3)))
    assert len(seen) == 1


@pytest.mark.parametrize("places", [[-1], [40 * 61], [30 * 61 + 5, -9], [30 * 61 + 5, 10**9]])
def test_a_place_outside_of_the_framebuffer_is_never_written(places: list[int]) -> None:
    """In order or not: what C would write to belongs to somebody else."""
    framebuffer, values = _ground(1, 42), np.zeros((len(places), 4), np.float32)
    before = framebuffer.copy()
    blending.blend(framebuffer[1:41], np.array(places), values, values, (0, 0, 61, 40))
    changed = np.flatnonzero(framebuffer != before).tolist()
    assert set(changed) <= {61 + place for place in places if 0 <= place < 40 * 61}


@pytest.mark.parametrize(
    "part", [(-1, 0, 5, 5), (0, -1, 5, 5), (57, 0, 5, 5), (0, 36, 5, 5), (0, 0, -1, 5)]
)
def test_a_part_outside_of_the_framebuffer_is_refused(part: tuple[int, int, int, int]) -> None:
    """On each side."""
    ones = np.ones((1, 4), np.float32)
    with pytest.raises(ValueError, match="outside"):
        blending.blend(_ground(1), np.array([0]), ones, ones, part)


@pytest.mark.parametrize(
    ("places", "share"),
    [
        (np.array([1, 2], np.int32), np.ones((2, 4), np.float32)),
        (np.array([1, 2]), np.ones((1, 4), np.float32)),
        (np.array([1, 2]), np.ones((2, 4))),
        (np.array([1, 2]), np.ones((2, 8), np.float32)[:, ::2]),
    ],
    ids=["int32", "too few", "float64", "gaps"],
)
def test_marks_that_c_would_misread_are_refused(
    places: npt.NDArray[Any], share: npt.NDArray[Any]
) -> None:
    """Each array is checked before the call; C sees addresses only."""
    with pytest.raises(ValueError, match="C reads"):
        blending.blend(_ground(1), places, share, np.ones((2, 4), np.float32), (0, 0, 9, 9))


_TILE = np.full((3, 5), 9, np.uint8)


@pytest.mark.parametrize(
    ("target", "halo"),
    [
        (_ground(1)[:3, :6], _TILE),
        (_ground(1)[:3, :5], _TILE[:, :4]),
        (_ground(1)[:3, 4::-1], _TILE),
        (_ground(1)[:3, :5], np.full((5, 3), 9, np.uint8).T),
        (np.broadcast_to(np.uint32(0), (3, 5)), _TILE),
    ],
    ids=["place", "halo", "mirrored", "turned", "read only"],
)
def test_a_tile_that_does_not_fit_is_refused(
    target: npt.NDArray[np.uint32], halo: npt.NDArray[np.uint8]
) -> None:
    """Rows and columns, their order, and what may be written."""
    with pytest.raises(ValueError, match=r"tile|rows|draw|C reads"):
        blending.letters(target, _TILE, halo, np.ones(4, np.float32), 3, 0.003)


@pytest.mark.parametrize(
    ("reach", "step", "weight"), [(1, (0, 2), 1.0), (1, (-2, 0), 1.0), (1, (0, 0), 1.5)]
)
def test_a_step_beyond_the_reach_is_refused(
    reach: int, step: tuple[int, int], weight: float
) -> None:
    """As is a weight by which ink would become more."""
    with pytest.raises(ValueError, match="beyond the reach"):
        blending.grown(_TILE, reach, np.array([step], np.int32), np.array([weight]))
