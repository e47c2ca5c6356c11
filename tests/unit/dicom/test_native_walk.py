import random
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.dicom_bytes import element, image_dataset, item, part10
from workstation.base.compiled import built
from workstation.dicom.element_table import Columns
from workstation.dicom.elements import BeyondError, RefusedError, Walk
from workstation.dicom.native_walk import SOURCE, NativeWalk, walk_of
from workstation.dicom.uids import EXPLICIT_LITTLE, IMPLICIT_LITTLE

pytestmark = pytest.mark.skipif(not built(SOURCE).is_file(), reason="the walk was not compiled")

_UNDEFINED = b"\xff\xff\xff\xff"
_ITEM, _ITEM_END = b"\xfe\xff\x00\xe0", b"\xfe\xff\x0d\xe0" + bytes(4)
_SEQUENCE_END = b"\xfe\xff\xdd\xe0" + bytes(4)
_INNER = element(0x00080100, "SH", b"code") + element(0x00080104, "LO", b"meaning ")
_IMPLICIT = struct.pack("<HHI", 8, 0x100, 4) + b"code"
_OPEN_ITEM = _ITEM + _UNDEFINED + _INNER + _ITEM_END
_UNKNOWN = struct.pack("<HH2sH", 9, 0x1010, b"UN", 0) + _UNDEFINED + item(_IMPLICIT) + _SEQUENCE_END
_ICON = struct.pack("<HH2sH", 0x7FE0, 0x10, b"OB", 0) + _UNDEFINED + item(b"ab") + _SEQUENCE_END
_RICH = b"".join(
    (
        element(0x00080005, "CS", b"ISO_IR 100"),
        element(0x00081110, "SQ", item(_INNER + element(0x00081199, "SQ", item(_INNER))) * 2),
        struct.pack("<HH2sH", 8, 0x1140, b"SQ", 0) + _UNDEFINED + _OPEN_ITEM * 2 + _SEQUENCE_END,
        _UNKNOWN,
        element(0x00100010, "PN", b"A^B "),
        element(0x00880200, "SQ", item(_ICON)),
        element(0x7FE00010, "OW", bytes(8)),
    )
)
_PARTS = (
    *(_UNDEFINED, _ITEM, _ITEM_END, _SEQUENCE_END, b"SQ\0\0", b"UN\0\0", b"OB\0\0", b"LO", b"\0\0"),
    *(b"\x08\0", b"\x10\0", b"\xe0\x7f\x10\0", b"\1\0\0\0", b"\x08\0\0\0", b"\xfe\xff\xff\xff"),
)

Outcome = tuple[object, ...]


def _outcome(kind: type[Walk], content: bytes, *, explicit: bool, depth: int, cut: int) -> Outcome:
    """All that can be known of a walk, which comes to the end of its bytes once on its way."""
    walk = kind(content[:cut], explicit=explicit)
    columns = walk.columns(0, 0)
    ends: list[object] = []
    for known in (content[:cut], content):
        walk.content = known
        try:
            walk.columns(walk.end, len(known), depth, columns)
        except (RefusedError, BeyondError) as error:
            ends.append((type(error), str(error)))
            if type(error) is RefusedError:
                return columns, ends  # nobody asks where it was
        ends.append((walk.end, walk._nested, walk.explicit))
    return columns, ends


def _items(kind: type[Walk], content: bytes, *, explicit: bool) -> Outcome:
    """What the items of a sequence hold, as far as they can be walked."""
    walk = kind(content, explicit=explicit)
    found: list[Columns] = []
    try:
        found += walk.items(0, len(content))
    except (RefusedError, BeyondError) as error:
        return found, type(error), str(error)
    return found, walk.end


def _spoiled(chance: random.Random, content: bytes) -> bytes:
    """Some bytes overwritten, lost or put in; mostly with what means something."""
    whole = bytearray(content)
    for _deed in range(chance.randrange(4)):
        at = chance.randrange(len(whole) + 1)
        part = chance.choice((*_PARTS, chance.randbytes(chance.randrange(1, 5))))
        whole[at : at + chance.choice((0, len(part), len(part), 8))] = part
    return bytes(whole[: chance.choice((None, None, chance.randrange(len(whole) + 1)))])


def _compare(contents: Iterator[bytes], chance: random.Random) -> None:
    for content in contents:
        cut, depth = chance.randrange(len(content) + 1), chance.choice((0, 0, 1, 31, 32))
        for explicit in (True, False):
            one, other = (
                _outcome(kind, content, explicit=explicit, depth=depth, cut=cut)
                for kind in (Walk, NativeWalk)
            )
            assert one == other, (content, explicit, depth, cut)
            assert _items(Walk, content, explicit=explicit) == _items(
                NativeWalk, content, explicit=explicit
            ), content


def _samples() -> tuple[bytes, ...]:
    """Data sets without a preamble, and the items of a sequence."""
    plain = [part10(image_dataset(frames=2), uid) for uid in (EXPLICIT_LITTLE, IMPLICIT_LITTLE)]
    return (_RICH, item(_RICH[:-20]) * 2, _OPEN_ITEM, *(each[132:] for each in plain))


def _spoiled_samples(count: int, chance: random.Random) -> Iterator[bytes]:
    samples = _samples()
    return (_spoiled(chance, chance.choice(samples)) for _ in range(count))


def test_the_compiled_walk_is_taken_where_there_is_one() -> None:
    """Else all that follows would compare Python with itself."""
    assert type(walk_of(b"", explicit=True)) is NativeWalk


def test_without_the_compiled_walk_python_walks() -> None:
    """Slower, and nothing else."""
    program = (
        "from workstation.dicom.native_walk import walk_of\n"
        "print(type(walk_of(b'', explicit=True)).__name__)"
    )
    environment = {"WORKSTATION_WALK": "python", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True
    )
    assert done.stdout == b"Walk\n"


def test_every_kind_of_element_is_found() -> None:
    """Sequences of both lengths, of unknown VR, an icon in fragments; as far as the pixels."""
    walk = NativeWalk(_RICH, explicit=True)
    columns = walk.columns(0, len(_RICH))
    assert list(columns.tags) == [
        *(0x00080005, 0x00081110, 0x00081140, 0x00091010, 0x00100010, 0x00880200)
    ]
    assert (walk.end, bytes(columns.vrs)) == (len(_RICH) - 20, b"CSSQSQUNPNSQ")


def test_more_elements_than_there_was_room_for_are_found() -> None:
    """The walk is done again with more room."""
    content = b"".join(element(0x00100000 + tag, "LO", b"ab") for tag in range(3000))
    found = NativeWalk(content, explicit=True).columns(0, len(content))
    assert found == Walk(content, explicit=True).columns(0, len(content))


@pytest.mark.parametrize("count", [65534, 65535, 65536, 65537])
def test_the_most_elements_are_the_same(count: int) -> None:
    """Neither walk takes one more than the other."""
    content = b"".join(element(0x00100000 + tag, "LO", b"") for tag in range(count))
    _compare(iter([content]), random.Random(1))


@pytest.mark.parametrize("levels", [30, 31, 32, 33, 100])
def test_the_deepest_nesting_is_the_same(levels: int) -> None:
    """Neither walk goes deeper than the other."""
    content = b""
    for _level in range(levels):
        content = element(0x00081140, "SQ", item(content))
    _compare(iter([content]), random.Random(1))


def test_both_walks_find_the_same_in_spoiled_bytes() -> None:
    """The same rows, the same end, the same refusal."""
    chance = random.Random(20260101)
    _compare(_spoiled_samples(1000, chance), chance)


@pytest.mark.long
def test_both_walks_find_the_same_in_many_spoiled_bytes() -> None:
    """Other bytes than the short test's."""
    chance = random.Random(20260102)
    _compare(_spoiled_samples(50_000, chance), chance)


def test_both_walks_find_the_same_in_files_of_others(shared_data: Path) -> None:
    """Whole, and with one spoiled place each."""
    chance = random.Random(20260103)
    paths = [path for path in sorted(shared_data.rglob("*")) if path.is_file()]
    for path in paths:
        with path.open("rb") as file:
            content = file.read(8192)
        start = 132 if content[128:132] == b"DICM" else 0
        group = content.find(b"\x08\0", start)
        data = content[max(group, 0) :]
        _compare(iter([content[start:], data, _spoiled(chance, data)]), chance)


@pytest.mark.parametrize("length", range(0, 40, 2))
def test_an_item_longer_than_its_sequence_is_the_same(length: int) -> None:
    """What follows the sequence is there to be read, and is not the item's."""
    head = struct.pack("<HH2sHI", 8, 0x1140, b"SQ", 0, length)
    sequence = head + item(element(0x00080100, "SH", b"code"))
    _compare(iter([sequence + _INNER * 4]), random.Random(length))
