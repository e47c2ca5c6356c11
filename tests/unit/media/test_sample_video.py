from pathlib import Path

import numpy as np
import pytest

from workstation.dicom.fragments import frame_extents
from workstation.dicom.instance import read_instance
from workstation.dicom.stored import StoredFile
from workstation.imaging.decoder import Decoder
from workstation.media.sample_video import NoVideoEncoderError, write_video


def test_the_frames_of_a_video_differ_and_there_are_as_many_as_asked_for(tmp_path: Path) -> None:
    """The last one is the last one."""
    write_video(tmp_path, 7, (48, 64))
    path = tmp_path / "IM00000"
    instance = read_instance(StoredFile(path.name, path, 0, path.stat().st_size))
    decoder = Decoder(1)
    (first, _), (last, notes) = (
        decoder.decode(instance, index, frame_extents(instance)[index]) for index in (0, 6)
    )
    decoder.shutdown()
    assert not np.array_equal(first, last)
    assert notes == ()


def test_without_ffmpeg_the_user_learns_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Benchmarks need it."""
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(NoVideoEncoderError, match="ffmpeg"):
        write_video(tmp_path, 7, (48, 64))
