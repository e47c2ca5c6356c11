"""The walk of elements.py, compiled: walk.c. Where it was not compiled, the one in Python walks.

Both find the same and stop at the same place for the same reason, whatever the bytes. The compiled
one keeps the interpreter's lock: to give it up for some microseconds costs more than they do.
"""

import ctypes
import logging
import os
import struct
from array import array
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from workstation.base.compiled import built
from workstation.dicom.dictionary import sequence_tags
from workstation.dicom.element_table import Columns, no_columns
from workstation.dicom.elements import BeyondError, RefusedError, Walk

SWITCH = "WORKSTATION_WALK"
SOURCE = Path(__file__).with_name("walk.c")

_ROWS = 512  # twice what a CT slice has; a walk that finds more is walked again with more room
_ROW_BYTES = 14
_ORDER = struct.Struct("=9Q")  # struct order of walk.c
_RESULT = struct.Struct("=3Q")  # struct result
_Result = ctypes.c_char * _RESULT.size
_DONE, _BEYOND, _UNPREPARED = 0, 1, 10
_REFUSALS = {
    2: "tags do not ascend",
    3: "unknown VR",
    4: "no item where one was expected",
    5: "an item without an end",
    6: "an item ends early",
    7: "fragments without an end",
    8: "nested too deep",
    9: "more elements than any object has",
}


def walk_of(content: bytes, *, explicit: bool) -> Walk:
    """Begin a walk: the compiled one where there is one."""
    kind = Walk if _function() is None else NativeWalk
    return kind(content, explicit=explicit)


class NativeWalk(Walk):
    """A walk whose loops are compiled."""

    def columns(
        self, start: int, limit: int, depth: int = 0, found: Columns | None = None
    ) -> Columns:
        """As Walk.columns."""
        columns = no_columns() if found is None else found
        last, before = (columns.tags[-1], len(columns.tags)) if columns.tags else (0, 0)
        order = (len(self.content), start, limit, depth, self.explicit, last, before, self._nested)
        status, room, capacity, (self.end, count, self._nested) = _walked(self.content, order)
        columns.take(memoryview(room), capacity, count, vrs=self.explicit)
        if status == _DONE:
            return columns
        if status == _BEYOND:
            raise BeyondError
        raise RefusedError(_REFUSALS[status])


def _walked(content: bytes, order: tuple[int, ...]) -> tuple[int, Any, int, tuple[int, ...]]:
    """Walk, and again where something was missing; answers status, room, its size, result.

    The dictionary is read for implicit VRs only: the first picture need not wait for it.
    """
    function, result, capacity = _function(), _Result(), _ROWS
    sequences: tuple[int | None, int] = (None, 0)
    while True:
        room = _room_type(capacity)()
        status = function(content, _ORDER.pack(*order, capacity), *sequences, result, room)
        values = _RESULT.unpack(result)
        if status == _UNPREPARED:
            sequences = _sequences().buffer_info()
        elif values[1] > capacity:
            capacity = values[1]
        else:
            return status, room, capacity, values


@lru_cache(maxsize=4)
def _room_type(capacity: int) -> Any:
    return ctypes.c_char * (_ROW_BYTES * capacity)


@cache
def _sequences() -> "array[int]":
    return array("I", sorted(sequence_tags()))


@cache
def _function() -> Any:
    """The compiled walk; None where there is none, or WORKSTATION_WALK is "python"."""
    path = built(SOURCE)
    if os.environ.get(SWITCH) == "python" or not path.is_file() or array("I").itemsize != 4:
        return None
    try:
        function = ctypes.PyDLL(str(path)).workstation_walk
    except OSError:
        logging.getLogger(__name__).warning("the compiled walk cannot be loaded", exc_info=True)
        return None
    pointer, count = ctypes.c_void_p, ctypes.c_uint32
    function.argtypes = [ctypes.c_char_p, ctypes.c_char_p, pointer, count, pointer, pointer]
    return function
