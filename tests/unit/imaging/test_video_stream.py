import os
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.dicom_bytes import stored
from workstation.dicom.stored import StoredFile
from workstation.imaging.video_stream import BitStream, pour, stored_stream

_CONTENT = bytes(range(100))


def _stream(folder: Path) -> BitStream:
    """Two stretches of a file, behind a head: 12 bytes."""
    file = stored(folder, _CONTENT)
    return BitStream(memoryview(b"head"), file, ((10, 5), (50, 3)))


_WHOLE = b"head" + _CONTENT[10:15] + _CONTENT[50:53]


def test_the_parts_of_a_stream_are_one(tmp_path: Path) -> None:
    """In their order."""
    stream = _stream(tmp_path)
    assert stream.length == len(_WHOLE)
    assert b"".join(stream.chunks()) == _WHOLE


@given(st.integers(0, 15), st.integers(0, 15), st.integers(1, 6))
def test_any_part_of_a_stream_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, start: int, length: int, most: int
) -> None:
    """From anywhere, in pieces of any size."""
    stream = _stream(tmp_path_factory.getbasetemp())
    assert stream.read(start, length) == _WHOLE[start : start + length]
    assert b"".join(stream.chunks(start, most)) == _WHOLE[start:]


def test_a_file_that_has_become_shorter_is_an_error(tmp_path: Path) -> None:
    """Its end is not the end of the video."""
    stream = stored_stream(StoredFile("x", tmp_path / "x", 0, 9), ((0, 9),))
    (tmp_path / "x").write_bytes(b"1234")
    with pytest.raises(OSError, match="output error"):
        stream.read(0, 9)


def test_a_stream_is_poured_into_a_pipe_from_where_it_is_wanted(tmp_path: Path) -> None:
    """And the pipe is closed behind it."""
    reader, writer = os.pipe()
    pour(_stream(tmp_path), 6, writer)
    with open(reader, "rb") as file:
        assert file.read() == _WHOLE[6:]


def test_nobody_who_reads_is_no_error() -> None:
    """A decoder may be ended at any time."""
    reader, writer = os.pipe()
    thread = Thread(target=pour, args=(BitStream(memoryview(bytes(1 << 20))), 0, writer))
    thread.start()
    os.read(reader, 10)
    os.close(reader)
    thread.join(5)
    assert not thread.is_alive()
