from dataclasses import replace
from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes
from workstation.dicom.lossy import lossy_compression
from workstation.dicom.model import Instance
from workstation.dicom.pixels import ImagePixel
from workstation.dicom.stored import StoredFile
from workstation.dicom.uids import EXPLICIT_LITTLE

_IMAGE = ImagePixel(3, 5, 1, "MONOCHROME2", 8, 8, 7, False, 0, 1)
_JPEG = "1.2.840.10008.1.2.4.50"


def _instance(syntax: str, **values: object) -> Instance:
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    file = StoredFile("image", Path("none"), 0, 0)
    return Instance("1", "2", syntax, None, _IMAGE, None, attributes(dataset), file)


@pytest.mark.parametrize(
    ("number", "name"), [("100.1", "MPEG-2"), ("102", "H.264"), ("107", "H.265")]
)
def test_a_video_says_how_it_is_coded(number: str, name: str) -> None:
    """Its transfer syntax does, where the image itself does not."""
    lossy = lossy_compression(_instance(f"1.2.840.10008.1.2.4.{number}"))
    assert lossy is not None
    assert lossy.sentence == f"LOSSY {name}"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "LOSSY"),
        ({"LossyImageCompressionRatio": 12.34}, "LOSSY 12.3:1"),
        ({"LossyImageCompressionRatio": 2097.2}, "LOSSY 2097:1"),
        (
            {
                "LossyImageCompressionRatio": [10, 2],
                "LossyImageCompressionMethod": ["ISO_10918_1", "ISO_15444_1"],
            },
            "LOSSY JPEG 10:1, JPEG 2000 2:1",
        ),
        ({"LossyImageCompressionMethod": "NEW"}, "LOSSY NEW"),
    ],
)
def test_a_lossy_image_says_how_much_it_lost(values: dict[str, object], sentence: str) -> None:
    """Each compression in turn, also when the image was unpacked since."""
    found = lossy_compression(_instance(EXPLICIT_LITTLE, LossyImageCompression="01", **values))
    assert found is not None
    assert found.sentence == sentence


def test_a_silent_image_in_a_lossy_syntax_is_lossy() -> None:
    """Unless it says that nothing was lost."""
    assert lossy_compression(_instance(_JPEG)) is not None
    assert lossy_compression(_instance(_JPEG, LossyImageCompression="00")) is None


def test_a_lossless_image_says_nothing() -> None:
    """Nor does an object without an image."""
    assert lossy_compression(_instance(EXPLICIT_LITTLE)) is None
    assert lossy_compression(replace(_instance(_JPEG), image=None)) is None
