"""What a sandboxed worker does with one frame, and how it is asked: bytes in, bytes out."""

import json
import mmap
import os
import struct
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np

from workstation.base.errors import WorkstationError
from workstation.imaging.codecs import decode_frame
from workstation.imaging.codecs_coding import FrameCoding, Palette, TruncatedFrameError

Fragments = Sequence[tuple[int, int]]

ENTRY = "workstation.imaging.decode_worker:decode"

# Bytes of the coding's JSON and of its palette, number of fragments; where the frame goes in the
# memory, and its bytes. After JSON and palette follow offset and length of each fragment.
_HEAD = struct.Struct("<IIIQQ")
_FRAGMENT = struct.Struct("<QQ")
_POPULATE: int = getattr(mmap, "MAP_POPULATE", 0)  # one fault instead of one for each page
_PLAIN = [field.name for field in fields(FrameCoding) if field.name != "palette"]


class FrameUnreadableError(WorkstationError):
    """The medium failed while a worker read the frame."""

    message_id = "frame-medium"
    sentence = "{detail}"


def request(coding: FrameCoding, fragments: Fragments, offset: int) -> bytes:
    """Ask for one frame; the descriptors of the memory and of the file come along.

    fragments   (offset, length) in the file
    offset      where the frame goes in the memory, a whole number of pages
    """
    head, entries = _packed(coding)
    sizes = _HEAD.pack(len(head), len(entries), len(fragments), offset, result_bytes(coding))
    extents = [_FRAGMENT.pack(*fragment) for fragment in fragments]
    return b"".join((sizes, head, entries, *extents))


def result_bytes(coding: FrameCoding) -> int:
    """Bytes of the decoded frame."""
    return prod(coding.result_shape) * coding.result_dtype.itemsize


def notes_of(answer: bytes) -> tuple[str, ...]:
    """Read what `decode` answered."""
    return tuple(str(note) for note in json.loads(answer))


def decode(message: bytes, fds: tuple[int, ...]) -> bytes:
    """Decode the frame that `request` asks for into the memory; answers the notes as JSON."""
    memory_fd, file_fd = fds
    head, palette, count, offset, length = _HEAD.unpack_from(message)
    middle, end = _HEAD.size + head, _HEAD.size + head + palette
    coding = _coding(message[_HEAD.size : middle], message[middle:end])
    data = _read(file_fd, [_FRAGMENT.unpack_from(message, end + 16 * i) for i in range(count)])
    memory = mmap.mmap(memory_fd, length, mmap.MAP_SHARED | _POPULATE, offset=offset)
    flat = np.frombuffer(memory, coding.result_dtype, prod(coding.result_shape))
    notes = decode_frame(data, coding, flat.reshape(coding.result_shape))[1]
    return json.dumps(notes).encode()  # the last array of the memory unmaps it


def _read(fd: int, fragments: Fragments) -> bytes:
    """Read and join the fragments of a frame; one that is not all there is refused."""
    try:
        parts = [os.pread(fd, length, offset) for offset, length in fragments]
    except OSError as error:
        raise FrameUnreadableError(detail=error.strerror) from error
    if any(len(part) < length for part, (_, length) in zip(parts, fragments, strict=True)):
        raise TruncatedFrameError
    return parts[0] if len(parts) == 1 else b"".join(parts)


@lru_cache(maxsize=16)
def _packed(coding: FrameCoding) -> tuple[bytes, bytes]:
    palette = coding.palette
    facts: dict[str, Any] = {name: getattr(coding, name) for name in _PLAIN}
    if palette is None:
        return json.dumps(facts).encode(), b""
    facts["palette"] = [palette.first_mapped, palette.bits]
    return json.dumps(facts).encode(), palette.entries.tobytes()


@lru_cache(maxsize=16)
def _coding(head: bytes, entries: bytes) -> FrameCoding:
    facts = json.loads(head)
    palette = facts.pop("palette", None)
    coding = FrameCoding(**facts)
    if palette is None:
        return coding
    table = np.frombuffer(entries, np.uint16).reshape(-1, 3)
    return replace(coding, palette=Palette(palette[0], palette[1], table))


def prepare() -> None:
    """Import the codecs while files can still be opened; the workers are forked after this."""
    import zlib  # noqa: F401

    import imagecodecs

    for name in ("jpeg8", "jpegls", "jpeg2k", "htj2k", "packbits"):
        getattr(imagecodecs, f"{name}_decode")
