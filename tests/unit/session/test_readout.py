from dataclasses import replace

import numpy as np
import pytest

from tests.support.sample_frames import frame, stored_values
from workstation.dicom.lut import Window
from workstation.dicom.pixels import PixelPadding
from workstation.display.table import identity_table
from workstation.imaging.pipeline import chain_of
from workstation.scene.scene import Affine, FramePixels, ImageLayer, Interpolation
from workstation.session.readout import Probe, probe, written

FRAME = frame()
# Mirrored and 4 times as large: column 9 lies at the left.
PLACE = Affine(-4, 0, 50, 0, 4, 20)


def _layer(values: np.ndarray, padding: PixelPadding | None = None) -> ImageLayer:
    shown = replace(FRAME, padding=padding)
    chain = chain_of(shown, Window(-900, 200), False) if values.ndim == 2 else None
    return ImageLayer(FramePixels(("a", 0, 0), values), chain, PLACE, Interpolation.LINEAR)


def _probe(layer: ImageLayer, x: float, y: float) -> Probe | None:
    return probe(layer, FRAME, (x, y), identity_table())


def test_the_values_are_those_of_the_pixel_under_the_pointer() -> None:
    """Row 2, column 7 holds 27: 27 * 2 - 1000 HU, a quarter into the window."""
    found = _probe(_layer(stored_values()), 50 - 7.5 * 4, 20 + 2.5 * 4)
    assert found is not None
    assert (found.column, found.row, found.stored, found.modality) == (7, 2, (27,), -946.0)
    assert found.p_value == pytest.approx((-946 + 900 - 0.5 + 1) / 199 + 0.5, abs=1e-3)
    assert found.ddl == round((found.p_value or 0) * 255)


@pytest.mark.parametrize("point", [(9.9, 30), (50.1, 30), (30, 19.9), (30, 44.1)])
def test_beside_the_image_there_is_nothing_to_read(point: tuple[float, float]) -> None:
    """Not even the values at its edge."""
    assert _probe(_layer(stored_values()), *point) is None


def test_padding_is_called_padding() -> None:
    """It is no density."""
    found = _probe(_layer(stored_values(), PixelPadding(0, 5)), 49, 21)
    assert found is not None
    assert found.padding
    assert written(found, 10, 1000) == "Padding  stored 0  (0, 0)"


def test_color_is_red_green_and_blue() -> None:
    """It does not pass through the grayscale chain."""
    found = _probe(_layer(stored_values((6, 10, 3))), 49, 21)
    assert found is not None
    assert written(found, 10, 1000) == "R 0  G 1  B 2  (0, 0)"


def test_what_does_not_fit_is_left_out_from_the_end() -> None:
    """The modality value stays longest."""
    found = Probe(3, 4, (1064,), -24.0, "HU", 0.5, 128)
    assert written(found, 10, 1000) == "−24 HU  stored 1064  P 0.500  DDL 128  (3, 4)"
    assert written(found, 10, 130) == "−24 HU  stored 1064"
    assert written(found, 10, 1) == "−24 HU"
