"""Mutated videos: frames or sentences, in the time that their size allows, and no process left."""

import random
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from tests.support import videos
from tests.support.dicom_bytes import part10, stored
from tests.support.leftovers import descriptors
from workstation.base.errors import WorkstationError
from workstation.dicom.fragments import frame_extents
from workstation.dicom.instance import read_instance
from workstation.imaging.video import VideoDecoder

_ROUNDS = 60  # of each encoder
_FRAMES = 12
_SECONDS = 8.0  # three frames, each with processes that start, on a busy machine


@pytest.mark.parametrize("encoder", videos.ENCODERS)
def test_mutated_videos_give_frames_or_sentences(encoder: str, tmp_path: Path) -> None:
    """Bytes changed, cut out, repeated; the next video is as if nothing had been."""
    chance = random.Random(encoder)
    files, others = descriptors(), _children()
    for _round in range(_ROUNDS):
        stream = _mutated(videos.coded_video(encoder, _FRAMES), chance)
        begun = time.monotonic()
        _show(stream, tmp_path, videos.SYNTAXES.get(encoder, videos.MAIN_10))
        assert time.monotonic() - begun < _SECONDS
    time.sleep(0.5)
    assert descriptors() <= files + 2
    assert not _children() - others


def _children() -> set[psutil.Process]:
    """Processes of this one that have not ended: other tests may have a sandbox open."""
    return {each for each in psutil.Process().children() if each.status() != psutil.STATUS_ZOMBIE}


def _mutated(stream: bytes, chance: random.Random) -> bytes:
    data = bytearray(stream)
    for _change in range(chance.choice((1, 1, 3, 30))):
        at, length = chance.randrange(len(data)), chance.randrange(1, 200)
        match chance.randrange(4):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length]
            case _:
                data[at : at + length] = chance.randbytes(length)
        data = data or bytearray(1)
    return bytes(data)


def _show(stream: bytes, folder: Path, syntax: str) -> None:
    dataset = videos.video_dataset(stream, _FRAMES)
    instance = read_instance(stored(folder, part10(dataset, syntax)))
    decoder = VideoDecoder()
    out = np.zeros((videos.ROWS, videos.COLUMNS, 3), np.uint8)
    for index in (0, _FRAMES - 1, 5):
        try:
            decoder.decode_into(instance, index, frame_extents(instance)[0], out)
        except WorkstationError as error:
            assert str(error)  # noqa: PT017  # either will do
    decoder.shutdown()
