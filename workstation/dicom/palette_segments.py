"""Segmented Palette Color Lookup Table Data, expanded (PS3.3 C.7.9.2)."""

import numpy as np
import numpy.typing as npt


class _DamagedError(Exception):
    """A segment that leads nowhere, or begins nowhere."""


def unsegmented(data: bytes, count: int, bits: int) -> npt.NDArray[np.uint16] | None:
    """Expand segments of words (the VR is OW), or of bytes where the entries are of 8 bits.

    count     entries that the descriptor tells
    bits      per entry, 8 or 16
    returns   None where a segment is damaged

    PS3.3 C.7.9.2 can be read both ways, and is; a table is what has as many entries as it says.
    """
    readings = (np.dtype("<u2"), np.dtype(np.uint8)) if bits <= 8 else (np.dtype("<u2"),)
    for unit in readings:
        words = np.frombuffer(data[: len(data) // unit.itemsize * unit.itemsize], unit).tolist()
        try:
            entries = _expanded(words, count, unit.itemsize)
        except _DamagedError:
            continue
        if len(entries) == count and max(entries) < 65536:
            return np.array(entries, np.uint16)
    return None


def _expanded(words: list[int], count: int, unit: int) -> list[int]:
    """Expand segments: discrete, linear, and indirect, which repeats earlier ones."""
    entries: list[int] = []
    at = 0
    while at + 1 < len(words) and len(entries) < count:
        kind, length = words[at], words[at + 1]
        if kind == 2:
            entries += _repeated(words, at, length, entries[-1:], unit)
            at += 4
        else:
            entries += _segment(words, at, entries[-1:])
            at += 2 + (length if kind == 0 else 1)
    return entries


def _segment(words: list[int], at: int, last: list[int]) -> list[int]:
    kind, length = words[at], words[at + 1]
    if kind == 0:
        return words[at + 2 : at + 2 + length]
    if kind == 1 and last and at + 2 < len(words):
        line = np.linspace(last[0], words[at + 2], length + 1)[1:]
        return [int(value) for value in np.rint(line)]
    raise _DamagedError


def _repeated(words: list[int], at: int, count: int, last: list[int], unit: int) -> list[int]:
    """Copy `count` segments from a byte offset, low word first."""
    if at + 3 >= len(words):
        raise _DamagedError
    source = (words[at + 2] | words[at + 3] << 8 * unit) // unit
    entries: list[int] = []
    for _segment_index in range(count):
        if source + 1 >= len(words):
            raise _DamagedError
        entries += _segment(words, source, entries[-1:] or last)
        source += 2 + (words[source + 1] if words[source] == 0 else 1)
    return entries
