"""One data set or item as read-only attributes over its bytes; and reading a file's header.

The bytes are always little endian: what is not (big endian, deflated, damaged) was normalised
by pydicom in the sandbox before it came here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Element:
    """Where one element's value lies in the bytes of its data set.

    vr       two letters; for implicit VR from the data dictionary, "UN" where unknown
    offset   first byte of the value in the bytes
    length   bytes of the value, delimiters of undefined lengths not counted
    """

    vr: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, eq=False)
class Attributes:
    """The elements of one data set or sequence item; values are decoded when asked for.

    content        the bytes that the elements point into (shared between items)
    elements       by tag, 0xGGGGEEEE, ascending
    explicit_vr    how nested items are encoded
    character_set  decoded Specific Character Set terms in force here (inherited by items)
    """

    content: bytes
    elements: Mapping[int, Element]
    explicit_vr: bool = True
    character_sets: tuple[str, ...] = field(default=())

    def __contains__(self, tag: int) -> bool:
        """Whether the element is present, with or without a value."""
        return tag in self.elements

    def __iter__(self) -> Iterator[int]:
        """The tags, ascending."""
        return iter(self.elements)

    # raw(tag) -> bytes                    the value as stored, b"" when absent
    # texts(tag) -> tuple[str, ...]        decoded, split at backslashes, padding stripped
    # text(tag, default="") -> str         the first of them
    # integers(tag) -> tuple[int, ...]     IS, US, SS, UL, SL, AT...; malformed values skipped
    # integer(tag) -> int | None
    # numbers(tag) -> tuple[float, ...]    DS, FD, FL and all integers; malformed values skipped
    # number(tag) -> float | None
    # items(tag) -> tuple[Attributes, ...] items of a sequence; () when absent
    # person_name(tag) -> PersonName       (in model/charset)
