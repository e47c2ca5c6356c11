"""An axis cut into bands that fit a texture."""

from hypothesis import given
from hypothesis import strategies as st

from workstation.imaging.resample import axis_weights
from workstation.render.bands import Band, bands


def test_an_axis_that_fits_is_one_band() -> None:
    """Which begins and ends where the image is seen."""
    axis = axis_weights(10, 100, 1.0, 20.0, "nearest")
    assert bands(axis, 16384) == (Band(0, 10, 20, 30),)


def test_an_axis_that_shows_no_image_looks_at_one_sample() -> None:
    """A framebuffer without columns does not exist."""
    assert bands(axis_weights(10, 100, 1.0, 500.0, "linear"), 50) == (Band(0, 10, 0, 1),)


@given(
    st.integers(1, 60),
    st.integers(1, 500),
    st.floats(-9, 9).filter(lambda scale: abs(scale) > 0.1),
    st.floats(-50, 500),
    st.sampled_from(["nearest", "linear", "sharp"]),
    st.integers(40, 90),
)
def test_bands_cover_all_pixels_and_all_their_taps(
    outputs: int, inputs: int, scale: float, shift: float, kernel: str, limit: int
) -> None:
    """One after the other, none past the limit, and no tap of a pixel in another band."""
    axis = axis_weights(outputs, inputs, scale, shift, kernel)
    cut = bands(axis, limit)
    assert [band.left for band in cut] == [0, *(band.right for band in cut[:-1])]
    assert cut[-1].right == outputs
    for band in cut:
        part = axis.part(slice(band.left, band.right))
        samples = part.indices()[part.nearest >= 0]
        assert band.last - band.first <= limit
        assert ((samples >= band.first) & (samples < band.last)).all()
