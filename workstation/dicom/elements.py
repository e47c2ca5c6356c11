"""Walk the elements of a data set, strictly: where each value lies, no value decoded.

The walk refuses what a careful writer does not make (tags that do not ascend, unknown VRs, values
past their end, absurd nesting): a lenient reader in a process of its own then has its turn. What
it accepts can be walked again at any time without a surprise.
"""

import struct
from collections.abc import Iterator

from workstation.dicom.dictionary import sequence_tags
from workstation.dicom.element_table import Columns, no_columns
from workstation.dicom.vr import LONG_VRS, SHORT_VRS

UNDEFINED = 0xFFFFFFFF
ITEM = 0xFFFEE000
ITEM_END = 0xFFFEE00D
SEQUENCE_END = 0xFFFEE0DD
FIRST_PIXEL_DATA = 0x7FE00008  # Float, Double Float and Pixel Data: the last of an image's header
LAST_PIXEL_DATA = 0x7FE00010

_MOST_ELEMENTS = 65536  # in one data set or item
_MOST_NESTED = 4_000_000  # in all items of one data set: about a second
_DEEPEST = 32

_SHORT_VRS = frozenset(vr.encode() for vr in SHORT_VRS)
_LONG_VRS = frozenset(vr.encode() for vr in LONG_VRS)

_FRAGMENTED = (b"OB", b"OW", b"OF", b"OD", b"OL", b"OV")

_EXPLICIT = struct.Struct("<HH2sH")
_IMPLICIT = struct.Struct("<HHI")
_LENGTH = struct.Struct("<I")


class RefusedError(Exception):
    """These bytes are not what a careful writer makes."""


class BeyondError(Exception):
    """A value or item does not end where its surroundings do, or where the bytes do."""


class Walk:
    """One walk over a data set that lies in `content`; every sequence in it is walked too.

    content   what is there to walk through; may be replaced by more of the same
    end       where the last walk ended: at Pixel Data, at an item delimiter, or at its limit.
              Where it raised BeyondError, from where it can go on with more content.
    """

    def __init__(self, content: bytes, *, explicit: bool) -> None:
        self.content = content
        self.explicit = explicit
        self.end = 0
        self._nested = 0

    def columns(
        self, start: int, limit: int, depth: int = 0, found: Columns | None = None
    ) -> Columns:
        """Walk from `start` to `limit`, or to an item delimiter or Pixel Data.

        found   what is before; grows, also where BeyondError is raised
        """
        columns = no_columns() if found is None else found
        walk = self._explicit if self.explicit else self._implicit
        walk(start, limit, depth, columns)
        return columns

    def items(self, start: int, limit: int, depth: int = 1) -> Iterator[Columns]:
        """Walk each item between `start` and `limit`, or to a sequence delimiter.

        Each is walked once: walking an item again for its length would double with each level.
        """
        self.end = start
        while self.end < limit and (found := self._item(self.end, limit, depth)) is not None:
            yield found

    def _explicit(self, position: int, limit: int, depth: int, columns: Columns) -> None:
        """The inner loop of opening a study: every statement costs a second per disc."""
        tags, offsets, lengths, vrs = columns
        content, unpack, last = self.content, _EXPLICIT.unpack_from, tags[-1] if tags else 0
        try:
            for _ in range(_MOST_ELEMENTS):
                if position >= limit:
                    break
                group, number, vr, length = unpack(content, position)
                tag = group << 16 | number
                if vr in _SHORT_VRS:
                    position += 8
                    after = position + length
                elif self._stops(tag, depth):
                    break
                else:
                    position, length, after = self._long(position, limit, vr, depth)
                if tag <= last:
                    raise RefusedError("tags do not ascend")
                last = tag
                tags.append(tag)
                offsets.append(position)
                lengths.append(length)
                vrs += vr
                position = after
        except (struct.error, BeyondError):
            self.end = position
            raise BeyondError from None
        self._finish(position, limit, len(tags))

    def _implicit(self, position: int, limit: int, depth: int, columns: Columns) -> None:
        tags, offsets, lengths, _vrs = columns
        content, unpack, last = self.content, _IMPLICIT.unpack_from, tags[-1] if tags else 0
        sequences = sequence_tags()
        try:
            for _ in range(_MOST_ELEMENTS):
                if position >= limit:
                    break
                group, number, length = unpack(content, position)
                tag = group << 16 | number
                if tag <= last:
                    raise RefusedError("tags do not ascend")
                if tag >= FIRST_PIXEL_DATA and self._stops(tag, depth):
                    break
                value, after = position + 8, position + 8 + length
                if length == UNDEFINED or tag in sequences:
                    length, after = self._value(value, limit, length, b"SQ", depth)
                last = tag
                tags.append(tag)
                offsets.append(value)
                lengths.append(length)
                position = after
        except (struct.error, BeyondError):
            self.end = position
            raise BeyondError from None
        self._finish(position, limit, len(tags))

    def _finish(self, position: int, limit: int, count: int) -> None:
        self.end = position
        if position > limit:
            raise BeyondError
        self._nested += count
        if count >= _MOST_ELEMENTS or self._nested > _MOST_NESTED:
            raise RefusedError("more elements than any object has")

    @staticmethod
    def _stops(tag: int, depth: int) -> bool:
        if tag == ITEM_END:
            return depth > 0
        return depth == 0 and FIRST_PIXEL_DATA <= tag <= LAST_PIXEL_DATA

    def _long(self, position: int, limit: int, vr: bytes, depth: int) -> tuple[int, int, int]:
        """Where a value with a four-byte length begins, its length, and what comes after it."""
        if vr not in _LONG_VRS:
            raise RefusedError("unknown VR")
        (length,) = _LENGTH.unpack_from(self.content, position + 8)
        position += 12
        if length != UNDEFINED and vr != b"SQ":
            return position, length, position + length
        length, after = self._value(position, limit, length, vr, depth)
        return position, length, after

    def _value(
        self, position: int, limit: int, length: int, vr: bytes, depth: int
    ) -> tuple[int, int]:
        """Length of a sequence or of a value of undefined length, and what comes after it."""
        if depth >= _DEEPEST:
            raise RefusedError("nested too deep")
        if length != UNDEFINED:
            limit = position + length
            if limit > len(self.content):
                raise BeyondError
        self._check_items(position, limit, vr, depth)
        if length != UNDEFINED:
            return length, limit
        if self._item_header(self.end - 8, limit) != (SEQUENCE_END, 0):
            raise BeyondError
        return self.end - position - 8, self.end

    def _check_items(self, position: int, limit: int, vr: bytes, depth: int) -> None:
        """Walk through every item, so that nothing in it can surprise later."""
        if vr in _FRAGMENTED:
            self._skip_fragments(position, limit)
            return
        explicit = self.explicit
        # A sequence of unknown VR and undefined length is encoded with implicit VR (PS3.5 6.2.2).
        self.explicit = explicit and vr != b"UN"
        self.end = position
        try:
            while self.end < limit and self._item(self.end, limit, depth + 1) is not None:
                pass
        finally:
            self.explicit = explicit

    def _item(self, position: int, limit: int, depth: int) -> Columns | None:
        """Walk one item and its head; None at a sequence delimiter. `end` is behind it then."""
        tag, length = self._item_header(position, limit)
        position += 8
        if tag == SEQUENCE_END:
            self.end = position
            return None
        if tag != ITEM:
            raise RefusedError("no item where one was expected")
        if length == UNDEFINED:
            columns = self.columns(position, limit, depth)
            if self._item_header(self.end, limit) != (ITEM_END, 0):
                raise RefusedError("an item without an end")
            self.end += 8
            return columns
        end = position + length
        if end > limit:
            raise BeyondError
        columns = self.columns(position, end, depth)
        if self.end != end:
            raise RefusedError("an item ends early")
        return columns

    def _skip_fragments(self, position: int, limit: int) -> None:
        """Pass an encapsulated icon: items whose content is not elements (PS3.5 A.4)."""
        tag = ITEM
        while tag == ITEM:
            tag, length = self._item_header(position, limit)
            position += 8 + length
        if tag != SEQUENCE_END or position > limit:
            raise RefusedError("fragments without an end")
        self.end = position

    def _item_header(self, position: int, limit: int) -> tuple[int, int]:
        if position + 8 > limit:
            raise BeyondError
        group, number, length = _IMPLICIT.unpack_from(self.content, position)
        return group << 16 | number, length
