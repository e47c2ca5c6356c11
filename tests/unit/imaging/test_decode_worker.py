import os
from pathlib import Path

import numpy as np
import pytest

from tests.support import coded_frames as made
from workstation.base.shared_memory import PAGE, SharedMemory
from workstation.imaging.codecs_coding import Palette, TruncatedFrameError
from workstation.imaging.decode_worker import decode, notes_of, request, result_bytes


def test_a_request_is_carried_out_where_it_says(tmp_path: Path) -> None:
    """From two fragments of the file, to the second page of the memory; color through a palette."""
    indices = np.arange(made.ROWS * made.COLUMNS, dtype=np.uint8).reshape(made.ROWS, -1)
    entries = np.random.default_rng(1).integers(0, 256, (256, 3)).astype(np.uint16)
    palette = Palette(0, 8, entries)
    how = made.coding(made.RLE, 8, photometric="PALETTE COLOR", palette=palette)
    stream, path, memory = made.rle(indices), tmp_path / "frame", SharedMemory(2 * PAGE)
    path.write_bytes(b"head" + stream[:90] + b"gap" + stream[90:])
    with path.open("rb") as file:
        message = request(how, [(4, 90), (97, len(stream) - 90)], PAGE)
        answer = decode(message, (memory.fd, file.fileno()))
    pixels = memory.array(PAGE, result_bytes(how), np.dtype(np.uint8)).reshape(how.result_shape)
    memory.close()
    assert np.array_equal(pixels, entries[indices])
    assert notes_of(answer) == ()


def test_a_fragment_past_the_end_of_the_file_is_refused(tmp_path: Path) -> None:
    """Nothing is decoded of the part that is there."""
    path, memory = tmp_path / "frame", SharedMemory(PAGE)
    path.write_bytes(b"short")
    fd = os.open(path, os.O_RDONLY)
    with pytest.raises(TruncatedFrameError):
        decode(request(made.coding(made.RLE), [(0, 6)], 0), (memory.fd, fd))
    os.close(fd)
    memory.close()
