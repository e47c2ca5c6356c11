import struct
from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_color_lut

from tests.support.dicom_bytes import attributes
from workstation.dicom.dataset import read_header
from workstation.dicom.errors import BadPresentationStateError
from workstation.dicom.palette_reading import (
    PALETTE_DATA,
    PALETTE_DESCRIPTORS,
    SEGMENTED_DATA,
    palette_of,
)
from workstation.dicom.presented import ColorPalette
from workstation.dicom.stored import StoredFile


def _palette(planes: list[bytes], count: int = 3, bits: int = 16) -> ColorPalette:
    dataset = Dataset()
    for tag, data, plane in zip(PALETTE_DESCRIPTORS, PALETTE_DATA, planes, strict=True):
        dataset.add_new(tag, "US", [count, 0, bits])
        dataset.add_new(data, "OW", plane)
    return palette_of(attributes(dataset), _bad)


def _bad(problem: str) -> BadPresentationStateError:
    return BadPresentationStateError(name="state", problem=problem)


def _words(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}H", *values)


def test_entries_of_16_bits_span_65535() -> None:
    """The middle and both ends."""
    red, green, blue = _words(0, 32896, 65535), _words(65535, 0, 0), _words(257, 514, 129)
    found = _palette([red, green, blue]).entries
    assert found.tolist() == [[0, 255, 1], [128, 0, 2], [255, 0, 1]]


def test_entries_of_8_bits_may_lie_two_in_a_word_or_one() -> None:
    """PS3.3 C.7.9.1: low byte first."""
    packed = _palette([b"\1\2\3\0", b"\4\5\6\0", b"\7\x08\x09\0"], bits=8)
    single = _palette([_words(1, 2, 3), _words(4, 5, 6), _words(7, 8, 9)], bits=8)
    assert packed.entries.tolist() == [[1, 4, 7], [2, 5, 8], [3, 6, 9]]
    assert single.entries.tolist() == packed.entries.tolist()


@pytest.mark.parametrize(
    ("planes", "words"),
    [([_words(1, 2, 3), _words(1, 2, 3), _words(1)], "not the colors"), ([b""] * 3, "not the")],
)
def test_a_palette_that_is_cut_short_is_refused(planes: list[bytes], words: str) -> None:
    """A color that is not there must not become another."""
    with pytest.raises(BadPresentationStateError, match=words):
        _palette(planes)


def test_a_state_without_palette_is_refused() -> None:
    """A pseudo-color state is nothing without it."""
    with pytest.raises(BadPresentationStateError, match="no descriptor"):
        palette_of(attributes(Dataset()), _bad)


def _segmented(*words: int, count: int) -> Dataset:
    """Red, green and blue alike, 16 bits each."""
    dataset = Dataset()
    for descriptor, data in zip(PALETTE_DESCRIPTORS, SEGMENTED_DATA, strict=True):
        dataset.add_new(descriptor, "US", [count, 0, 16])
        dataset.add_new(data, "OW", _words(*words))
    return dataset


def test_a_palette_in_segments_is_expanded() -> None:
    """One entry, then a line up to the brightest."""
    found = palette_of(attributes(_segmented(0, 1, 0, 1, 4, 65535, count=5)), _bad)
    assert found.entries.tolist() == [[level] * 3 for level in (0, 64, 128, 191, 255)]


def test_a_palette_whose_segments_are_damaged_is_refused() -> None:
    """Of fewer entries than it says, too."""
    with pytest.raises(BadPresentationStateError, match="not the colors"):
        palette_of(attributes(_segmented(0, 1, 0, 1, 4, 65535, count=6)), _bad)


@pytest.mark.parametrize("name", ["spring", "summer", "fall", "winter", "hotiron", "pet20step"])
def test_the_palettes_of_others_read_as_pydicom_reads_them(name: str, shared_data: Path) -> None:
    """The well-known ones of PS3.6 Annex B, in segments and not."""
    (path,) = (shared_data / "color_palettes").glob(f"{name}.dcm")
    dataset = dcmread(path)
    every = apply_color_lut(np.arange(256, dtype=np.uint8), dataset)
    header = read_header(StoredFile(name, path, 0, path.stat().st_size))
    ours = palette_of(header.attributes, _bad).entries
    assert np.abs(ours.astype(int) - (every if every.dtype == np.uint8 else every / 257)).max() <= 1
