import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.base.errors import WorkstationError
from workstation.imaging.video_container import Container, NoVideoError, container_of, front_to_end
from workstation.imaging.video_stream import BitStream


def _stream(data: bytes) -> BitStream:
    return BitStream(memoryview(data))


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def _movie(kind: bytes, unit: str, *places: int) -> bytes:
    """An index that says where two chunks lie."""
    table = struct.pack(f">II{len(places)}{unit}", 0, len(places), *places)
    nested = _box(kind, table)
    for parent in (b"stbl", b"minf", b"mdia", b"trak", b"moov"):
        nested = _box(parent, _box(b"skip", b"stco") + nested)
    return nested


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\0\0\1\xb3\x16\0", Container.MPEG2),
        (b"\0\0\1\xba\x44\0", Container.PROGRAM_STREAM),
        ((b"\x47" + bytes(187)) * 3, Container.TRANSPORT_STREAM),
        ((b"time\x47" + bytes(187)) * 3, Container.TRANSPORT_STREAM),
        (b"\0\0\0\1\x67\x64\0\x28", Container.H264),
        (b"\0\0\1\x09\xf0", Container.H264),
        (b"\0\0\0\1\x40\1\x0c", Container.HEVC),
        (b"\0\0\0\1\x46\1\x50", Container.HEVC),
        (b"\0\0\0\x18ftypmp42", Container.MP4),
        (b"\0\0\0\x08moov", Container.MP4),
    ],
)
def test_a_stream_is_known_by_its_first_bytes(data: bytes, kind: Container) -> None:
    """Nothing else is believed."""
    assert container_of(_stream(data)) is kind


@pytest.mark.parametrize(
    "data",
    [b"", b"\0\0\0\0", b"#EXTM3U\nfile:///etc/passwd", b"RIFF    AVI ", b"ffconcat version 1.0"],
)
def test_what_is_no_video_of_dicom_is_refused(data: bytes) -> None:
    """Above all what would make a player open other files."""
    with pytest.raises(NoVideoError):
        container_of(_stream(data))


@pytest.mark.parametrize(("kind", "unit"), [(b"stco", "I"), (b"co64", "Q")])
def test_the_index_of_an_mp4_is_brought_to_the_front(kind: bytes, unit: str) -> None:
    """The places in it still say where the samples are."""
    front = _box(b"ftyp", b"mp42") + _box(b"mdat", b"..first..second")
    places = front.index(b"first"), front.index(b"second")
    moved = b"".join(front_to_end(_stream(front + _movie(kind, unit, *places))).chunks())
    shifted = _movie(kind, unit, *(place + len(_movie(kind, unit, *places)) for place in places))
    assert moved.startswith(shifted + front)
    assert moved[places[1] + len(shifted) :].startswith(b"second")


def test_an_mp4_that_can_be_read_through_is_left_alone() -> None:
    """Its index comes first already."""
    data = _movie(b"stco", "I", 7) + _box(b"mdat", b"...")
    assert b"".join(front_to_end(_stream(data)).chunks()) == data


@given(st.binary(max_size=80), st.integers(0, 200), st.integers(0, 2**32 - 1))
def test_a_damaged_mp4_is_refused_or_left(noise: bytes, at: int, length: int) -> None:
    """Whatever its boxes say of their size."""
    whole = bytearray(_box(b"mdat", b"data") + _movie(b"stco", "I", 8, 9) + noise)
    at %= len(whole) - 4
    whole[at : at + 4] = struct.pack(">I", length)
    try:
        moved = front_to_end(_stream(bytes(whole)))
    except WorkstationError:
        return
    assert b"".join(moved.chunks()).endswith(bytes(whole))
