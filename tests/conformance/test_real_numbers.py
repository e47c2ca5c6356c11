"""Numbers of files made by others: what pydicom and numpy make of them is what is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from pydicom import dcmread

from workstation.dicom.fragments import frame_extents
from workstation.dicom.instance import read_instance
from workstation.dicom.lut import VoiFunction, Window
from workstation.dicom.model import Frame
from workstation.dicom.multiframe import frames_of
from workstation.dicom.real_world import RealWorldMapping
from workstation.dicom.real_world_reading import mapped_images, real_world_mappings
from workstation.dicom.stored import StoredFile
from workstation.imaging.decoder import Decoder
from workstation.imaging.first_window import first_window
from workstation.imaging.modality import exact_modality_values
from workstation.imaging.volume_range import find_range

_MAPS = (
    "codecs/pydicom_data/parametric_map_float.dcm",
    "codecs/pydicom_data/parametric_map_double_float.dcm",
)
_DOSES = (
    *("pydicom/rtdose.dcm", "pydicom/rtdose_rle.dcm", "pydicom/rtdose_expb.dcm"),
    *("pydicom/rtdose_1frame.dcm", "rt/explicit_rtdose_16bit_mono2_3d-volume.dcm"),
)
_LABELS = "sr/dcmqi/segmentations/sparse-labelmap-ppv5.dcm"
_BITS = (
    *("codecs/pydicom_data/liver.dcm", "codecs/pydicom_data/liver_expb.dcm"),
    *("codecs/pydicom_data/liver_nonbyte_aligned.dcm", "sr/dcmqi/sr-example/seg.dcm"),
    "sr/dcmqi/segmentations/partial_overlaps.dcm",
)


@dataclass(frozen=True, slots=True, eq=False)
class _Opened:
    """A file as this program and as pydicom see it."""

    frames: tuple[Frame, ...]
    values: npt.NDArray[Any]
    theirs: Any

    @property
    def their_values(self) -> npt.NDArray[Any]:
        """Frame by frame, also where there is one only."""
        return np.asarray(self.theirs.pixel_array).reshape(self.values.shape)


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    """The program's own, with its sandbox."""
    decoder = Decoder(1)
    yield decoder
    decoder.shutdown()


def _opened(decoder: Decoder, path: Path) -> _Opened:
    instance = read_instance(StoredFile(path.name, path, 0, path.stat().st_size))
    extents = frame_extents(instance)
    find_range(instance, extents, decoder)
    values = [decoder.decode(instance, index, each)[0] for index, each in enumerate(extents)]
    return _Opened(frames_of(instance), np.stack(values), dcmread(path))


@pytest.mark.parametrize("name", _MAPS)
def test_a_floating_map_is_read_to_the_last_bit(
    shared_data: Path, decoder: Decoder, name: str
) -> None:
    """Stored values, and what the probe reads."""
    found = _opened(decoder, shared_data / name)
    assert found.values.dtype == found.their_values.dtype
    assert np.array_equal(found.values, found.their_values)
    exact = exact_modality_values(found.values, found.frames[0].modality_lut)
    assert np.array_equal(exact, found.their_values)


@pytest.mark.parametrize("name", _MAPS)
def test_a_floating_map_has_its_own_window_and_mapping(
    shared_data: Path, decoder: Decoder, name: str
) -> None:
    """LINEAR of width 1 over values from 0 to 1 cannot be meant as a threshold."""
    (frame,) = _opened(decoder, shared_data / name).frames
    assert frame.voi == (Window(0.5, 1, VoiFunction.LINEAR_EXACT),)
    assert frame.real_world == (RealWorldMapping(0, 1, explanation="feature_001"),)


@pytest.mark.parametrize("name", _DOSES)
def test_dose_is_stored_values_times_its_scaling(
    shared_data: Path, decoder: Decoder, name: str
) -> None:
    """And its window goes from 0 to the largest of the whole grid."""
    found = _opened(decoder, shared_data / name)
    dose = found.their_values * float(found.theirs.DoseGridScaling)
    exact = exact_modality_values(found.values, found.frames[0].modality_lut)
    np.testing.assert_allclose(exact, dose, rtol=1e-15)
    window = first_window(found.frames[0], found.values[0])
    assert window.center - window.width / 2 == 0
    assert window.width == pytest.approx(dose.max(), rel=1e-6)


@pytest.mark.parametrize("name", _BITS)
def test_a_binary_segmentation_is_black_and_white(
    shared_data: Path, decoder: Decoder, name: str
) -> None:
    """Every bit where it is, on every frame."""
    found = _opened(decoder, shared_data / name)
    assert np.array_equal(found.values, found.their_values)
    windows = {
        first_window(frame, values)
        for frame, values in zip(found.frames, found.values, strict=True)
    }
    assert windows == {Window(0.5, 1, VoiFunction.LINEAR_EXACT)}


def test_the_segments_of_a_label_map_are_seen(shared_data: Path, decoder: Decoder) -> None:
    """The liver in its color, what is no segment black, and nothing else."""
    found = _opened(decoder, shared_data / _LABELS)
    labels = np.asarray(found.theirs.pixel_array)
    assert set(np.unique(labels)) >= {0, 1}
    assert {tuple(map(int, color)) for color in found.values[labels == 1]} == {(217, 130, 101)}
    assert not found.values[labels == 0].any()


def test_a_mapping_object_gives_the_uptake_of_its_images(shared_data: Path) -> None:
    """The factor of dcmqi's example, over the stored values that it names."""
    path = shared_data / "sr/dcmqi/sr-example/rwvm.dcm"
    instance = read_instance(StoredFile(path.name, path, 0, path.stat().st_size))
    found = list(mapped_images(instance.attributes))
    (mapping,) = real_world_mappings([found[0][2]], signed=False)
    assert len({uid for uid, _frames, _item in found}) == 191
    assert (mapping.first, mapping.last) == (0, 32761)
    assert (mapping.label, mapping.unit) == ("SUVbw", "g/ml")
    assert mapping.value(8000) == pytest.approx(8000 * 0.000375125)


def test_activity_is_read_in_its_unit(shared_data: Path, decoder: Decoder) -> None:
    """A slice of a PET series: slope 2.0222414, Bq/ml."""
    found = _opened(decoder, shared_data / "series/pet_qin_headneck/PET/000292.dcm")
    exact = exact_modality_values(found.values, found.frames[0].modality_lut)
    np.testing.assert_allclose(exact, found.their_values * 2.0222414, rtol=1e-7)
    assert getattr(found.frames[0].modality_lut, "unit", "") == "BQML"
