"""Files of an image whose directories are damaged."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.iso_image import make_image
from workstation.media.errors import UnreadableImageError
from workstation.media.iso import IsoSource
from workstation.media.iso_listing import list_image
from workstation.media.iso_salvage import salvage_image

FILES = {"DICOMDIR": b"directory", "A/IM1": bytes(range(1, 251)) * 40, "A/IM2": b"second"}


def _padding_damaged(target: Path, kind: str) -> None:
    """One byte after the last record of the root folder, which pycdlib does not forgive."""
    make_image(target, kind, FILES)
    data = bytearray(target.read_bytes())
    start = data.index(b"DICOMDIR.;1") // 2048 * 2048
    data[start + 2047] = 7
    target.write_bytes(data)


def _salvaged(path: Path) -> list[list[tuple[list[str], int, int]]]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        spaces: list[list[tuple[list[str], int, int]]] = json.loads(
            salvage_image(b"x", (descriptor,))
        )
    finally:
        os.close(descriptor)
    return spaces


@pytest.mark.parametrize("kind", ["iso9660", "joliet"])
def test_what_is_found_is_what_an_image_in_good_order_holds(kind: str, tmp_path: Path) -> None:
    image = tmp_path / "good.iso"
    make_image(image, kind, FILES)
    descriptor = os.open(image, os.O_RDONLY)
    listed = json.loads(list_image(b"x", (descriptor,)))
    os.close(descriptor)
    assert [sorted(space) for space in _salvaged(image)] == [sorted(space) for space in listed]


def test_a_damaged_image_is_opened_and_told_of(tmp_path: Path) -> None:
    """One wrong byte must not lose a disc."""
    image = tmp_path / "damaged.iso"
    _padding_damaged(image, "iso9660")
    source = IsoSource(image)
    assert sorted(file.name for file in source.files()) == ["A/IM1", "A/IM2", "DICOMDIR"]
    assert [problem.error.message_id for problem in source.problems] == ["media.damaged-image"]


def test_an_image_in_which_nothing_is_found_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.iso").write_bytes(bytes(100_000))
    with pytest.raises(UnreadableImageError):
        IsoSource(tmp_path / "empty.iso")


@given(st.lists(st.tuples(st.integers(0, 50_000), st.integers(0, 255)), max_size=30))
def test_no_damage_stops_the_search(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    """Whatever the bytes are, it ends, and finds a bounded number of files."""
    image = tmp_path_factory.getbasetemp() / "any.iso"
    make_image(image, "joliet", FILES)
    data = bytearray(image.read_bytes())
    for place, value in changes:
        data[(32_768 + place) % len(data)] = value
    image.write_bytes(data)
    assert all(len(space) < 1000 for space in _salvaged(image))
