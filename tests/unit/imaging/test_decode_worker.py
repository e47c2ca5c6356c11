import os
from collections.abc import Iterator

import imagecodecs
import numpy as np
import pytest

from tests.support import coded_frames as made
from workstation.base.shared_memory import SharedMemory
from workstation.dicom.note import kind_of
from workstation.imaging import decode_worker
from workstation.imaging.codecs_coding import FrameCoding, Palette, TruncatedFrameError
from workstation.imaging.decode_worker import coded_at, decode, notes_of, request, result_bytes
from workstation.imaging.scratch import KEPT, REUSED, Scratch, ScratchPool


@pytest.fixture
def scratch() -> Iterator[Scratch]:
    """Some memory, as a worker sees it."""
    with ScratchPool(1).lent(10_000) as piece:
        yield piece
    decode_worker._mapped.clear()


def _decoded(scratch: Scratch, how: FrameCoding, stream: bytes) -> np.ndarray:
    scratch.memory.array(coded_at(how), len(stream), np.dtype(np.uint8))[:] = list(stream)
    answer = decode(request(how, len(stream), scratch), (scratch.memory.fd,))
    assert notes_of(answer) == ()
    pixels = scratch.memory.array(0, result_bytes(how), np.dtype(np.uint8))
    return pixels.view(how.result_dtype).reshape(how.result_shape).copy()


def test_a_request_is_carried_out_where_it_says(scratch: Scratch) -> None:
    """The palette of a color frame comes along."""
    indices = np.arange(made.ROWS * made.COLUMNS, dtype=np.uint8).reshape(made.ROWS, -1)
    entries = np.random.default_rng(1).integers(0, 256, (256, 3)).astype(np.uint16)
    palette = Palette(0, 8, entries)
    how = made.coding(made.RLE, 8, photometric="PALETTE COLOR", palette=palette)
    assert np.array_equal(_decoded(scratch, how, made.rle(indices)), entries[indices])


def test_a_color_profile_comes_along_with_a_palette(scratch: Scratch) -> None:
    """Each arrives whole."""
    palette = Palette(3, 16, np.arange(9, dtype=np.uint16).reshape(3, 3))
    how = made.coding(made.RLE, 8, photometric="PALETTE COLOR", palette=palette, icc_profile=b"icc")
    message = request(how, 1, scratch)
    head = len(decode_worker._packed(how)[0])
    at = decode_worker._HEAD.size
    found = decode_worker._coding(message[at : at + head], message[at + head :])
    assert found.icc_profile == b"icc"
    assert found.palette is not None
    assert (found.palette.first_mapped, found.palette.entries.tolist()) == (
        3,
        palette.entries.tolist(),
    )


def test_a_note_keeps_its_kind_on_its_way(scratch: Scratch) -> None:
    """What is lossy under the name of a lossless syntax is called so where it is shown."""
    stream = bytes(imagecodecs.jpegxl_encode(made.smooth(8).astype(np.uint8), distance=1.0))
    how = made.coding(made.JXL, 8)
    scratch.memory.array(coded_at(how), len(stream), np.dtype(np.uint8))[:] = list(stream)
    notes = notes_of(decode(request(how, len(stream), scratch), (scratch.memory.fd,)))
    assert [kind_of(note, "") for note in notes] == ["lossy"]


def test_memory_is_known_again_by_its_number(scratch: Scratch) -> None:
    """Each frame comes from what was written last; the memory is mapped once."""
    how = made.coding(made.RLE)
    for seed in (1, 2):
        frame = made.gray(seed=seed)
        assert np.array_equal(_decoded(scratch, how, made.rle(frame)), frame)
    assert list(decode_worker._mapped) == [scratch.number]


def test_nothing_is_left_of_an_earlier_frame(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even by a codec that says it is done and wrote nothing."""
    how = made.coding(made.RLE)
    _decoded(scratch, how, made.rle(made.gray()))
    monkeypatch.setattr(decode_worker, "decode_frame", lambda _data, _coding, out: (out, ()))
    assert not _decoded(scratch, how, b"x").any()


def test_a_worker_keeps_no_more_memory_than_agreed() -> None:
    """The limit of its address space leaves room for so much."""
    pieces = [Scratch(SharedMemory(KEPT // 2), -number) for number in (1, 2, 3)]
    for piece in pieces:
        decode_worker._memory(piece.number, piece.memory.length, piece.memory.fd)
        piece.memory.close()
    kept = list(decode_worker._mapped)
    decode_worker._mapped.clear()
    assert kept == [-3]


def test_memory_that_is_too_large_to_be_lent_again_is_not_kept(scratch: Scratch) -> None:
    """Else it would be missing from what the next frame may take."""
    decode_worker._memory(scratch.number, scratch.memory.length, scratch.memory.fd)
    large = SharedMemory(REUSED + 1)
    decode_worker._memory(-1, large.length, large.fd)
    large.close()
    assert list(decode_worker._mapped) == [scratch.number]


def test_a_frame_that_only_claims_to_be_large_takes_up_no_memory() -> None:
    """Before a codec has seen that it is not."""
    how = made.coding(made.RLE, rows=10_000, columns=10_000)
    with ScratchPool(1).lent(result_bytes(how) + 4096) as scratch:
        with pytest.raises(TruncatedFrameError):
            _decoded(scratch, how, b"nothing of the kind")
        assert os.fstat(scratch.memory.fd).st_blocks * 512 < 1_000_000
