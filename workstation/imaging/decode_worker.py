"""What a sandboxed worker does with one frame, and how it is asked: bytes in, bytes out."""

import json
import mmap
import struct
from dataclasses import fields, replace
from typing import Any

import numpy as np

from workstation.imaging.codecs import decode_frame
from workstation.imaging.codecs_coding import FrameCoding, Palette

ENTRY = "workstation.imaging.decode_worker:decode"

# Bytes of the JSON head and of the palette; where the frame goes in the memory, and its bytes.
_HEAD = struct.Struct("<IIQQ")
_POPULATE: int = getattr(mmap, "MAP_POPULATE", 0)  # one fault instead of one for each page
_PLAIN = [field.name for field in fields(FrameCoding) if field.name != "palette"]


def request(data: bytes, coding: FrameCoding, offset: int = 0) -> bytes:
    """Ask for one frame: into the memory whose descriptor comes along, or into the answer."""
    palette = coding.palette
    facts: dict[str, Any] = {name: getattr(coding, name) for name in _PLAIN}
    entries = b""
    if palette is not None:
        facts["palette"] = [palette.first_mapped, palette.bits]
        entries = palette.entries.tobytes()
    head = json.dumps(facts).encode()
    sizes = _HEAD.pack(len(head), len(entries), offset, result_bytes(coding))
    return b"".join((sizes, head, entries, data))


def result_bytes(coding: FrameCoding) -> int:
    """Bytes of the decoded frame."""
    return int(np.prod(coding.result_shape)) * coding.result_dtype.itemsize


def decode(message: bytes, fds: tuple[int, ...]) -> bytes:
    """Decode the frame that `request` asks for.

    Answers the notes as JSON, a zero byte, and the pixels unless they went into the memory.
    """
    head, palette, offset, length = _HEAD.unpack_from(message)
    start = _HEAD.size + head
    coding = _coding(json.loads(message[_HEAD.size : start]), message[start : start + palette])
    data = message[start + palette :]
    if not fds:
        pixels, notes = decode_frame(data, coding)
        return json.dumps(notes).encode() + b"\0" + pixels.tobytes()
    memory = mmap.mmap(fds[0], length, mmap.MAP_SHARED | _POPULATE, offset=offset)
    flat = np.frombuffer(memory, coding.result_dtype, int(np.prod(coding.result_shape)))
    notes = decode_frame(data, coding, flat.reshape(coding.result_shape))[1]
    return json.dumps(notes).encode() + b"\0"  # the last array of the memory unmaps it


def answer(content: bytes) -> tuple[tuple[str, ...], bytes]:
    """Read what `decode` answered: the notes, and the pixels if they came along."""
    notes, _zero, pixels = content.partition(b"\0")
    return tuple(str(note) for note in json.loads(notes)), pixels


def _coding(facts: dict[str, Any], entries: bytes) -> FrameCoding:
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

    for name in ("jpeg8_decode", "jpegls_decode", "jpeg2k_decode", "htj2k_decode"):
        getattr(imagecodecs, name)
    for name in ("packbits_decode", "Jpeg8Error", "JpeglsError", "Jpeg2kError", "Htj2kError"):
        getattr(imagecodecs, name)
