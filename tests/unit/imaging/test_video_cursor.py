from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from tests.support import videos
from workstation.base.errors import CancelledError
from workstation.dicom.pixels import ImagePixel
from workstation.imaging import video_cursor
from workstation.imaging.video_container import Container
from workstation.imaging.video_cursor import (
    Cursor,
    DamagedVideoError,
    SlowVideoError,
    VideoEndsError,
)
from workstation.imaging.video_index import START
from workstation.imaging.video_program import VideoFacts
from workstation.imaging.video_stream import BitStream

_FACTS = VideoFacts(Container.H264, (96, 64), "smpte170m", full=False)
_IMAGE = ImagePixel(64, 96, 1, "MONOCHROME2", 8, 8, 7, False, 0, 12)


def _cursor(image: ImagePixel = _IMAGE) -> Cursor:
    return Cursor(BitStream(memoryview(videos.coded_video("h264", 12))), START, _FACTS, image)


@pytest.fixture
def cursor() -> Iterator[Cursor]:
    cursor = _cursor()
    yield cursor
    cursor.close()


def _read(cursor: Cursor, frame_index: int) -> int:
    out: npt.NDArray[np.uint8] = np.zeros((64, 96), np.uint8)
    cursor.read_into(frame_index, out)
    return videos.number_in(out)


def test_frames_that_are_passed_over_are_kept(cursor: Cursor) -> None:
    """Who stepped over them often wants them next."""
    assert _read(cursor, 8) == 8
    assert [_read(cursor, index) for index in (3, 7, 0)] == [3, 7, 0]
    assert not cursor.has(8)


def test_only_the_last_of_them_are_kept(cursor: Cursor, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as fit; each in memory of its own."""
    monkeypatch.setattr(video_cursor, "_KEPT_BYTES", 3 * 96 * 64)
    _read(cursor, 8)
    assert [index for index in range(12) if cursor.has(index)] == [5, 6, 7]
    assert [_read(cursor, index) for index in (5, 6, 7)] == [5, 6, 7]


def test_what_was_read_is_behind(cursor: Cursor) -> None:
    """Reading on leads to later frames only."""
    _read(cursor, 4)
    assert not cursor.reaches(4)
    assert cursor.reaches(5)


def test_the_end_comes_with_the_count_of_frames() -> None:
    """Of those that were there."""
    cursor = _cursor(replace(_IMAGE, number_of_frames=20))
    with pytest.raises(VideoEndsError, match="20 frames, its video has 12"):
        _read(cursor, 15)
    assert cursor.ended
    cursor.close()


def test_there_is_nothing_after_the_last_frame(cursor: Cursor) -> None:
    """The image has as many frames as the video."""
    _read(cursor, 11)
    assert not cursor.goes_on()


def test_more_frames_than_the_image_has_are_noticed(cursor: Cursor) -> None:
    """They are there to be read."""
    _read(cursor, 8)
    assert cursor.goes_on()


def test_frames_of_another_size_are_damage() -> None:
    """The program refuses them: they are neither scaled nor cut."""
    cursor = _cursor(replace(_IMAGE, columns=95))
    with pytest.raises(DamagedVideoError):
        cursor.read_into(0, np.zeros((64, 95), np.uint8))
    cursor.close()


def test_a_decoder_that_brings_nothing_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not waited for for ever."""
    monkeypatch.setattr(video_cursor, "_WALL_SECONDS", 0.0)
    monkeypatch.setattr(Cursor, "_readable", lambda _cursor: False)
    cursor = _cursor()
    with pytest.raises((SlowVideoError, OSError)):
        _read(cursor, 0)
    cursor.close()


def test_a_cursor_that_somebody_reads_is_not_given_up(cursor: Cursor) -> None:
    """Else it ends, and leads nowhere."""
    with cursor.lock:
        assert not cursor.give_up()
    assert cursor.give_up()
    assert not cursor.reaches(11)


def test_whoever_reads_when_all_is_shut_down_is_told_so(cursor: Cursor) -> None:
    """It is no fault of the video."""
    _read(cursor, 0)
    cursor._closed = True
    cursor._fed.end()
    with pytest.raises(CancelledError):
        _read(cursor, 11 + 10_000)
