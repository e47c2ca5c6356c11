from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.support import videos
from tests.support.dicom_bytes import part10, stored
from workstation.dicom.instance import read_instance
from workstation.dicom.pixels import ImagePixel
from workstation.imaging.video import Video
from workstation.imaging.video_container import Container
from workstation.imaging.video_program import (
    NoVideoProgramError,
    UnreadableVideoError,
    UnsupportedVideoError,
    VideoFacts,
    VideoSizeError,
    check,
    facts_of,
    limits_of,
    matrix_of,
    unwrapped,
)
from workstation.imaging.video_stream import BitStream

_IMAGE = ImagePixel(64, 96, 3, "YBR_PARTIAL_420", 8, 8, 7, False, 0, 25)
_GRAY = replace(_IMAGE, samples_per_pixel=1, photometric_interpretation="MONOCHROME2")
# Red and blue weights of luminance: ITU-R BT.601-7 2.5.1, ITU-R BT.709-6 3.2
_WEIGHTS = {"smpte170m": (0.299, 0.114), "bt709": (0.2126, 0.0722)}
_COLORS = np.array(
    [(16, 128, 128), (235, 128, 128), (81, 90, 240), (145, 54, 34), (41, 240, 110), (126, 90, 160)]
)


def _expected(matrix: str, *, full: bool) -> npt.NDArray[np.float64]:
    """RGB of the colors by the formulas of the two recommendations."""
    red, blue = _WEIGHTS[matrix]
    black, span, chroma = (0, 255, 255) if full else (16, 219, 224)
    y = (_COLORS[:, 0] - black) / span
    cb, cr = ((_COLORS[:, 1:] - 128) / chroma).T
    r, b = y + 2 * (1 - red) * cr, y + 2 * (1 - blue) * cb
    g = (y - red * r - blue * b) / (1 - red - blue)
    rgb: npt.NDArray[np.float64] = np.clip(255 * np.stack([r, g, b], axis=1), 0, 255)
    return rgb


def _colored(encoder: str, *told: str) -> bytes:
    """Three frames of six stripes, which no codec changes."""
    stripes = np.repeat(_COLORS, 16, axis=0)
    luminance = np.broadcast_to(stripes[:, 0], (videos.ROWS, videos.COLUMNS))
    chroma = [
        np.broadcast_to(stripes[::2, at], (videos.ROWS // 2, videos.COLUMNS // 2)) for at in (1, 2)
    ]
    planes = b"".join(each.astype(np.uint8).tobytes() for each in (luminance, *chroma))
    return videos.encoded_video(planes * 3, encoder, (videos.COLUMNS, videos.ROWS), *told)


@pytest.fixture
def shown(tmp_path: Path) -> Iterator["Shown"]:
    shown = Shown(tmp_path)
    yield shown
    for video in shown.videos:
        video.close()


class Shown:
    """Decodes the first frame of videos, and ends their decoders after the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.videos: list[Video] = []

    def stripes(self, stream: bytes, **values: object) -> npt.NDArray[np.float64]:
        """The middle of each stripe of the first frame."""
        dataset = videos.video_dataset(stream, 3)
        for keyword, value in values.items():
            setattr(dataset, keyword, value)
        instance = read_instance(stored(self.folder, part10(dataset, videos.H264)))
        assert instance.image is not None
        assert instance.location is not None
        file = stored(self.folder, stream, "stream")
        video = Video(replace(instance, file=file), ((0, len(stream)),))
        self.videos.append(video)
        out = np.zeros(instance.image.decoded_shape, instance.image.decoded_dtype)
        video.decode_into(0, out)
        return out[20, 8::16].astype(np.float64)


@pytest.mark.parametrize("matrix", ["smpte170m", "bt709"])
@pytest.mark.parametrize("full", [False, True], ids=["limited", "full"])
def test_color_is_that_of_the_stream_s_matrix_and_range(
    shown: Shown, matrix: str, *, full: bool
) -> None:
    """Within one of 255 of what the recommendations say."""
    told = ("-colorspace", matrix, "-color_range", "pc" if full else "tv")
    stripes = shown.stripes(_colored("h264", *told))
    assert np.abs(stripes - _expected(matrix, full=full)).max() <= 1


def test_a_small_video_that_does_not_say_has_the_matrix_of_television(shown: Shown) -> None:
    """BT.601, limited range: as the Standard's YBR_PARTIAL_420 has it."""
    stripes = shown.stripes(_colored("h264"))
    assert np.abs(stripes - _expected("smpte170m", full=False)).max() <= 1


def test_gray_is_the_luminance_spread_over_all_values(shown: Shown) -> None:
    """From black at 16 to white at 235; color is left aside."""
    gray = shown.stripes(
        _colored("h264"), SamplesPerPixel=1, PhotometricInterpretation="MONOCHROME2"
    )
    assert np.abs(gray - np.clip((_COLORS[:, 0] - 16) * 255 / 219, 0, 255)).max() <= 1


def test_gray_of_ten_bits_keeps_them(shown: Shown) -> None:
    """Stored values as Bits Stored says (PS3.5 8.2.10)."""
    deep = {"BitsAllocated": 16, "BitsStored": 10, "HighBit": 9}
    stripes = shown.stripes(
        _colored("main10"), SamplesPerPixel=1, PhotometricInterpretation="MONOCHROME2", **deep
    )
    assert np.abs(stripes - np.clip((_COLORS[:, 0] - 16) * 1023 / 219, 0, 1023)).max() <= 3


@pytest.mark.parametrize(
    ("space", "rows", "matrix"),
    [
        ("bt709", 480, "bt709"),
        ("smpte170m", 1080, "smpte170m"),
        ("", 576, "smpte170m"),
        ("unknown", 577, "bt709"),
        ("ycgco", 1080, None),
    ],
)
def test_the_matrix_is_what_the_stream_says_else_by_its_size(
    space: str, rows: int, matrix: str | None
) -> None:
    """One that cannot be undone exactly is not guessed."""
    assert matrix_of(space, rows) == matrix


def test_a_stream_says_what_it_is() -> None:
    """Its size is its own, whatever a header says."""
    stream = BitStream(memoryview(videos.coded_video("mpeg2", 3)))
    assert facts_of(stream, Container.MPEG2) == VideoFacts(
        Container.MPEG2, (96, 64), "smpte170m", full=False
    )


def test_frames_of_another_size_are_refused() -> None:
    """Nothing is scaled to fit; the sizes are told as columns and rows."""
    facts = VideoFacts(Container.H264, (96, 65), "bt709", full=False)
    with pytest.raises(VideoSizeError, match="96 × 64, its video holds 96 × 65"):
        check(facts, _IMAGE)


@pytest.mark.parametrize("changes", [{"signed": True}, {"bits_stored": 7}, {"bits_allocated": 32}])
def test_gray_that_no_video_holds_is_refused(changes: dict[str, int]) -> None:
    """Video is never signed, nor of seven bits."""
    facts = VideoFacts(Container.H264, (96, 64), "bt709", full=False)
    with pytest.raises(UnsupportedVideoError):
        check(facts, replace(_GRAY, **changes))  # type: ignore[arg-type]


def test_a_container_is_taken_off() -> None:
    """What is left is the stream that was put into it."""
    data = videos.coded_video("ts", 5)
    bare = unwrapped(BitStream(memoryview(data)), Container.TRANSPORT_STREAM, Container.H264)
    assert bare.read(0, 5).lstrip(b"\0")[:1] == b"\1"
    assert 0 < bare.length < len(data)


def test_an_empty_container_is_told() -> None:
    """There is nothing to show."""
    with pytest.raises(UnreadableVideoError):
        facts_of(BitStream(memoryview(b"\x47" + bytes(187))), Container.TRANSPORT_STREAM)


def test_without_ffmpeg_the_user_learns_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence with the remedy in it."""
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(NoVideoProgramError, match="install the package ffmpeg"):
        facts_of(BitStream(memoryview(b"")), Container.H264)


def test_what_decoding_may_take_grows_with_the_video() -> None:
    """Time with its frames, memory with their size."""
    long, large = replace(_IMAGE, number_of_frames=9000), replace(_IMAGE, rows=2160, columns=3840)
    assert limits_of(long).seconds > limits_of(_IMAGE).seconds
    assert limits_of(large).memory > limits_of(_IMAGE).memory
