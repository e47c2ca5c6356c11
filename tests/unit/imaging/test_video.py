import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import videos
from tests.support.dicom_bytes import part10, stored
from tests.support.videos import number_in, video_dataset, video_instance
from workstation.base.errors import CancelledError, WorkstationError
from workstation.dicom.fragments import frame_extents
from workstation.dicom.instance import read_instance
from workstation.dicom.model import Instance
from workstation.dicom.note import kind_of
from workstation.imaging.video import Video, VideoDecoder, is_video

_FRAMES = 45


@pytest.fixture
def decoder() -> Iterator[VideoDecoder]:
    decoder = VideoDecoder()
    yield decoder
    decoder.shutdown()


def _decode(
    decoder: VideoDecoder | Video, instance: Instance, frame_index: int
) -> tuple[int, tuple[str, ...]]:
    """The number in a frame, and the notes."""
    assert instance.image is not None
    out = np.zeros(instance.image.decoded_shape, instance.image.decoded_dtype)
    if isinstance(decoder, Video):
        return number_in(out), decoder.decode_into(frame_index, out)
    notes = decoder.decode_into(instance, frame_index, frame_extents(instance)[0], out)
    return number_in(out), notes


def _numbers(decoder: VideoDecoder, instance: Instance, wanted: list[int]) -> list[int]:
    return [_decode(decoder, instance, frame_index)[0] for frame_index in wanted]


def _of(folder: Path, stream: bytes, frames: int, syntax: str = videos.H264) -> Instance:
    return read_instance(stored(folder, part10(video_dataset(stream, frames), syntax)))


@pytest.mark.parametrize("encoder", videos.ENCODERS)
def test_the_number_of_a_frame_is_in_it(
    decoder: VideoDecoder, tmp_path: Path, encoder: str
) -> None:
    """In sequence, backwards, and anywhere; whatever the order of coding and the container."""
    deep = {"BitsAllocated": 16, "BitsStored": 10, "HighBit": 9} if encoder == "main10" else {}
    instance = video_instance(tmp_path, encoder, _FRAMES, fragments=3, **deep)
    wanted = [*range(5), 44, 43, 42, 20, 19, 21, 9, 10, 11, 39, 0]
    assert _numbers(decoder, instance, wanted) == wanted


def test_frames_that_threads_want_at_once_are_not_mixed_up(
    decoder: VideoDecoder, tmp_path: Path
) -> None:
    """Four go their own ways through one video."""
    instance = video_instance(tmp_path, "h264", _FRAMES)
    wanted = [random.Random(7).randrange(_FRAMES) for _turn in range(16)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda index: _decode(decoder, instance, index)[0], wanted))
    assert found == wanted


def test_going_through_a_video_takes_one_decoder(
    decoder: VideoDecoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Started once, and read on from; a jump takes a second one."""
    starts: list[int] = []
    cursor = Video._cursor_for.__globals__["Cursor"]

    def counted(stream: object, entry: object, *others: object) -> object:
        starts.append(entry.frame_index)  # type: ignore[attr-defined]
        return cursor(stream, entry, *others)

    monkeypatch.setattr("workstation.imaging.video.Cursor", counted)
    instance = video_instance(tmp_path, "h264", _FRAMES)
    _numbers(decoder, instance, [*range(12), 44, 43, 12])
    assert starts == [0, 40]


def test_videos_beyond_those_used_last_are_let_go(decoder: VideoDecoder, tmp_path: Path) -> None:
    """And are there again when they are wanted."""
    folders = [tmp_path / str(number) for number in range(4)]
    for folder in folders:
        folder.mkdir()
    instances = [video_instance(folder, "h264", 12) for folder in folders]
    numbers = [_decode(decoder, each, 7)[0] for each in (*instances, *instances)]
    assert numbers == [7] * 8
    assert len(decoder._videos) == 2


def test_a_video_whose_file_is_opened_once_more_is_let_go(
    decoder: VideoDecoder, tmp_path: Path
) -> None:
    """Its programs would wait for ever for somebody to read what they have decoded."""
    first = video_instance(tmp_path, "h264", 12)
    before = set(psutil.Process().children())
    assert _numbers(decoder, first, [3]) == [3]
    (program,) = set(psutil.Process().children()) - before
    assert _numbers(decoder, replace(first), [3]) == [3]
    assert not program.is_running()


def test_frames_that_are_not_there_are_told(decoder: VideoDecoder, tmp_path: Path) -> None:
    """Those that are there keep their numbers."""
    instance = _of(tmp_path, videos.coded_video("h264", 12), 20)
    assert _numbers(decoder, instance, [11, 3]) == [11, 3]
    for missing in (12, 19):
        with pytest.raises(WorkstationError, match="says 20 frames, its video has 12"):
            _decode(decoder, instance, missing)


def test_frames_beyond_the_header_s_count_are_told(decoder: VideoDecoder, tmp_path: Path) -> None:
    """On the last frame that can be reached."""
    instance = _of(tmp_path, videos.coded_video("h264", 12), 9)
    assert _decode(decoder, instance, 0)[1] == ()
    (told,) = _decode(decoder, instance, 8)[1]
    assert "goes on after the last frame" in told
    assert kind_of(told, "") == "frames"


def test_a_damaged_part_is_refused_and_what_follows_it_is_right(
    decoder: VideoDecoder, tmp_path: Path
) -> None:
    """No frame is made up in its place, and none gets the number of another."""
    stream = bytearray(videos.coded_video("h264", _FRAMES))
    pictures = [at for at in range(len(stream)) if stream[at : at + 4] == b"\0\0\1\x41"]
    for at in range(pictures[10] + 12, pictures[10] + 200):
        stream[at] ^= 0x55
    instance = _of(tmp_path, bytes(stream), _FRAMES)
    found: dict[int, int] = {}
    for index in range(_FRAMES):
        try:
            found[index] = _decode(decoder, instance, index)[0]
        except WorkstationError as error:
            assert "damaged" in str(error)  # noqa: PT017  # others come and go
    assert all(index == number for index, number in found.items())
    assert set(range(10)) | set(range(20, _FRAMES)) <= set(found) < set(range(_FRAMES))


def test_a_coding_that_the_file_does_not_name_is_told(
    decoder: VideoDecoder, tmp_path: Path
) -> None:
    """The stream decides how it is decoded (PS3.5 8.2.8)."""
    instance = _of(tmp_path, videos.coded_video("hevc", 3), 3)
    number, notes = _decode(decoder, instance, 2)
    assert number == 2
    assert notes == (
        "The pixel data are H.265, although the file says MPEG-4 AVC/H.264 High Profile.",
    )
    assert kind_of(notes[0], "") == "encoding"


def test_a_stereo_video_says_that_one_view_is_shown(decoder: VideoDecoder, tmp_path: Path) -> None:
    """The other one is not for a decoder of plain H.264."""
    instance = _of(tmp_path, videos.coded_video("h264", 3), 3, "1.2.840.10008.1.2.4.106")
    assert "one of its two views" in _decode(decoder, instance, 0)[1][0]


def test_a_size_that_changes_on_the_way_is_refused(decoder: VideoDecoder, tmp_path: Path) -> None:
    """Neither scaled nor cut to that of the header; what was before is shown."""
    larger = videos.coded_video("h264", 12, size=(2, 1))
    instance = _of(tmp_path, videos.coded_video("h264", 12) + larger, 24)
    assert _decode(decoder, instance, 4)[0] == 4
    with pytest.raises(WorkstationError):
        _decode(decoder, instance, 16)


def test_what_is_no_video_is_refused_once_and_for_all(
    decoder: VideoDecoder, tmp_path: Path
) -> None:
    """Without asking ffmpeg."""
    instance = _of(tmp_path, b"#EXTM3U\nfile:///etc/passwd\n", 3)
    for _turn in range(2):
        with pytest.raises(WorkstationError, match="not a video in a form"):
            _decode(decoder, instance, 0)


def test_a_file_that_is_gone_is_an_error_of_its_medium(
    decoder: VideoDecoder, tmp_path: Path
) -> None:
    """Which the decoder names."""
    instance = video_instance(tmp_path, "h264", 12)
    extents = frame_extents(instance)[0]
    instance.file.path.unlink()
    with pytest.raises(FileNotFoundError):
        decoder.decode_into(instance, 0, extents, np.zeros((64, 96, 3), np.uint8))


def test_nothing_is_decoded_after_shutdown(tmp_path: Path) -> None:
    """Whoever asks learns that nobody wants it."""
    decoder = VideoDecoder()
    instance = video_instance(tmp_path, "h264", 12)
    _decode(decoder, instance, 0)
    decoder.shutdown()
    with pytest.raises(CancelledError):
        _decode(decoder, instance, 1)


def test_what_is_a_video_is_said_by_the_transfer_syntax(tmp_path: Path) -> None:
    """A cine of JPEGs is none."""
    instance = video_instance(tmp_path, "h264", 3)
    assert is_video(instance)
    assert not is_video(replace(instance, transfer_syntax_uid="1.2.840.10008.1.2.4.50"))


@settings(max_examples=12)
@given(st.sampled_from(("h264", "mpeg2", "hevc", "mp4", "ts")), st.integers(0, 2**32))
def test_a_mutated_video_gives_frames_or_sentences(
    tmp_path_factory: pytest.TempPathFactory, encoder: str, seed: int
) -> None:
    """No crash and no hang, whatever it holds."""
    chance = random.Random(seed)
    stream = bytearray(videos.coded_video(encoder, 12))
    for _change in range(chance.randrange(1, 8)):
        stream[chance.randrange(len(stream))] = chance.randrange(256)
    instance = _of(tmp_path_factory.mktemp("mutated"), bytes(stream), 12, videos.SYNTAXES[encoder])
    decoder = VideoDecoder()
    try:
        for index in (0, 11, 5):
            _tried(decoder, instance, index)
    finally:
        decoder.shutdown()


def _tried(decoder: VideoDecoder, instance: Instance, frame_index: int) -> None:
    try:
        _decode(decoder, instance, frame_index)
    except WorkstationError as error:
        assert str(error)  # noqa: PT017  # either will do
