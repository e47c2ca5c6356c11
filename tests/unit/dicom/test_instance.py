from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import encoded, image_dataset, part10, stored
from workstation.dicom.errors import BadLutError, MissingAttributeError, ShortPixelDataError
from workstation.dicom.instance import read_instance
from workstation.dicom.uids import EXPLICIT_LITTLE


def test_an_image_is_read(tmp_path: Path) -> None:
    """With what is needed to place and to show it."""
    dataset = image_dataset()
    dataset.InstanceNumber = 12
    instance = read_instance(stored(tmp_path, part10(dataset)))
    assert instance.sop_instance_uid == dataset.SOPInstanceUID
    assert instance.instance_number == 12
    assert instance.image is not None
    assert instance.location is not None


def test_an_object_without_pixels_is_no_image(tmp_path: Path) -> None:
    """A report has no image and is not broken."""
    dataset = image_dataset()
    del dataset.PixelData
    instance = read_instance(stored(tmp_path, part10(dataset)))
    assert (instance.image, instance.location) == (None, None)


def test_uids_are_taken_from_the_file_meta_information_where_they_are_missing(
    tmp_path: Path,
) -> None:
    """They stand in both."""
    dataset = image_dataset()
    content = part10(dataset)
    start = content.index(b"\x08\0\x16\0UI")
    end = content.index(b"\x08\0\x60\0CS")
    instance = read_instance(stored(tmp_path, content[:start] + content[end:]))
    assert instance.sop_instance_uid == dataset.SOPInstanceUID
    assert instance.sop_class_uid == dataset.SOPClassUID


def test_a_report_without_a_name_of_its_own_is_listed(tmp_path: Path) -> None:
    """By its kind: nobody shall think that there was none."""
    dataset = image_dataset()
    del dataset.SOPInstanceUID, dataset.PixelData
    instance = read_instance(stored(tmp_path, encoded(dataset, EXPLICIT_LITTLE)))
    assert instance.image is None
    assert instance.sop_instance_uid.startswith("2.25.")


def test_what_has_neither_name_nor_kind_nor_pixels_is_refused(tmp_path: Path) -> None:
    """Nothing could refer to it, and there is nothing to look at."""
    dataset = image_dataset()
    del dataset.SOPInstanceUID, dataset.SOPClassUID, dataset.PixelData
    with pytest.raises(MissingAttributeError, match="SOPInstanceUID"):
        read_instance(stored(tmp_path, encoded(dataset, EXPLICIT_LITTLE)))


def test_images_without_a_name_of_their_own_are_told_apart(tmp_path: Path) -> None:
    """They can be looked at: none is refused, and none is taken for a copy of another."""
    dataset = image_dataset()
    del dataset.SOPInstanceUID
    content = encoded(dataset, EXPLICIT_LITTLE)
    first, again, other = (
        read_instance(stored(tmp_path, content, name)).sop_instance_uid
        for name in ("IM1", "IM1", "IM2")
    )
    assert first == again != other


def test_an_image_that_is_cut_is_refused(tmp_path: Path) -> None:
    """Half of it would look like a whole one."""
    with pytest.raises(ShortPixelDataError):
        read_instance(stored(tmp_path, part10(image_dataset())[:-1]))


def test_a_broken_modality_lut_is_refused(tmp_path: Path) -> None:
    """Without it the image would look wrong; the error names the file."""
    dataset = image_dataset()
    table = Dataset()
    table.add_new(0x00283006, "OW", b"\0\0")
    dataset.ModalityLUTSequence = [table]
    with pytest.raises(BadLutError, match=r"image\.dcm .* ModalityLUTSequence"):
        read_instance(stored(tmp_path, part10(dataset)))
