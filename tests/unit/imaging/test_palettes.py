from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset

from tests.support import coded_frames as made
from tests.support import sample_frames
from tests.support.dicom_bytes import attributes
from workstation.dicom.fragments import frame_extents
from workstation.dicom.model import Instance
from workstation.imaging.decoder import Decoder
from workstation.imaging.palettes import palette_for, supplemental_palette


def _tables(presentation: str = "COLOR", entries: int = 2) -> Dataset:
    """Two entries from stored value 60000 on, of 16 bits."""
    dataset = Dataset()
    dataset.PixelPresentation = presentation
    for color, value in (("Red", 7), ("Green", 8), ("Blue", 9)):
        setattr(dataset, f"{color}PaletteColorLookupTableDescriptor", [2, 60000, 16])
        table = np.full(entries, value, "<u2").tobytes()
        setattr(dataset, f"{color}PaletteColorLookupTableData", table)
    return dataset


def _instance(dataset: Dataset, photometric: str = "MONOCHROME2") -> Instance:
    plain = sample_frames.instance(photometric=photometric)
    assert plain.image is not None
    unsigned = replace(plain.image, signed=False)
    return replace(plain, image=unsigned, attributes=attributes(dataset))


def test_the_tables_of_an_image_are_read() -> None:
    """Red, green and blue in their places."""
    palette = palette_for(_instance(_tables(), "PALETTE COLOR"))
    assert (palette.first_mapped, palette.entries.tolist()) == (60000, [[7, 8, 9]] * 2)


@pytest.mark.parametrize("presentation", ["COLOR", "MIXED"])
def test_a_gray_image_may_have_color_above_its_gray(presentation: str) -> None:
    """Where Pixel Presentation says so (PS3.3 C.7.6.19)."""
    palette = supplemental_palette(_instance(_tables(presentation)))
    assert palette is not None
    assert palette.first_mapped == 60000


@pytest.mark.parametrize(
    ("dataset", "photometric"),
    [
        (_tables("MONOCHROME"), "MONOCHROME2"),
        (_tables("TRUE_COLOR"), "MONOCHROME2"),
        (_tables("COLOR"), "PALETTE COLOR"),
        (_tables("COLOR", entries=1), "MONOCHROME2"),
        (Dataset(), "MONOCHROME2"),
    ],
    ids=["gray", "true color", "palette", "damaged", "none"],
)
def test_other_images_have_not(dataset: Dataset, photometric: str) -> None:
    """Nor those whose table is damaged: better gray than colors made up."""
    assert supplemental_palette(_instance(dataset, photometric)) is None


@pytest.mark.parametrize(("entries", "told"), [(1, True), (2, False)])
def test_color_that_is_left_out_is_told(tmp_path: Path, entries: int, told: bool) -> None:
    """On the picture, where its tables are damaged."""
    frame = np.full((made.ROWS, made.COLUMNS), 5, np.uint16)
    stored = made.stored_instance(tmp_path, [frame.tobytes()], made.coding())
    instance = replace(stored, attributes=attributes(_tables(entries=entries)))
    decoder = Decoder(1)
    notes = decoder.decode(instance, 0, frame_extents(instance)[0])[1]
    decoder.shutdown()
    assert bool(notes) is told
