"""The shutter and the overlays of a frame, as masks in a scene."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.support.dicom_bytes import image_dataset, part10, stored
from workstation.dicom.instance import read_instance
from workstation.dicom.model import Frame
from workstation.dicom.multiframe import frames_of
from workstation.dicom.overlay import Overlay, OverlayType
from workstation.dicom.shutter import RectangularShutter, Shutter
from workstation.scene.scene import Affine, FramePixels, ImageLayer, Interpolation, MaskLayer
from workstation.session.masks import mask_layers, under_shutter

_SHUTTER = Shutter((RectangularShutter(left=2, right=5, upper=1, lower=2),), p_value=0.25)
_COVERED = np.array([[1, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 1, 1, 1, 1]], np.bool_)


@pytest.fixture
def frame(tmp_path: Path) -> Frame:
    """3 rows of 5 columns, with nothing over them."""
    return frames_of(read_instance(stored(tmp_path, part10(image_dataset()))))[0]


def _overlay(*places: tuple[int, int], **changed: object) -> Overlay:
    """A plane of the image's size, drawn at these rows and columns from 0."""
    drawn = np.zeros((3, 5), np.bool_)
    for place in places:
        drawn[place] = True
    bits = np.packbits(drawn.ravel(), bitorder="little").tobytes()
    overlay = Overlay(0x6000, OverlayType.GRAPHICS, 3, 5, (1, 1), bits)
    return replace(overlay, **changed)  # type: ignore[arg-type]


def _places(layer: MaskLayer) -> set[tuple[int, int]]:
    """Rows and columns of the image, from 0, that a mask covers."""
    return {
        (int(row) + layer.first_row, int(column) + layer.first_column)
        for row, column in np.argwhere(layer.plane.covered)
    }


def test_the_shutter_lies_under_the_overlays(frame: Frame) -> None:
    """An overlay on what is covered is seen."""
    shown = replace(frame, shutter=_SHUTTER, overlays=(_overlay((0, 1), (2, 3)),))
    shutter, overlay = mask_layers(shown)
    assert np.array_equal(shutter.plane.covered, _COVERED)
    assert (shutter.ink, overlay.ink) == (0.25, 1.0)
    assert _places(overlay) == {(0, 1), (2, 3)}


def test_each_can_be_left_out(frame: Frame) -> None:
    """One without the other."""
    shown = replace(frame, shutter=_SHUTTER, overlays=(_overlay((0, 1)),))
    assert mask_layers(shown, overlays=False) == mask_layers(shown)[:1]
    assert mask_layers(shown, shutter=False) == mask_layers(shown)[1:]


def test_overlays_of_one_ink_are_one_mask(frame: Frame) -> None:
    """Their order is kept where another ink lies between them."""
    red = (255, 0, 0)
    a, b, c, d = ((0, 0), (1, 2), (2, 2), (2, 4))
    overlays = (_overlay(a), _overlay(b), _overlay(c, ink=red), _overlay(d))
    layers = mask_layers(replace(frame, overlays=overlays))
    assert [layer.ink for layer in layers] == [1.0, red, 1.0]
    assert [_places(layer) for layer in layers] == [{a, b}, {c}, {d}]


def test_a_region_is_outlined(frame: Frame) -> None:
    """What lies in its middle is what the reader wants to see."""
    everywhere = [(row, column) for row in range(3) for column in range(5)]
    region = _overlay(*everywhere, kind=OverlayType.ROI)
    (layer,) = mask_layers(replace(frame, overlays=(region,)))
    assert _places(layer) == set(everywhere) - {(1, 1), (1, 2), (1, 3)}


def test_an_embedded_plane_is_drawn_with_the_bits_that_were_read(frame: Frame) -> None:
    """By its bit position; before they are read there is none."""
    (found,) = mask_layers(replace(frame, overlays=(_overlay((1, 3)),)))
    embedded = replace(frame, overlays=(_overlay(bits=None, bit_position=13),))
    drawn = _overlay((1, 3)).bits or b""
    other = _overlay((2, 2)).bits or b""
    (layer,) = mask_layers(embedded, ((12, other), (13, drawn)))
    assert _places(layer) == _places(found)
    assert mask_layers(embedded) == ()


def test_an_overlay_that_draws_nothing_costs_nothing(frame: Frame) -> None:
    """Equipment writes empty ones, and some lie beside the image."""
    overlays = (_overlay(), _overlay((0, 0), origin=(90, 90)))
    assert mask_layers(replace(frame, overlays=overlays)) == ()


@pytest.mark.parametrize(("color", "ink"), [((9, 9, 9), 0.25), ((0, 0, 90), (0, 0, 90))])
def test_a_shutter_without_hue_over_gray_is_a_p_value(
    frame: Frame, color: tuple[int, int, int], ink: object
) -> None:
    """So that its black is the black around the image, on every monitor."""
    (layer,) = mask_layers(replace(frame, shutter=replace(_SHUTTER, color=color)))
    assert layer.ink == ink


def test_a_shutter_over_color_has_its_color(frame: Frame) -> None:
    """Color frames are in the interface's levels anyway."""
    image = frame.instance.image
    assert image is not None
    rgb = replace(image, photometric_interpretation="RGB", samples_per_pixel=3)
    colored = replace(frame, instance=replace(frame.instance, image=rgb))
    (layer,) = mask_layers(replace(colored, shutter=replace(_SHUTTER, color=(9, 9, 9))))
    assert layer.ink == (9, 9, 9)


def test_the_same_frame_has_the_same_masks(frame: Frame) -> None:
    """So that nothing is drawn anew; another shape or plane is another mask."""
    shown = replace(frame, shutter=_SHUTTER, overlays=(_overlay((0, 1)),))
    assert mask_layers(shown) == mask_layers(replace(shown, pixel_aspect=frame.pixel_aspect))
    assert mask_layers(shown) != mask_layers(replace(shown, overlays=(_overlay((0, 2)),)))
    assert mask_layers(shown) != mask_layers(replace(shown, pixel_aspect=2.0))


def test_only_the_shutter_covers(frame: Frame) -> None:
    """Under an overlay lies image."""
    masks = mask_layers(replace(frame, shutter=_SHUTTER, overlays=(_overlay((1, 2)),)))
    pixels = FramePixels(("", 0, 0), np.zeros((3, 5), np.uint8))
    layer = ImageLayer(pixels, None, Affine(1, 0, 0, 0, 1, 0), Interpolation.LINEAR, masks)
    found = {(row, column) for row in range(3) for column in range(5)}
    found = {place for place in found if under_shutter(layer, *place)}
    assert found == {(int(row), int(column)) for row, column in np.argwhere(_COVERED)}
