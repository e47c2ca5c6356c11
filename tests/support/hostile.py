"""Files that somebody spoiled who knows DICOM: lengths, VRs, tags, values, fragments, codestreams.

A number makes the same damage again, so that what was found can be looked at.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

_LONG = frozenset((b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC"))
_LONG_TOO = frozenset((b"UN", b"UR", b"UT", b"UV"))
_VRS = (
    b"AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OW PN SH SL SQ SS ST TM UI UL UN US UT".split()
)
_ITEMS = (0xE000, 0xE00D, 0xE0DD)
_UNDEFINED = 0xFFFFFFFF
_MOST = 4000  # elements that are found in one file
_DEEP = 24

# What decides on sizes, tables and places: it is hit more often than names and dates.
_GROUPS = frozenset(
    (0x0018, 0x0020, 0x0028, 0x0040, 0x0048, 0x0062, 0x0070, 0x2050, 0x3004, 0x5200)
)
_NUMBERS = (0, 1, 2, 7, 8, 16, 17, 31, 32, 127, 128, 255, 256, 1000, 0x7FFF, 0x8000, 0xFFFF)
_HUGE = (0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
_FLOATS = (0.0, -0.0, 1e-320, -1.0, 1e38, 1e308, float("inf"), float("-inf"), float("nan"))
_WORDS = (
    b"",
    b"0",
    b"-1",
    b"1e308",
    b"-1e-320",
    b"nan",
    b"inf",
    b"1A",
    b"99999999999999999999",
    b"0\\0",
    b"\\\\\\\\",
    b"1\\2\\3\\4\\5\\6\\7\\8\\9",
    b"0\\0\\0\\0\\0\\0",
    b"1\\0\\0\\0\\1\\0",
    b"POLYLINE",
    b"SIGMOID",
    b"INVERSE",
    b"MIXED",
    b"COLOR",
    b"PALETTE COLOR",
    b"YBR_FULL_422",
    b"RGB",
    b"MONOCHROME1",
    b"TRUE SIZE",
    b"MAGNIFY",
    b"BITMAP",
    b"POLYGONAL\\CIRCULAR\\BITMAP",
    b"ISO 2022 IR 87",
    b"\\ISO 2022 IR 149\\ISO 2022 IR 58",
    b"GB18030",
    b"ISO_IR 192",
    b"\x1b$B\x1b(",
    b"\x1b$)C\xc8\xab\x1b",
    b"\xf0\x9f\xff\xfe",
    b"\0\0\0\0",
    b"A" * 70,
    b"^=^=^" * 9,
    b"%s%n{0}{name}",
    b"../../etc/passwd",
    "\u202e\u0627\u0644\u0633\u0644\u0627\u0645\u200f\u0301\u0301".encode(),
)


@dataclass(frozen=True)
class Spot:
    """An element or an item of a file: where its head and its value lie."""

    head: int
    group: int
    number: int
    vr: bytes
    value: int
    length: int

    @property
    def length_at(self) -> tuple[int, str]:
        """Where its length is written, and how."""
        if self.vr in (b"", b"--") or self.value - self.head == 12:
            return self.value - 4, "<I"
        return self.value - 2, "<H"


def spots(content: bytes) -> list[Spot]:
    """Elements and items at all depths, as far as they can be followed."""
    start = 132 if content[128:132] == b"DICM" else 0
    found: list[Spot] = []
    _walk(content, start, len(content), found, 0)
    return found


def _walk(content: bytes, at: int, end: int, found: list[Spot], depth: int) -> int:
    while at + 8 <= end and len(found) < _MOST:
        spot = _spot(content, at)
        found.append(spot)
        if spot.group == 0xFFFE and spot.number != 0xE000:
            return spot.value
        at = _inside(content, spot, end, found, depth)
    return at


def _inside(content: bytes, spot: Spot, end: int, found: list[Spot], depth: int) -> int:
    """Where to go on after it."""
    undefined = spot.length == _UNDEFINED
    nested = spot.vr == b"SQ" or undefined or spot.group == 0xFFFE
    limit = end if undefined else min(spot.value + spot.length, end)
    pixels = spot.group == 0xFFFE and content[spot.value + 2 : spot.value + 4] in (b"\xff\xff", b"")
    if nested and depth < _DEEP and not pixels:
        reached = _walk(content, spot.value, limit, found, depth + 1)
        return reached if undefined else limit
    return limit


def _spot(content: bytes, at: int) -> Spot:
    group, number = struct.unpack_from("<HH", content, at)
    vr = content[at + 4 : at + 6]
    if group == 0xFFFE or not (vr.isalpha() and vr.isupper()):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        return Spot(at, group, number, b"--" if group == 0xFFFE else b"", at + 8, length)
    if vr in _LONG or vr in _LONG_TOO:
        return Spot(
            at, group, number, vr, at + 12, int.from_bytes(content[at + 8 : at + 12], "little")
        )
    return Spot(at, group, number, vr, at + 8, int.from_bytes(content[at + 6 : at + 8], "little"))


def damaged(content: bytes, luck: Random) -> bytes:
    """Damage it in one to four places."""
    for _time in range(luck.choice((1, 1, 1, 2, 2, 3, 4))):
        found = spots(content)
        if not found or luck.random() < 0.12:
            content = _anywhere(content, luck)
            continue
        spot = _chosen(found, luck)
        content = luck.choice(_DEEDS)(content, spot, found, luck)
    return content


def _chosen(found: list[Spot], luck: Random) -> Spot:
    """Three times of four one that matters for the picture."""
    if luck.random() < 0.75:
        matter = [each for each in found if _matters(each)]
        if matter:
            return luck.choice(matter)
    return luck.choice(found)


def _matters(spot: Spot) -> bool:
    return spot.group in _GROUPS or spot.group & 0xFF00 == 0x6000 or spot.group >= 0x7FE0


def _length(content: bytes, spot: Spot, _found: list[Spot], luck: Random) -> bytes:
    """Say another length than it has."""
    at, form = spot.length_at
    near = [spot.length + by for by in (-2, -1, 1, 2, 8)] + [spot.length * 2, 0]
    most = (1 << 8 * struct.calcsize(form)) - 1
    value = luck.choice([*near, *_HUGE, *_NUMBERS]) & most
    return _written(content, at, struct.pack(form, value))


def _vr(content: bytes, spot: Spot, _found: list[Spot], luck: Random) -> bytes:
    return (
        content if spot.vr in (b"", b"--") else _written(content, spot.head + 4, luck.choice(_VRS))
    )


def _tag(content: bytes, spot: Spot, found: list[Spot], luck: Random) -> bytes:
    """Make it another element, of this file or of any."""
    other = luck.choice(found)
    group, number = (other.group, other.number) if luck.random() < 0.5 else (spot.group, 0)
    return _written(content, spot.head, struct.pack("<HH", group, number or luck.randrange(65536)))


def _value(content: bytes, spot: Spot, _found: list[Spot], luck: Random) -> bytes:
    """Other values in the same room."""
    room = content[spot.value : spot.value + min(spot.length, 1 << 16)]
    new = _made_up(spot, len(room), luck)
    return _written(content, spot.value, new[: len(room)].ljust(len(room), b" "))


def _replaced(content: bytes, spot: Spot, _found: list[Spot], luck: Random) -> bytes:
    """Other values of another length, which the element says rightly."""
    if spot.length > 1 << 16:
        return content
    new = _made_up(spot, luck.choice((0, 2, 4, 6, 8, 12, 48, 64, spot.length + 2)), luck)
    at, form = spot.length_at
    head = content[: spot.value - (spot.value - at)] + struct.pack(form, min(len(new), 65535))
    return head + new + content[spot.value + spot.length :]


def _made_up(spot: Spot, room: int, luck: Random) -> bytes:
    forms: dict[bytes, tuple[str, tuple[float, ...]]] = {
        b"US": ("<H", _NUMBERS),
        b"SS": ("<H", _NUMBERS),
        b"OW": ("<H", _NUMBERS),
        b"AT": ("<H", _NUMBERS),
        b"UL": ("<I", (*_NUMBERS, *_HUGE)),
        b"SL": ("<I", (*_NUMBERS, *_HUGE)),
        b"FL": ("<f", tuple(value for value in _FLOATS if not 1e38 < abs(value) < float("inf"))),
        b"FD": ("<d", _FLOATS),
    }
    if spot.vr in forms:
        form, values = forms[spot.vr]
        count = room // struct.calcsize(form) or 1
        return b"".join(struct.pack(form, luck.choice(values)) for _each in range(min(count, 4096)))
    if spot.vr in (b"OB", b"UN", b"--", b"", b"SQ"):
        return luck.randbytes(min(room, 4096))
    return b"\\".join(luck.choice(_WORDS) for _each in range(luck.choice((1, 1, 1, 2, 6))))


def _lost(content: bytes, spot: Spot, _found: list[Spot], _luck: Random) -> bytes:
    return content[: spot.head] + content[_end(spot, content) :]


def _doubled(content: bytes, spot: Spot, found: list[Spot], luck: Random) -> bytes:
    """Put it somewhere else too."""
    whole = content[spot.head : _end(spot, content)][: 1 << 20]
    at = luck.choice(found).head
    return (
        content[:at] + whole * luck.choice((1, 1, 2, 300 if len(whole) < 99 else 1)) + content[at:]
    )


def _nested(content: bytes, spot: Spot, _found: list[Spot], luck: Random) -> bytes:
    """A sequence in a sequence in a sequence, each without end."""
    opened = b"\x08\0\x40\x11SQ\0\0\xff\xff\xff\xff\xfe\xff\0\xe0\xff\xff\xff\xff"
    return content[: spot.head] + opened * luck.choice((3, 40, 2000)) + content[spot.head :]


def _cut(content: bytes, spot: Spot, _found: list[Spot], luck: Random) -> bytes:
    return content[: spot.value + luck.randrange(max(1, min(spot.length, 1 << 16)))]


def _inner(content: bytes, spot: Spot, _found: list[Spot], luck: Random) -> bytes:
    """Spoil bytes within the value: code streams, profiles, tables."""
    end = min(spot.value + spot.length, len(content))
    if end - spot.value < 2:
        return content
    part = _anywhere(content[spot.value : end], luck, early=True)
    if len(part) != end - spot.value and luck.random() < 0.7:
        part = part[: end - spot.value].ljust(end - spot.value, b"\0")
    return content[: spot.value] + part + content[end:]


def _anywhere(content: bytes, luck: Random, *, early: bool = False) -> bytes:
    """Bits turned over, bytes made up, pieces lost or doubled, cut off."""
    whole = bytearray(content)
    limit = min(len(whole), 200) if early and luck.random() < 0.6 else len(whole)
    at = luck.randrange(max(limit, 1))
    match luck.randrange(6):
        case 0 | 1 if whole:
            whole[at] ^= 1 << luck.randrange(8)
        case 2:
            value = struct.pack(luck.choice((">H", ">I", "<I")), luck.choice(_NUMBERS))
            whole[at : at + len(value)] = value
        case 3:
            del whole[at : at + luck.randrange(1, 300)]
        case 4:
            whole[at:at] = whole[at : at + luck.randrange(1, 300)]
        case _:
            whole[at : at + 8] = luck.randbytes(luck.randrange(1, 9))
    return bytes(whole)


def _end(spot: Spot, content: bytes) -> int:
    known = 0 if spot.length == _UNDEFINED else spot.length
    return min(spot.value + known, len(content))


def _written(content: bytes, at: int, value: bytes) -> bytes:
    return content[:at] + value + content[at + len(value) :]


Deed = Callable[[bytes, Spot, list[Spot], Random], bytes]
_DEEDS: tuple[Deed, ...] = (
    *(_value,) * 5,
    *(_replaced,) * 3,
    *(_inner,) * 4,
    *(_length,) * 2,
    _vr,
    _tag,
    _lost,
    _doubled,
    _nested,
    _cut,
)


def cases(first: int, count: int) -> Iterator[tuple[int, Random]]:
    """Numbers, and the luck that goes with each."""
    for number in range(first, first + count):
        yield number, Random(number)
