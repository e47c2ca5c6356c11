"""What lies where in an image."""

import json
import os
from pathlib import Path

import pytest

from tests.support.iso_image import make_image
from workstation.media.errors import UnreadableImageError
from workstation.media.iso_listing import list_image

CONTENT = bytes(range(1, 251)) * 40


def listed(path: Path) -> list[list[tuple[list[str], int, int]]]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        spaces: list[list[tuple[list[str], int, int]]] = json.loads(list_image(b"x", (descriptor,)))
    finally:
        os.close(descriptor)
    return spaces


def test_every_name_space_leads_to_the_same_bytes(tmp_path: Path) -> None:
    image = tmp_path / "all.iso"
    make_image(image, "all", {"A/IM1": CONTENT})
    places = {(offset, length) for space in listed(image) for _path, offset, length in space}
    offset, length = places.pop()
    assert not places
    assert image.read_bytes()[offset : offset + length] == CONTENT


def test_the_name_space_with_the_best_names_comes_first(tmp_path: Path) -> None:
    image = tmp_path / "all.iso"
    make_image(image, "all", {"A/IM1": CONTENT})
    names = [space[0][0] for space in listed(image)]
    assert names == [["a", "im1"], ["A", "IM1"], ["A", "IM1"], ["A", "IM1.;1"]]


def test_a_file_in_several_extents_is_joined(tmp_path: Path) -> None:
    """An ISO 9660 file of several extents that follow each other (ECMA-119 6.5.1)."""
    image = tmp_path / "plain.iso"
    make_image(image, "iso9660", {"IM1": CONTENT, "IM2": b"other"})
    data = bytearray(image.read_bytes())
    split_record(data, b"IM1.;1", first=4096)
    image.write_bytes(data)
    ((_path, offset, length),) = [row for row in listed(image)[0] if row[0] == ["IM1.;1"]]
    assert bytes(data[offset : offset + length]) == CONTENT


def test_an_image_that_contradicts_itself_is_called_unreadable(tmp_path: Path) -> None:
    """Its path table ends within a record (ECMA-119 8.4.14), which pycdlib does not expect."""
    image = tmp_path / "short.iso"
    make_image(image, "iso9660", {"A/IM1": CONTENT})
    data = bytearray(image.read_bytes())
    place = 16 * 2048 + 132
    data[place : place + 8] = (13).to_bytes(4, "little") + (13).to_bytes(4, "big")
    image.write_bytes(data)
    with pytest.raises(UnreadableImageError, match="contradicts itself"):
        listed(image)


def split_record(data: bytearray, name: bytes, first: int) -> None:
    """Turn the directory record of a file into two, of `first` bytes and of the rest."""
    start = data.index(name) - 33
    size = data[start]
    record = bytes(data[start : start + size])
    extent, length = int.from_bytes(record[2:6], "little"), int.from_bytes(record[10:14], "little")
    head = bytearray(record)
    head[10:18] = first.to_bytes(4, "little") + first.to_bytes(4, "big")
    head[25] |= 0x80
    tail = bytearray(record)
    place, rest = extent + first // 2048, length - first
    tail[2:10] = place.to_bytes(4, "little") + place.to_bytes(4, "big")
    tail[10:18] = rest.to_bytes(4, "little") + rest.to_bytes(4, "big")
    end = start // 2048 * 2048 + 2048
    data[start:end] = (head + tail + data[start + size : end])[: end - start]


def test_what_is_no_image_is_refused(tmp_path: Path) -> None:
    noise = tmp_path / "noise.iso"
    noise.write_bytes(b"\1" * 80_000)
    with pytest.raises(UnreadableImageError):
        listed(noise)
