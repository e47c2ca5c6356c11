"""Color among the gray of one image."""

from dataclasses import replace

import numpy as np
from pydicom.dataset import Dataset

from tests.support import sample_frames
from tests.support.dicom_bytes import attributes
from workstation.dicom.model import Frame
from workstation.dicom.presented import ColorPalette, Presented
from workstation.scene.scene import FramePixels
from workstation.session.supplemental import color_layers

_RED, _BLUE = (65535, 0, 257), (0, 514, 65535)
_VALUES = np.array([[0, 999, 1000], [1001, 1002, 65535]], np.uint16)


def _frame(presentation: str = "COLOR") -> Frame:
    """Stored value 1000 is red, 1001 and those above are blue."""
    dataset = Dataset()
    dataset.PixelPresentation = presentation
    for index, color in enumerate(("Red", "Green", "Blue")):
        setattr(dataset, f"{color}PaletteColorLookupTableDescriptor", [2, 1000, 16])
        table = np.array([_RED[index], _BLUE[index]], "<u2").tobytes()
        setattr(dataset, f"{color}PaletteColorLookupTableData", table)
    plain = sample_frames.instance()
    assert plain.image is not None
    image = replace(plain.image, signed=False)
    return sample_frames.frame(replace(plain, image=image, attributes=attributes(dataset)))


def _pixels(values: np.ndarray = _VALUES, number: int = 0) -> FramePixels:
    return FramePixels(("set", 0, number), values)


def test_high_values_have_the_color_of_their_entry() -> None:
    """Those past the last entry too (PS3.3 C.7.6.3.1.5); all below the first are left gray."""
    (layer,) = color_layers(_frame(), _pixels())
    assert layer.plane.covered.tolist() == [[False, False, True], [True, True, True]]
    assert layer.plane.colors is not None
    blue = [0, 2, 255]
    assert layer.plane.colors[layer.plane.covered].tolist() == [[255, 0, 1], blue, blue, blue]


def test_a_frame_without_high_values_is_gray() -> None:
    """There is nothing to lay over it."""
    assert color_layers(_frame(), _pixels(_VALUES[:1, :2], 1)) == ()


def test_an_image_that_does_not_ask_for_color_is_gray() -> None:
    """Whatever tables it has."""
    assert color_layers(_frame("MONOCHROME"), _pixels()) == ()


def test_other_pixels_are_another_mask() -> None:
    """So that no renderer draws the one for the other; the same ones are made once."""
    frame = _frame()
    (layer,), (again,) = color_layers(frame, _pixels()), color_layers(frame, _pixels())
    (other,) = color_layers(frame, _pixels(_VALUES[::-1], 2))
    assert layer.plane is again.plane
    assert layer.plane != other.plane


def test_a_state_with_a_palette_decides_on_color() -> None:
    """Its colors replace those of the image; a state without one leaves them."""
    palette = ColorPalette(np.zeros((2, 3), np.uint8))
    hot = replace(_frame(), presented=Presented("1.1", "HOT", palette=palette))
    assert color_layers(hot, _pixels()) == ()
    assert color_layers(replace(_frame(), presented=Presented("1.1", "GRAY")), _pixels()) != ()
