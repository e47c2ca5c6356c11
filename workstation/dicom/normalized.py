"""What passes between the program and the sandbox in which pydicom normalizes a header."""

import json
import struct
from dataclasses import asdict, dataclass

_HEAD = struct.Struct("<I")
_LONGEST_HEAD = 4096
_FORMS = [
    {
        "transfer_syntax_uid": str,
        "meta_length": int,
        "pixel_data": pixel_data,
        "offset": int,
        "length": length,
        "big_endian": bool,
    }
    for pixel_data in (int, type(None))
    for length in (int, type(None))
]


@dataclass(frozen=True, slots=True)
class Request:
    """Which bytes of the descriptor are the file, and what it is called in errors."""

    name: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Normalized:
    """What stands before the bytes of a normalized header.

    meta_length    bytes of file meta information at their beginning; 0 where the file had none
    pixel_data     tag of the pixel data, or None
    offset         of the value of the pixel data in the file
    length         bytes of that value, None where it is undefined
    big_endian     the file is
    """

    transfer_syntax_uid: str
    meta_length: int
    pixel_data: int | None = None
    offset: int = 0
    length: int | None = None
    big_endian: bool = False


def pack_request(request: Request) -> bytes:
    """Make the message that `normalizer.normalize` understands."""
    return json.dumps(asdict(request)).encode()


def unpack_request(message: bytes) -> Request:
    """Undo pack_request."""
    return Request(**json.loads(message))


def pack_answer(facts: Normalized, content: bytes) -> bytes:
    """Make the answer: facts, file meta information and data set, Explicit VR Little Endian."""
    head = json.dumps(asdict(facts)).encode()
    return b"".join((_HEAD.pack(len(head)), head, content))


def unpack_answer(answer: bytes) -> tuple[Normalized, bytes]:
    """Undo pack_answer; ValueError or struct.error for what it cannot have made."""
    (length,) = _HEAD.unpack_from(answer)
    if length > _LONGEST_HEAD:
        raise ValueError("a head that is too long")
    facts = json.loads(answer[4 : 4 + length])
    if not isinstance(facts, dict) or {key: type(facts[key]) for key in facts} not in _FORMS:
        raise ValueError("facts of another form")
    return Normalized(**facts), answer[4 + length :]
