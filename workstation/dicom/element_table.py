"""Where the elements of a data set lie: a row for each, a few kilobytes for all.

A study has thousands of images with hundreds of elements each: as objects of their own the elements
would take ten times the memory of the headers. The images of a series have the same elements, so
the tags and the VRs are kept once for all of them; only where the values lie differs.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from workstation.dicom.dictionary import vr_of

_LAYOUTS = 256  # known at a time, of some ten kilobytes each
_LARGEST = 4096  # elements of a layout that is kept for others


class Element(NamedTuple):
    """Where one element's value lies in the bytes of its data set.

    vr       two letters; for implicit VR from the data dictionary, "UN" where unknown
    offset   first byte of the value in the bytes
    length   bytes of the value, delimiters of undefined lengths not counted
    """

    vr: str
    offset: int
    length: int


class Columns(NamedTuple):
    """What a walk found: tags, where values lie, their lengths, VRs (none where implicit)."""

    tags: "array[int]"
    offsets: "array[int]"
    lengths: "array[int]"
    vrs: bytearray

    def take(self, room: memoryview, capacity: int, count: int, *, vrs: bool) -> None:
        """Add what the compiled walk wrote: columns of `capacity` rows, the first `count` filled.

        room   bytes: tags, offsets and lengths of four bytes, VRs of two
        """
        column, used = 4 * capacity, 4 * count
        self.tags.frombytes(room[:used])
        self.offsets.frombytes(room[column : column + used])
        self.lengths.frombytes(room[2 * column : 2 * column + used])
        if vrs:
            self.vrs.extend(room[3 * column : 3 * column + 2 * count])


def no_columns() -> Columns:
    """Nothing found yet."""
    return Columns(array("I"), array("I"), array("I"), bytearray())


class Layout:
    """Which elements a data set has, in which VRs: shared by all data sets that have the same.

    find     the row of a tag and its VR; None where there is no such element
    shared   whether several data sets have it; it is quick to look up then
    """

    __slots__ = ("find", "shared", "tags", "vrs")

    def __init__(self, tags: "array[int]", vrs: str) -> None:
        self.tags = tags
        self.vrs = vrs
        self.shared = False
        self.find: Callable[[int], tuple[int, str] | None] = self._search

    def share(self) -> None:
        """Make it quick to look up: that takes memory, which pays for what is met again."""
        if not self.shared:
            rows = {tag: (row, self._vr(row)) for row, tag in enumerate(self.tags)}
            self.find, self.shared = rows.get, True

    def _search(self, tag: int) -> tuple[int, str] | None:
        row = bisect_left(self.tags, tag)
        if row == len(self.tags) or self.tags[row] != tag:
            return None
        return row, self._vr(row)

    def _vr(self, row: int) -> str:
        return self.vrs[2 * row : 2 * row + 2] or vr_of(self.tags[row])


@lru_cache(maxsize=_LAYOUTS)
def _known(_tags: bytes, _vrs: bytes) -> list[Layout]:
    """A place for one layout, empty when it is asked for first."""
    return []


def layout_of(columns: Columns) -> Layout:
    """The layout of these elements: the one that is known already, where there is one."""
    if len(columns.tags) > _LARGEST:
        return Layout(columns.tags, columns.vrs.decode())
    known = _known(columns.tags.tobytes(), bytes(columns.vrs))
    if known:
        known[0].share()
    else:
        known.append(Layout(columns.tags, columns.vrs.decode()))
    return known[0]


class ElementTable(Mapping[int, Element]):
    """The elements of one data set by tag, ascending."""

    __slots__ = ("_lengths", "_offsets", "layout")

    layout: Layout

    def __init__(self, columns: Columns) -> None:
        """Take what a walk found; where it saw no VRs (implicit) the dictionary gives them."""
        self.layout = layout_of(columns)
        self._offsets = columns.offsets
        self._lengths = columns.lengths

    def __getitem__(self, tag: int) -> Element:
        found = self.find(tag)
        if found is None:
            raise KeyError(tag)
        return found

    def find(self, tag: int) -> Element | None:
        """The element of this tag, if it is there."""
        found = self.layout.find(tag)
        if found is None:
            return None
        row, vr = found
        return Element(vr, self._offsets[row], self._lengths[row])

    def bytes_of(self, content: bytes, rows: tuple[int, ...]) -> tuple[bytes, ...]:
        """The bytes of some elements by their rows."""
        offsets, lengths = self._offsets, self._lengths
        return tuple([content[(at := offsets[row]) : at + lengths[row]] for row in rows])

    def length_of(self, rows: tuple[int, ...]) -> int:
        """How many bytes that are."""
        return sum(self._lengths[row] for row in rows)

    get = find  # type: ignore[assignment]  # the mixin of Mapping takes three times as long

    def __contains__(self, tag: object) -> bool:
        return isinstance(tag, int) and self.layout.find(tag) is not None

    def __iter__(self) -> Iterator[int]:
        return iter(self.layout.tags)

    def __len__(self) -> int:
        return len(self._offsets)
