from dataclasses import replace

import numpy as np
import pytest

from tests.support.dicom_bytes import attributes_of_bytes, element, item
from tests.support.sample_frames import frame, instance, stored_values
from workstation.dicom.lut import Rescale, Window
from workstation.dicom.pixels import PixelPadding
from workstation.dicom.real_world import RealWorldMapping
from workstation.display.table import identity_table
from workstation.imaging.pipeline import chain_of
from workstation.scene.scene import (
    Affine,
    FramePixels,
    ImageLayer,
    Interpolation,
    MaskLayer,
    MaskPlane,
)
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


def _floating(dtype: type, value: float) -> Probe:
    found = _probe(_layer(np.full((6, 10), value, dtype)), 30, 30)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("dtype", "value", "stored"),
    [
        (np.float32, 0.1, "stored 0.1  "),
        (np.float64, 0.92012779552715642, "stored 0.9201277955271564  "),
        (np.uint32, 4294967295, "stored 4294967295  "),
        (np.float32, -2.5e-7, "stored −2.5e−07  "),
    ],
)
def test_a_stored_value_is_written_with_all_its_digits(
    dtype: type, value: float, stored: str
) -> None:
    """And with no more: a float32 of 0.1 is not 0.10000000149."""
    assert stored in written(_floating(dtype, value), 10, 1000)


@pytest.mark.parametrize(("value", "word"), [(np.nan, "NaN"), (np.inf, "∞"), (-np.inf, "−∞")])
def test_what_is_no_number_is_padding(value: float, word: str) -> None:
    """It has neither gray nor density."""
    found = _floating(np.float64, value)
    assert (found.padding, found.modality, found.p_value) == (True, None, None)
    assert written(found, 10, 1000) == f"Padding  stored {word}  (5, 2)"


def test_small_values_are_not_rounded_to_nothing() -> None:
    """Diffusion is written in mm²/s."""
    found = Probe(3, 4, (1064,), 0.000712, "", 0.5, 128)
    assert written(found, 10, 1000).startswith("0.000712  stored")


def _mapped(*labels: str) -> Probe:
    mappings = [RealWorldMapping(0, 30, 0.5, 1, unit="g/ml", label=label) for label in labels]
    found = probe(_layer(stored_values()), FRAME, (30, 30), identity_table(), mappings)
    assert found is not None
    return found


def test_a_real_world_value_stands_beside_the_modality_value() -> None:
    """Stored 25 is 13.5; the others follow, and go first where there is no room."""
    text = written(_mapped("", "SUVbw"), 10, 1000)
    assert text.startswith("−950 HU  SUVbw 13.5 g/ml  13.5 g/ml  stored 25")
    assert written(_mapped("", "SUVbw"), 10, 1) == "−950 HU  SUVbw 13.5 g/ml"


def test_beyond_what_is_mapped_there_is_no_real_world_value() -> None:
    """Stored 59 is more than 30."""
    found = probe(
        _layer(stored_values()), FRAME, (10.5, 43), identity_table(), [RealWorldMapping(0, 30)]
    )
    assert found is not None
    assert (found.stored, found.real_world) == ((59,), ())


@pytest.mark.parametrize(("code", "unit"), [("BQML", "Bq/ml"), ("US", ""), ("GY", "Gy")])
def test_a_unit_is_written_for_readers(code: str, unit: str) -> None:
    """Not as a code."""
    shown = replace(FRAME, modality_lut=Rescale(2, -1000, code))
    found = probe(_layer(stored_values()), shown, (30, 30), identity_table())
    assert found is not None
    assert found.unit == unit


def test_a_label_map_names_the_segment_under_the_pointer() -> None:
    """Its color only stands for that."""
    lab = b"\xbd\xa2\xcf\xa0\x58\x9f"
    segment = element(0x00620004, "US", b"\1\0") + element(0x00620005, "LO", b"Liver ")
    sequence = element(0x00620002, "SQ", item(segment + element(0x0062000D, "US", lab)))
    labels = replace(instance(), attributes=attributes_of_bytes(sequence))
    assert labels.image is not None
    image = replace(labels.image, labels=True, bits_stored=8)
    shown = replace(FRAME, instance=replace(labels, image=image))
    layer = _layer(np.full((6, 10, 3), (217, 130, 101), np.uint8))
    found = probe(layer, shown, (30, 30), identity_table())
    assert found is not None
    assert written(found, 10, 1000) == "Segment 1 Liver  R 217  G 130  B 101  (5, 2)"


def test_under_the_shutter_there_is_nothing_to_read() -> None:
    """Only that it is covered, and where."""
    covered = np.zeros((6, 10), np.bool_)
    covered[2, 7] = True
    shutter = MaskLayer(MaskPlane(("shutter",), covered), 0.0)
    overlay = MaskLayer(MaskPlane(("overlays",), ~covered), 1.0)
    layer = replace(_layer(stored_values()), masks=(shutter, overlay))
    under, beside = _probe(layer, 50 - 7.5 * 4, 20 + 2.5 * 4), _probe(layer, 49, 21)
    assert under is not None
    assert written(under, 10, 1000) == "Covered by the shutter  (7, 2)"
    assert beside is not None
    assert beside.modality == -1000.0
