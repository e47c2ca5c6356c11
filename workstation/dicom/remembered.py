"""What many data sets have in common is read once: the same bytes mean the same value.

The first time, every element that a function looks at is noted. Another data set with the same
elements in the same encoding, and the same bytes in those that were looked at, would lead the
function along the same way to the same value; so it is given that. The slices of a series then
share one Modality LUT, one list of windows, one description of their pixels.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import update_wrapper
from threading import Lock
from typing import Concatenate, Generic, ParamSpec, TypeVar

from workstation.dicom.dataset import Attributes
from workstation.dicom.element_table import Element, ElementTable

P = ParamSpec("P")
T = TypeVar("T")

_MOST_BYTES = 1024  # looked at for one value: more is seldom met again
_MOST_VALUES = 32  # of one way
_MOST_WAYS = 3  # of one kind of data set
_MOST_KINDS = 32  # of data sets


def remembered(
    read: Callable[Concatenate[Attributes, P], T],
) -> Callable[Concatenate[Attributes, P], T]:
    """Let a function of attributes share its values.

    It must depend on nothing but the elements of the attributes and its other arguments, which are
    hashable; its value must be frozen, and hold nothing of the attributes themselves.
    """
    kinds: dict[object, _Kind[T]] = {}

    def reading(attributes: Attributes, /, *others: P.args, **named: P.kwargs) -> T:
        table = attributes.elements
        if type(table) is not ElementTable or not table.layout.shared:
            return read(attributes, *others, **named)
        facts = table.layout, attributes.explicit_vr, attributes.character_sets, others
        key = (*facts, *named.items()) if named else facts
        kind = kinds.get(key) or _new_kind(kinds, key)
        for way in kind.ways:
            known = way.values.get(table.bytes_of(attributes.content, way.rows))
            if known is not None:
                return known[0]
        noted = _Noted(table)
        value = read(attributes.seen_through(noted), *others, **named)
        kind.note(attributes.content, table, noted, value)
        return value

    update_wrapper(reading, read)
    return reading


def _new_kind(kinds: "dict[object, _Kind[T]]", key: object) -> "_Kind[T]":
    with _lock:
        while len(kinds) >= _MOST_KINDS:
            del kinds[next(iter(kinds))]
        return kinds.setdefault(key, _Kind())


_lock = Lock()  # for what is written; what is read meanwhile is the old or the new


@dataclass(frozen=True, slots=True)
class _Way(Generic[T]):
    """The rows of a layout that were looked at; the value for each tuple of their bytes."""

    rows: tuple[int, ...]
    values: dict[tuple[bytes, ...], tuple[T]] = field(default_factory=dict)


@dataclass(slots=True)
class _Kind(Generic[T]):
    """The ways through data sets of one layout. Which is taken depends on what is met on it."""

    ways: tuple[_Way[T], ...] = ()

    def note(self, content: bytes, table: ElementTable, noted: "_Noted", value: T) -> None:
        """Keep a value, if that is not too much."""
        rows = noted.rows()
        if rows is None or table.length_of(rows) > _MOST_BYTES:
            return
        with _lock:
            way = next((way for way in self.ways if way.rows == rows), None)
            if way is None:
                way = _Way(rows)
                self.ways = (way, *self.ways[: _MOST_WAYS - 1])
            while len(way.values) >= _MOST_VALUES:
                del way.values[next(iter(way.values))]
            way.values[table.bytes_of(content, rows)] = (value,)


class _Noted(Mapping[int, Element]):
    """Elements that know which of them were looked at."""

    def __init__(self, table: ElementTable) -> None:
        self._table = table
        self._rows: set[int] | None = set()

    def rows(self) -> tuple[int, ...] | None:
        """The rows that were looked at, ascending; None: all."""
        return None if self._rows is None else tuple(sorted(self._rows))

    def find(self, tag: int) -> Element | None:
        found = self._table.layout.find(tag)
        if found is None:
            return None  # so it is in every table of this layout
        if self._rows is not None:
            self._rows.add(found[0])
        return self._table.find(tag)

    get = find  # type: ignore[assignment]  # as ElementTable

    def __getitem__(self, tag: int) -> Element:
        found = self.find(tag)
        if found is None:
            raise KeyError(tag)
        return found

    def __contains__(self, tag: object) -> bool:
        return tag in self._table

    def __iter__(self) -> Iterator[int]:
        self._rows = None
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)
