import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.imaging.resample import AxisWeights, axis_weights, interpolated, resample

_KERNELS = ("nearest", "linear", "sharp")
Floats = npt.NDArray[np.float32]


def _along(values: list[float], outputs: int, scale: float, shift: float, kernel: str) -> Floats:
    """One row of values, resampled along it."""
    across = axis_weights(outputs, len(values), scale, shift, kernel)
    drawn, _inside = resample(np.array([values], np.float32), _same(1), across)
    return np.asarray(drawn[0])


def _same(size: int) -> AxisWeights:
    return axis_weights(size, size, 1.0, 0.0, "nearest")


@given(
    outputs=st.integers(1, 40),
    inputs=st.integers(1, 30),
    scale=st.floats(0.05, 12).flatmap(lambda scale: st.sampled_from([scale, -scale])),
    shift=st.floats(-40, 40),
    kernel=st.sampled_from(_KERNELS),
)
def test_weights_sum_to_one_inside_and_to_nothing_outside(
    outputs: int, inputs: int, scale: float, shift: float, kernel: str
) -> None:
    """And taps outside the source weigh nothing."""
    axis = axis_weights(outputs, inputs, scale, shift, kernel)
    samples = axis.first[:, None] + np.arange(axis.weights.shape[1])
    assert axis.weights.sum(axis=1) == pytest.approx((axis.nearest >= 0) * 1.0, abs=1e-5)
    assert not axis.weights[(samples < 0) | (samples >= inputs)].any()


@pytest.mark.parametrize("kernel", _KERNELS)
def test_one_to_one_changes_nothing(kernel: str) -> None:
    """Pixel centers coincide: every kernel goes through its samples."""
    assert _along([3, 1, 4, 1, 5], 5, 1.0, 0.0, kernel).tolist() == [3, 1, 4, 1, 5]


@pytest.mark.parametrize("kernel", _KERNELS)
def test_a_negative_scale_mirrors(kernel: str) -> None:
    """From the last sample to the first."""
    assert _along([3, 1, 4, 1, 5], 5, -1.0, 5.0, kernel).tolist() == [5, 1, 4, 1, 3]


def test_nearest_repeats_pixels() -> None:
    """Each source pixel covers its own square."""
    assert _along([1, 2, 3], 6, 0.5, 0.0, "nearest").tolist() == [1, 1, 2, 2, 3, 3]


def test_linear_lies_on_the_line_between_centers() -> None:
    """Half a source pixel per output pixel: centers at 0.25, 0.75, 1.25, 1.75."""
    assert _along([0, 8], 4, 0.5, 0.0, "linear").tolist() == [0, 2, 6, 8]


def test_sharp_goes_through_cubic_midpoints() -> None:
    """Catmull-Rom halfway between samples: (-1, 9, 9, -1) / 16."""
    middle = _along([10, 20, 40, 80], 1, 1.0, 1.5, "sharp")[0]
    assert middle == pytest.approx((-10 + 9 * 20 + 9 * 40 - 80) / 16)


@pytest.mark.parametrize("kernel", ["linear", "sharp"])
def test_a_straight_ramp_stays_straight(kernel: str) -> None:
    """Away from the edges both kernels reproduce a line."""
    ramp = _along(list(range(20)), 30, 0.3, 5.0, kernel)
    assert np.diff(ramp) == pytest.approx(np.full(29, 0.3), abs=1e-5)


@pytest.mark.parametrize("kernel", _KERNELS)
@pytest.mark.parametrize("scale", [2.0, 3.7, 10.0])
def test_minified_stripes_become_gray(kernel: str, scale: float) -> None:
    """Black and white by turns must not beat with the pixels of the screen."""
    drawn = _along([0, 100] * 200, int(380 / scale), scale, 10.0, kernel)
    assert np.abs(drawn - 50).max() <= 50 / scale


def test_minified_nearest_is_the_mean_of_the_area() -> None:
    """No source pixel is skipped: each weighs as much as it covers."""
    assert _along([0, 4, 0, 0, 8, 4], 2, 3.0, 0.0, "nearest") == pytest.approx([4 / 3, 4.0])


@pytest.mark.parametrize("kernel", _KERNELS)
def test_a_constant_stays_constant_up_to_its_edges(kernel: str) -> None:
    """No dark seam where part of the kernel hangs over the edge."""
    assert _along([7.0] * 5, 16, 5 / 16, 0.0, kernel) == pytest.approx(np.full(16, 7.0), rel=1e-6)


def test_outside_there_is_no_image() -> None:
    """Values there are 0 and marked as not inside."""
    across = axis_weights(4, 2, 1.0, -1.0, "linear")
    values, inside = resample(np.array([[5, 6]], np.float32), _same(1), across)
    assert values.tolist() == [[0, 5, 6, 0]]
    assert inside.tolist() == [[False, True, True, False]]


def test_rows_and_columns_are_not_mixed_up() -> None:
    """Twice as wide and three times as high."""
    source = np.array([[1, 2], [3, 4]], np.float32)
    down, across = (axis_weights(2 * n, 2, 1 / n, 0.0, "nearest") for n in (3, 2))
    assert resample(source, down, across)[0].tolist() == np.kron(source, np.ones((3, 2))).tolist()


@given(seed=st.integers(0, 2**32 - 1), kernel=st.sampled_from(_KERNELS))
def test_two_axes_are_the_sum_over_both(seed: int, kernel: str) -> None:
    """Against the plain double sum in float64."""
    random = np.random.default_rng(seed)
    source = random.normal(0, 1000, (9, 7)).astype(np.float32)
    down = axis_weights(11, 9, random.uniform(-2, 2), random.uniform(0, 9), kernel)
    across = axis_weights(5, 7, random.uniform(0.2, 3), random.uniform(-3, 3), kernel)
    expected = _dense(down) @ source.astype(np.float64) @ _dense(across).T
    assert resample(source, down, across)[0] == pytest.approx(expected, abs=1e-2)


def _dense(axis: AxisWeights) -> npt.NDArray[np.float64]:
    matrix = np.zeros((len(axis.first), axis.inputs))
    for row, (indices, weights) in enumerate(zip(axis.indices(), axis.weights, strict=True)):
        np.add.at(matrix[row], indices, weights)
    return matrix


@pytest.mark.parametrize("kernel", _KERNELS)
def test_large_pictures_in_bands_equal_small_ones(kernel: str) -> None:
    """Threads and bands are no part of the definition."""
    source = np.random.default_rng(3).normal(0, 100, (300, 200)).astype(np.float32)
    down = axis_weights(1300, 300, 0.23, 0.1, kernel)
    across = axis_weights(1250, 200, 0.16, 0, kernel)
    whole = resample(source, down, across)[0]
    assert np.array_equal(resample(source, down.part(slice(77, 78)), across)[0][0], whole[77])


@pytest.mark.parametrize("kernel", ["linear", "sharp"])
def test_padding_does_not_bleed_into_the_image(kernel: str) -> None:
    """-2000 beside 100 must neither darken nor overshoot."""
    source = np.full((6, 6), 100, np.float32)
    source[:, :3] = -2000
    axis = axis_weights(24, 6, 0.25, 0.0, kernel)
    values, inside = resample(source, axis, axis, source != -2000)
    assert values[inside] == pytest.approx(np.full(24 * 12, 100.0), rel=1e-6)


def test_what_is_nearest_to_padding_is_no_image() -> None:
    """The border lies halfway between the centers, whatever the kernel."""
    source = np.array([[-2000, 100, 100, -2000]], np.float32)
    across = axis_weights(16, 4, 0.25, 0.0, "linear")
    inside = resample(source, _same(1), across, source != -2000)[1]
    assert inside[0].tolist() == [False] * 4 + [True] * 8 + [False] * 4


def test_values_are_converted_where_they_are_seen() -> None:
    """As if all had been converted before, padding too."""
    source = np.random.default_rng(6).integers(-50, 50, (9, 7)).astype(np.int16)
    down, across = axis_weights(20, 9, 0.3, 1.0, "sharp"), axis_weights(11, 7, 0.5, 0.5, "linear")

    def half(samples: npt.NDArray[np.integer]) -> Floats:
        return samples.astype(np.float32) / np.float32(2)

    values, inside = resample(source, down, across, source > 0, half)
    expected, expected_inside = resample(half(source), down, across, source > 0)
    assert np.array_equal(values, expected)
    assert np.array_equal(inside, expected_inside)


def test_channels_are_interpolated_each_for_itself() -> None:
    """In one pass, as if there were three pictures."""
    source = np.random.default_rng(6).normal(0, 50, (9, 7, 3)).astype(np.float32)
    down, across = axis_weights(20, 9, 0.3, 1.0, "sharp"), axis_weights(11, 7, 0.5, 0.5, "linear")
    together = interpolated(source, down, across)
    each = [resample(source[:, :, channel], down, across)[0] for channel in range(3)]
    assert np.array_equal(together, np.stack(each, axis=2))


def test_equal_axes_are_computed_once_and_cannot_be_changed() -> None:
    """Whoever draws the next slice shares the weights of this one."""
    axis = axis_weights(5, 3, 0.6, 0.0, "linear")
    assert axis_weights(5, 3, 0.6, 0.0, "linear") is axis
    with pytest.raises(ValueError, match="read-only"):
        axis.weights[0, 0] = 1


def test_away_from_padding_nothing_changes() -> None:
    """A padded corner is no reason to compute another picture elsewhere."""
    source = np.random.default_rng(5).normal(0, 100, (20, 20)).astype(np.float32)
    valid = np.ones((20, 20), bool)
    valid[0, 0] = False
    axis = axis_weights(50, 20, 0.4, 0.0, "sharp")
    drawn = resample(source, axis, axis, valid)[0]
    assert np.array_equal(drawn[9:, 9:], resample(source, axis, axis)[0][9:, 9:])


@given(seed=st.integers(0, 2**32 - 1), kernel=st.sampled_from(_KERNELS), scale=st.floats(0.2, 4))
def test_values_beside_padding_stay_within_the_image(seed: int, kernel: str, scale: float) -> None:
    """Only positive weights are left over there, so nothing can overshoot."""
    random = np.random.default_rng(seed)
    source = random.uniform(100, 200, (8, 8)).astype(np.float32)
    valid = random.random((8, 8)) < 0.5
    source[~valid] = 30000
    axis = axis_weights(int(8 / scale), 8, scale, 0.0, kernel)
    values, inside = resample(source, axis, axis, valid)
    assert np.all((values[inside] > 70) & (values[inside] < 230))


@pytest.mark.parametrize("kernel", ["nearest", "linear", "sharp"])
def test_a_picture_drawn_as_a_point_takes_little_memory(kernel: str) -> None:
    """Files can ask for any pixel aspect and any displayed area, and so for any scale."""
    axis = axis_weights(600, 60, 1e8, 30 - 300.5e8, kernel)
    assert axis.weights.shape[1] <= 4096
    assert axis.nearest.max() >= 0
    assert axis.weights[axis.nearest >= 0].sum() == pytest.approx(1)


@pytest.mark.parametrize("kernel", ["nearest", "linear", "sharp"])
@pytest.mark.parametrize("scale", [64.0, -64.0])
def test_a_line_between_the_centers_of_two_pixels_is_seen(kernel: str, scale: float) -> None:
    """30 rows of 20000 columns in a viewport are less than half a pixel high."""
    axis = axis_weights(10, 30, scale, 15 - 5.1 * scale, kernel)
    assert np.flatnonzero(axis.nearest >= 0).tolist() == [5]
    assert axis.weights[5].sum() == pytest.approx(1)


def test_a_line_beside_the_surface_is_not_seen() -> None:
    """It was moved out of the viewport."""
    assert axis_weights(10, 30, 64, 15 + 0.1 * 64, "linear").nearest.max() == -1


def test_a_viewport_of_no_width_shows_nothing() -> None:
    """While a splitter is dragged to its end."""
    values, inside = resample(np.ones((3, 3), np.float32), _same(3), _same(3).part(slice(0, 0)))
    assert values.shape == inside.shape == (3, 0)
