import numpy as np
import pytest

from tests.support import coded_frames as made


@pytest.mark.parametrize(
    ("bits", "signed", "dtype"),
    [(1, False, "u1"), (8, True, "i1"), (16, False, "u2"), (16, True, "i2"), (32, False, "u4")],
)
def test_gray_comes_out_in_the_type_it_is_stored_in(bits: int, signed: bool, dtype: str) -> None:
    """As ImagePixel.decoded_dtype says."""
    assert made.coding(bits=bits, signed=signed).result_dtype == np.dtype(dtype)


@pytest.mark.parametrize("photometric", ["RGB", "YBR_FULL_422", "PALETTE COLOR"])
def test_color_comes_out_with_three_samples(photometric: str) -> None:
    """A palette's too."""
    assert made.coding(bits=8, photometric=photometric).result_shape == (21, 34, 3)
