"""What a sandboxed worker does with one frame, and how it is asked: bytes in, bytes out."""

import json
import mmap
import struct
from dataclasses import fields, replace
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np

from workstation.base.pages import page_aligned
from workstation.dicom.note import Note, kind_of
from workstation.imaging.codecs import decode_frame
from workstation.imaging.codecs_coding import FrameCoding, Palette
from workstation.imaging.scratch import KEPT, REUSED, Scratch

ENTRY = "workstation.imaging.decode_worker:decode"

# Number and bytes of the scratch memory, bytes of the coded frame, of the coding's JSON and of
# its palette and ICC profile; these follow.
_HEAD = struct.Struct("<QQQII")
_BINARY = ("palette", "icc_profile")
_PLAIN = [field.name for field in fields(FrameCoding) if field.name not in _BINARY]

_mapped: dict[int, mmap.mmap] = {}  # scratch memory by its number; only ever used in a worker


def request(coding: FrameCoding, coded_bytes: int, scratch: Scratch) -> bytes:
    """Ask for one frame, of which so many coded bytes lie at `coded_at`; the result goes to 0.

    The descriptor of the scratch memory comes along.
    """
    head, binary = _packed(coding)
    sizes = (scratch.number, scratch.memory.length, coded_bytes, len(head), len(binary))
    return _HEAD.pack(*sizes) + head + binary


def result_bytes(coding: FrameCoding) -> int:
    """Bytes of the decoded frame."""
    return prod(coding.result_shape) * coding.result_dtype.itemsize


def coded_at(coding: FrameCoding) -> int:
    """Where the coded frame lies in the scratch memory: behind the decoded one."""
    return page_aligned(result_bytes(coding))


def notes_of(answer: bytes) -> tuple[str, ...]:
    """Read what `decode` answered."""
    return tuple(Note(str(note), str(kind)) for kind, note in json.loads(answer or b"[]"))


def decode(message: bytes, fds: tuple[int, ...]) -> bytes:
    """Decode the frame that `request` asks for; answers the notes as JSON, nothing if none."""
    number, length, coded, head, binary = _HEAD.unpack_from(message)
    middle, end = _HEAD.size + head, _HEAD.size + head + binary
    coding = _coding(message[_HEAD.size : middle], message[middle:end])
    memory = _memory(number, length, fds[0])
    flat = np.frombuffer(memory, coding.result_dtype, prod(coding.result_shape))
    if length <= REUSED:
        flat.fill(0)  # an earlier frame is in it: nothing may be left of that, come what may
    start = coded_at(coding)
    notes = decode_frame(memory[start : start + coded], coding, flat.reshape(coding.result_shape))
    said = [(kind_of(note, "decoder"), note) for note in notes[1]]
    return json.dumps(said).encode() if said else b""


def _memory(number: int, length: int, fd: int) -> mmap.mmap:
    """Map scratch memory once; to map it for each frame takes as long as to decode some.

    What is not lent again is not kept either: it would be missing from what the next frame may
    take. Nor does a frame that only claims to be large take up memory before it proves it.
    """
    if length > REUSED:
        return mmap.mmap(fd, length)
    memory = _mapped.get(number)
    if memory is None:
        if sum(map(len, _mapped.values())) + length > KEPT:
            _mapped.clear()  # each goes with its last array
        memory = _mapped[number] = mmap.mmap(fd, length)
    return memory


@lru_cache(maxsize=16)
def _packed(coding: FrameCoding) -> tuple[bytes, bytes]:
    palette, profile = coding.palette, coding.icc_profile
    facts: dict[str, Any] = {name: getattr(coding, name) for name in _PLAIN}
    entries = b"" if palette is None else palette.entries.tobytes()
    if palette is not None:
        facts["palette"] = [palette.first_mapped, palette.bits, len(entries)]
    return json.dumps(facts).encode(), entries + profile


@lru_cache(maxsize=16)
def _coding(head: bytes, binary: bytes) -> FrameCoding:
    facts = json.loads(head)
    first, bits, length = facts.pop("palette", (0, 0, 0))
    coding = FrameCoding(**facts, icc_profile=binary[length:])
    if not length:
        return coding
    table = np.frombuffer(binary[:length], np.uint16).reshape(-1, 3)
    return replace(coding, palette=Palette(first, bits, table))


def prepare() -> None:
    """Import the codecs while files can still be opened; the workers are forked after this."""
    import zlib  # noqa: F401

    import imagecodecs

    for name in ("jpeg8", "jpegls", "jpeg2k", "htj2k", "jpegxl", "packbits"):
        getattr(imagecodecs, f"{name}_decode")
    _ = imagecodecs.cms_transform
