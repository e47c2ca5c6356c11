import struct

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes
from workstation.dicom.errors import BadPresentationStateError
from workstation.dicom.palette_reading import PALETTE_DATA, PALETTE_DESCRIPTORS, palette_of
from workstation.dicom.presented import ColorPalette


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
    [([_words(1, 2, 3), _words(1, 2, 3), _words(1)], "fewer colors"), ([b""] * 3, "fewer colors")],
)
def test_a_palette_that_is_cut_short_is_refused(planes: list[bytes], words: str) -> None:
    """A color that is not there must not become another."""
    with pytest.raises(BadPresentationStateError, match=words):
        _palette(planes)


def test_a_state_without_palette_is_refused() -> None:
    """A pseudo-color state is nothing without it."""
    with pytest.raises(BadPresentationStateError, match="no descriptor"):
        palette_of(attributes(Dataset()), _bad)


def test_a_palette_in_segments_is_refused() -> None:
    """It is not read as if it were not."""
    dataset = Dataset()
    dataset.add_new(0x0028_1221, "OW", _words(0, 1, 5))
    with pytest.raises(BadPresentationStateError, match="segments"):
        palette_of(attributes(dataset), _bad)
