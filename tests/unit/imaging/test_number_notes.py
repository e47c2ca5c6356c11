from dataclasses import replace

import numpy as np
import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes
from tests.support.sample_frames import instance
from workstation.dicom.model import Instance
from workstation.imaging.number_notes import number_notes

_VALUES = np.array([[0.5, np.nan, 1.0], [np.inf, 2.0, -np.inf]], np.float32)


def _floating(padding: float | None = None) -> Instance:
    dataset = Dataset()
    if padding is not None:
        dataset.FloatPixelPaddingValue = padding
    plain = instance()
    assert plain.image is not None
    image = replace(plain.image, floating=True, bits_allocated=32)
    return replace(plain, image=image, attributes=attributes(dataset))


@pytest.mark.parametrize("padding", [None, -5.0])
def test_pixels_without_a_number_are_counted(padding: float | None) -> None:
    """Black for lack of a value must not be taken for a low one."""
    assert number_notes(_floating(padding), _VALUES) == (
        "3 pixels hold no number and are left black",
    )
    (one,) = number_notes(_floating(padding), _VALUES[:1])
    assert one == "1 pixel holds no number and is left black"


@pytest.mark.parametrize("padding", [np.nan, np.inf])
def test_declared_padding_needs_no_words(padding: float) -> None:
    """PS3.3 C.7.6.24.1: it may be any IEEE 754 value."""
    assert number_notes(_floating(padding), _VALUES) == ()


def test_numbers_need_no_words() -> None:
    """Nor does an image of integers."""
    assert number_notes(_floating(), np.zeros((2, 3), np.float32)) == ()
    assert number_notes(instance(), np.zeros((2, 3), np.int16)) == ()
