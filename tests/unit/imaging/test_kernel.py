import subprocess
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.dicom.lut import LookupTable, ModalityLut, Rescale
from workstation.imaging import kernel
from workstation.imaging.kernel import Gaps, Line, Stages, Taps, Tile
from workstation.imaging.modality import ModalityConversion, modality_values
from workstation.imaging.resample import AxisWeights, axis_weights, interpolated, resample

pytestmark = pytest.mark.skipif(not kernel.available(), reason="no compiled kernel here")

_DTYPES = [np.uint8, np.int8, np.uint16, np.int16]
Array = npt.NDArray[Any]
Convert = Callable[[Array], npt.NDArray[np.float32]]


def _axes() -> st.SearchStrategy[AxisWeights]:
    """Any number of taps, mirrored ones and ones that lie partly or wholly outside too."""
    return st.builds(
        axis_weights,
        outputs=st.integers(1, 40),
        inputs=st.integers(1, 30),
        scale=st.floats(0.1, 7).flatmap(lambda scale: st.sampled_from([scale, -scale])),
        shift=st.floats(-10, 40),
        kernel=st.sampled_from(["nearest", "linear", "sharp"]),
    )


def _any_values(dtype: npt.DTypeLike, shape: tuple[int, ...], seed: int) -> Array:
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    return np.frombuffer(np.random.default_rng(seed).bytes(size), dtype).reshape(shape)


def _in_numpy(modality: ModalityLut) -> Convert:
    """What the kernel cannot see through, so that numpy computes it."""
    return partial(modality_values, modality=modality)


def _bits(values: npt.NDArray[np.float32]) -> list[Any]:
    """What two arrays must have in common to be the same: also the signs of zeros."""
    found: list[Any] = np.ascontiguousarray(values).view(np.uint32).tolist()
    return found


_LINES = st.builds(
    Rescale,
    st.one_of(st.sampled_from([1.0, -1.0, 0.0]), st.floats(-1e6, 1e6)),
    st.one_of(st.sampled_from([0.0, -0.0, -1024.0, 1e-60]), st.floats(-1e6, 1e6)),
)
_TABLES = st.builds(
    lambda first, entries: LookupTable(first, np.array(entries, np.uint16), 16),
    st.integers(-40000, 70000),
    st.lists(st.integers(0, 65535), min_size=1, max_size=30),
)


@settings(max_examples=60)
@given(
    down=_axes(),
    across=_axes(),
    dtype=st.sampled_from(_DTYPES),
    modality=st.one_of(_LINES, _TABLES),
    seed=st.integers(0, 99),
)
def test_interpolation_equals_numpy_to_the_last_bit(
    down: AxisWeights,
    across: AxisWeights,
    dtype: npt.DTypeLike,
    modality: ModalityLut,
    seed: int,
) -> None:
    """Of all stored types that pictures have, through lines and tables."""
    stored = _any_values(dtype, (down.inputs, across.inputs), seed)
    compiled = interpolated(stored, down, across, ModalityConversion(modality))
    assert _bits(compiled) == _bits(interpolated(stored, down, across, _in_numpy(modality)))


@pytest.mark.parametrize("dtype", _DTYPES)
@pytest.mark.parametrize("scale", [0.37, 1.9])
@pytest.mark.parametrize("sampling", ["nearest", "linear", "sharp"])
def test_a_picture_equals_numpy_to_the_last_bit(
    dtype: npt.DTypeLike, scale: float, sampling: str
) -> None:
    """Enough sums that one which is rounded in another way cannot hide."""
    down, across = (
        axis_weights(size, 90, factor * scale, 1.3, sampling)
        for size, factor in ((70, 0.83), (110, -0.31))
    )
    stored, modality = _any_values(dtype, (90, 90), 5), Rescale(0.7, -1024.3)
    compiled = interpolated(stored, down, across, ModalityConversion(modality))
    assert _bits(compiled) == _bits(interpolated(stored, down, across, _in_numpy(modality)))


def test_a_zero_keeps_its_sign() -> None:
    """A rescale that adds nothing does not add +0 either."""
    modality, axis = Rescale(-1.0, 0.0), _same_axis(3)
    compiled = interpolated(np.zeros((3, 3), np.int16), axis, axis, ModalityConversion(modality))
    assert np.signbit(compiled).all()


@pytest.mark.parametrize("scale", [0.37, 1.9])
@pytest.mark.parametrize("sampling", ["nearest", "linear", "sharp"])
def test_padding_is_kept_out_as_in_numpy(scale: float, sampling: str) -> None:
    """The kernel's sums and numpy's sums over valid taps meet in one picture."""
    down, across = (axis_weights(350, 90, scale * s, 1.3, sampling) for s in (0.7, -0.3))
    stored, modality = _any_values(np.int16, (90, 90), 6), Rescale(2.0, -3.0)
    valid = stored > -30000
    compiled, inside = resample(stored, down, across, valid, ModalityConversion(modality))
    with pytest.MonkeyPatch.context() as switched:
        switched.setattr(kernel, "available", lambda: False)
        expected, _inside = resample(stored, down, across, valid, _in_numpy(modality))
    assert _bits(compiled[inside]) == _bits(expected[inside])


@settings(max_examples=60)
@given(
    down=_axes(),
    across=_axes(),
    dtype=st.sampled_from(_DTYPES),
    modality=st.one_of(_LINES, _TABLES),
    share=st.sampled_from([0.02, 0.5, 0.98]),
    seed=st.integers(0, 99),
)
def test_gaps_are_filled_as_in_numpy_to_the_last_bit(
    down: AxisWeights,
    across: AxisWeights,
    dtype: npt.DTypeLike,
    modality: ModalityLut,
    share: float,
    seed: int,
) -> None:
    """Few of them and many, mirrored and outside; and where there is image at all."""
    shape = (down.inputs, across.inputs)
    stored = _any_values(dtype, shape, seed)
    valid = np.random.default_rng(seed).random(shape) >= share
    compiled, inside = resample(stored, down, across, valid, ModalityConversion(modality))
    with pytest.MonkeyPatch.context() as switched:
        switched.setattr(kernel, "available", lambda: False)
        expected, image = resample(stored, down, across, valid, _in_numpy(modality))
    assert np.array_equal(inside, image)
    assert _bits(compiled) == _bits(expected)


@pytest.mark.parametrize("scale", [1.0, 0.37, -0.5, 1.9])
@pytest.mark.parametrize("sampling", ["nearest", "linear", "sharp"])
def test_a_round_picture_is_filled_as_in_numpy_to_the_last_bit(scale: float, sampling: str) -> None:
    """Long stretches of image and of padding, and taps that weigh nothing."""
    shift = 0.0 if scale > 0 else 61.0
    down, across = (axis_weights(140, 61, scale, at, sampling) for at in (0.0, shift))
    stored, modality = _any_values(np.int16, (61, 61), 6), Rescale(2.0, -3.0)
    y, x = np.mgrid[:61, :61]
    valid = (y - 28) ** 2 + (x - 33) ** 2 < 26**2
    compiled, inside = resample(stored, down, across, valid, ModalityConversion(modality))
    with pytest.MonkeyPatch.context() as switched:
        switched.setattr(kernel, "available", lambda: False)
        expected, image = resample(stored, down, across, valid, _in_numpy(modality))
    assert np.array_equal(inside, image)
    assert _bits(compiled) == _bits(expected)


def _gaps(**changes: Array) -> Gaps:
    good = {
        "valid": np.ones((2, 2), np.bool_),
        "down": np.array([0, 1], np.int32),
        "across": np.array([0, -1], np.int32),
        "inside": np.zeros((2, 2), np.bool_),
    }
    return Gaps(**{**good, **changes})


@pytest.mark.parametrize(
    "gaps",
    [
        _gaps(valid=np.ones((2, 3), np.bool_)),
        _gaps(valid=np.ones((2, 2), np.uint8)),
        _gaps(down=np.array([0, 1])),
        _gaps(across=np.array([0, 1, 1], np.int32)),
        _gaps(inside=np.zeros((2, 3), np.bool_)),
        _gaps(inside=np.broadcast_to(np.False_, (2, 2))),
        _gaps(inside=np.zeros((4, 4), np.bool_)[::2, ::2]),
        _gaps(down=np.array([0, 2], np.int32)),
        _gaps(across=np.array([2, 0], np.int32)),
    ],
    ids=[
        *("shape", "bytes", "int64", "more", "larger", "read only", "gaps"),
        *("row outside", "column outside"),
    ],
)
def test_gaps_that_c_would_misread_are_refused(gaps: Gaps) -> None:
    """And samples that are nearest to a pixel but none of these."""
    out = _float_zeros(2, 2)
    with pytest.raises(ValueError, match=r"C reads|nothing to write|outside"):
        kernel.fill(out, gaps, _SAMPLES, _TWO, _TWO, Line(), slice(0, 2))


def test_a_large_picture_is_made_in_stripes_that_meet() -> None:
    """Each thread draws its own rows: none is left out, none is another's."""
    down, across = axis_weights(1501, 97, 97 / 1501, 0.0, "linear"), _same_axis(1003)
    stored = _any_values(np.uint16, (97, 1003), 1)
    modality = Rescale(1.0, -7.0)
    compiled = interpolated(stored, down, across, ModalityConversion(modality))
    assert np.array_equal(compiled, interpolated(stored, down, across, _in_numpy(modality)))


def test_float_values_are_taken_as_they_are() -> None:
    """Values that come with no conversion are float32 already."""
    values = np.array([[-0.0, 1.5, 3e38], [0.25, -7, 1e-40]], np.float32)
    drawn = interpolated(values, _same_axis(2), _same_axis(3))
    assert _bits(drawn) == _bits(values)


def _same_axis(size: int) -> AxisWeights:
    return axis_weights(size, size, 1.0, 0.0, "nearest")


def _taps(index: list[list[int]]) -> Taps:
    return Taps(np.array(index, np.int32), np.ones((len(index), len(index[0])), np.float32))


_TWO = _taps([[0, 1]])
_SAMPLES = np.array([[1, 2], [3, 4]], np.uint8)


@pytest.mark.parametrize("index", [[[0, 2]], [[-1, 0]], [[0, 1], [1, 2**31 - 1]]])
@pytest.mark.parametrize("turned", [False, True])
def test_a_tap_outside_the_samples_is_refused(index: list[list[int]], turned: bool) -> None:
    """And nothing is written: C would read whatever lies there."""
    out = np.full((2, 2), 9, np.float32)
    down, across = (_taps(index), _TWO) if turned else (_TWO, _taps(index))
    with pytest.raises(ValueError, match="outside the samples"):
        kernel.resample(out, _SAMPLES, down, across, Line(), slice(0, 2))
    assert (out == 9).all()


def _float_zeros(*shape: int) -> npt.NDArray[np.float32]:
    return np.zeros(shape, np.float32)


@pytest.mark.parametrize(
    ("out", "samples", "down", "rows", "line"),
    [
        (_float_zeros(2, 3), _SAMPLES, _TWO, slice(0, 2), Line()),
        (np.zeros((2, 2)), _SAMPLES, _TWO, slice(0, 2), Line()),
        (_float_zeros(2, 4)[:, ::2], _SAMPLES, _TWO, slice(0, 2), Line()),
        (np.broadcast_to(np.float32(0), (2, 2)), _SAMPLES, _TWO, slice(0, 2), Line()),
        (_float_zeros(2, 2), _SAMPLES[:, ::-1], _TWO, slice(0, 2), Line()),
        (_float_zeros(2, 2), _SAMPLES.astype(">u2"), _TWO, slice(0, 2), Line()),
        (_float_zeros(2, 2), _SAMPLES.astype(np.int64), _TWO, slice(0, 2), Line()),
        (_float_zeros(2, 2), _SAMPLES, _TWO, slice(0, 3), Line()),
        (_float_zeros(2, 2), _SAMPLES, _TWO, slice(-1, 2), Line()),
        (_float_zeros(2, 2), _SAMPLES, Taps(_TWO.index, _float_zeros(1, 1)), slice(0, 2), Line()),
        (_float_zeros(2, 2), _SAMPLES, Taps(_TWO.index[:0], _TWO.weights[:0]), slice(0, 2), Line()),
        (_float_zeros(2, 2), _SAMPLES, _TWO, slice(0, 2), Line(table=_float_zeros(255))),
        (
            _float_zeros(2, 2),
            _SAMPLES.view(np.int8),
            _TWO,
            slice(0, 2),
            Line(table=_float_zeros(256)),
        ),
    ],
    ids=[
        *("shape", "float64", "gaps", "read only", "mirrored", "byte order", "int64"),
        *("rows after the last", "rows before the first", "weights", "no taps", "table", "signed"),
    ],
)
def test_arrays_that_c_would_misread_are_refused(
    out: Array, samples: Array, down: Taps, rows: slice, line: Line
) -> None:
    """Each is checked before the call; C sees addresses only."""
    with pytest.raises(ValueError, match=r"C reads|not take|nothing to write"):
        kernel.resample(out, samples, down, _TWO, line, rows)


def _stages(**changes: Any) -> Stages:
    usual: dict[str, Any] = {"low": 0.0, "span": 1.0, "top": 1.0, "inversions": 0, "scale": 1.0}
    table = np.array([10, 11, 12, 13], np.uint32)
    return Stages(**{**usual, "table": table, "outside": 99, **changes})


@pytest.mark.parametrize(
    ("value", "changes", "expected"),
    [
        (0.49, {}, 10),
        (0.5, {}, 11),
        (float("nan"), {}, 10),
        (float("inf"), {}, 11),
        (-float("inf"), {}, 10),
        (1e30, {"top": 1e30, "scale": 1e30}, 13),
        (3.0, {"top": 5.0, "inversions": 1}, 10),
        (0.25, {"inversions": 1, "scale": 3.0}, 12),
        (0.0, {"inversions": 2}, 10),
        (5.0, {"low": 1.0, "span": 4.0, "scale": 3.0}, 13),
    ],
)
def test_an_entry_is_chosen_and_never_one_beyond_the_table(
    value: float, changes: dict[str, Any], expected: int
) -> None:
    """Whatever the numbers, what is read lies in the table."""
    target = np.zeros((1, 1), np.uint32)
    kernel.paint(target, np.array([[value]], np.float32), None, _stages(**changes))
    assert target[0, 0] == expected


def test_a_part_of_a_framebuffer_is_painted_and_nothing_around_it() -> None:
    """Rows of a viewport lie apart in the surface."""
    surface = np.zeros((4, 700), np.uint32)
    values = np.ones((2, 600), np.float32)
    inside = np.ones((2, 600), np.bool_)
    inside[1, 599] = False
    kernel.paint(surface[1:3, 50:650], values, inside, _stages())
    expected = np.zeros((4, 700), np.uint32)
    expected[1:3, 50:650] = 11
    expected[2, 649] = 99
    assert np.array_equal(surface, expected)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_every_stored_value_is_looked_up(dtype: npt.DTypeLike) -> None:
    """In a part of a framebuffer, from a table with an entry for each."""
    values = _any_values(dtype, (5, 7), 3)
    table = np.arange(2 ** (8 * values.itemsize), dtype=np.uint32) * 3
    surface = np.zeros((6, 9), np.uint32)
    kernel.look_up(surface[1:, 2:], values, table)
    assert np.array_equal(surface[1:, 2:], values * np.uint32(3))
    assert not surface[0].any()
    assert not surface[:, :2].any()


@pytest.mark.parametrize(
    ("target", "values", "table"),
    [
        (np.zeros((2, 2), np.uint32), _SAMPLES, np.zeros(255, np.uint32)),
        (np.zeros((2, 2), np.uint32), _SAMPLES.astype(np.int16), np.zeros(65536, np.uint32)),
        (np.zeros((2, 2), np.uint32), _SAMPLES.T, np.zeros(256, np.uint32)),
        (np.zeros((2, 3), np.uint32), _SAMPLES, np.zeros(256, np.uint32)),
        (np.zeros((2, 2), np.int64), _SAMPLES, np.zeros(256, np.uint32)),
        (np.zeros((2, 2), np.uint32)[::-1], _SAMPLES, np.zeros(256, np.uint32)),
        (np.zeros((2, 4), np.uint32)[:, ::2], _SAMPLES, np.zeros(256, np.uint32)),
        (np.broadcast_to(np.uint32(0), (2, 2)), _SAMPLES, np.zeros(256, np.uint32)),
    ],
    ids=["table", "signed", "turned", "shape", "int64", "upside down", "gaps", "read only"],
)
def test_look_ups_that_c_would_misread_are_refused(
    target: Array, values: Array, table: Array
) -> None:
    """Each is checked before the call; C sees addresses only."""
    with pytest.raises(ValueError, match=r"C reads|looked up|framebuffer"):
        kernel.look_up(target, values, table)


@pytest.mark.parametrize(
    ("values", "inside", "table"),
    [
        (np.zeros((2, 3), np.float32), None, np.zeros(2, np.uint32)),
        (np.zeros((2, 2)), None, np.zeros(2, np.uint32)),
        (np.zeros((2, 2), np.float32), np.ones((2, 1), np.bool_), np.zeros(2, np.uint32)),
        (np.zeros((2, 2), np.float32), np.ones((2, 2), np.uint8), np.zeros(2, np.uint32)),
        (np.zeros((2, 2), np.float32), None, np.zeros(0, np.uint32)),
        (np.zeros((2, 2), np.float32), None, np.zeros(2, np.int64)),
    ],
    ids=["shape", "float64", "mask", "mask's type", "no table", "table's type"],
)
def test_pictures_that_c_would_misread_are_refused(
    values: Array, inside: Array | None, table: Array
) -> None:
    """Each is checked before the call; C sees addresses only."""
    with pytest.raises(ValueError, match=r"C reads|no framebuffer values"):
        kernel.paint(np.zeros((2, 2), np.uint32), values, inside, _stages(table=table))


def test_it_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """For who doubts a picture, or measures."""
    command = "import sys; from workstation.imaging import kernel; sys.exit(kernel.available())"
    monkeypatch.setenv(kernel.SWITCH, "numpy")
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0


def _levels_in_4096ths(rows: int, columns: int) -> npt.NDArray[np.uint32]:
    return np.random.default_rng(8).integers(0, 255 * 4096, (rows, columns)).astype(np.uint32)


@given(
    rows=st.integers(1, 70),
    columns=st.integers(1, 200),
    x=st.integers(0, 300),
    y=st.integers(0, 99),
)
def test_noise_in_c_is_numpys(rows: int, columns: int, x: int, y: int) -> None:
    """Whole tiles and what is left of them, wherever on the surface they begin."""
    thresholds = np.random.default_rng(2).permutation(4096).astype(np.uint16).reshape(64, 64)
    fine = _levels_in_4096ths(rows, columns + 3)
    target = fine.copy()
    kernel.dither(target[:, :columns], Tile(thresholds, x, y))
    down, across = (np.arange(rows)[:, None] + y) % 64, (np.arange(columns) + x) % 64
    levels = (fine[:, :columns] + thresholds[down, across]) >> 12
    assert np.array_equal(target[:, :columns], levels * 0x010101 | 0xFF000000)
    assert np.array_equal(target[:, columns:], fine[:, columns:])


@pytest.mark.parametrize(("side", "x", "y"), [(63, 0, 0), (64, -1, 0), (64, 0, -1)])
def test_noise_that_c_would_read_beside_is_refused(side: int, x: int, y: int) -> None:
    """Another tile, or a place before the surface."""
    with pytest.raises(ValueError, match=r"reads|outside"):
        kernel.dither(_levels_in_4096ths(2, 2), Tile(np.zeros((side, side), np.uint16), x, y))
