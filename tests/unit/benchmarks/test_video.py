from pathlib import Path

import pytest

from workstation.benchmarks import video as benchmark
from workstation.media.sample_video import write_video

_SHAPE = (64, 96)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("video")
    write_video(folder, 40, _SHAPE)
    return folder


def test_a_video_is_played_through_a_store_that_cannot_hold_it(folder: Path) -> None:
    """Every frame has come, or there is no figure."""
    shown = benchmark._display_set(folder)
    assert len(shown.frames) == 40
    assert benchmark._play(shown)


def test_a_jump_ends_with_the_last_frame(folder: Path) -> None:
    """And takes a time."""
    assert benchmark._jump(benchmark._display_set(folder))


def test_a_video_that_cannot_be_decoded_is_no_figure(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather than a quick one."""
    monkeypatch.setenv("PATH", "/nonexistent")
    assert benchmark._play(benchmark._display_set(folder)) is None


def test_the_bare_program_is_given_the_bare_stream(folder: Path, tmp_path: Path) -> None:
    """Without the file around it."""
    stream = benchmark._stream(benchmark._display_set(folder), tmp_path)
    assert stream.read_bytes().startswith((b"\0\0\1", b"\0\0\0\1"))
    assert benchmark._bare(stream, 40)
