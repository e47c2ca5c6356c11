"""What the card holds for later, under a bound: the longest unused goes first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar


class Held(Protocol):
    """Something of the card's memory."""

    bytes: int

    def close(self) -> None: ...


T = TypeVar("T", bound=Held)


class Cache(Generic[T]):
    """Made on demand, closed when there is too much of it; the one just asked for always stays.

    limit   bytes
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._items: OrderedDict[Hashable, T] = OrderedDict()
        self._bytes = 0

    @property
    def bytes(self) -> int:
        """How much is held now."""
        return self._bytes

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is held under this key, made anew if need be."""
        if key in self._items:
            self._items.move_to_end(key)
            return self._items[key]
        item = make()
        self._items[key] = item
        self._bytes += item.bytes
        while self._bytes > self._limit and len(self._items) > 1:
            self._drop(next(iter(self._items)))
        return item

    def close(self) -> None:
        """Give everything back."""
        while self._items:
            self._drop(next(iter(self._items)))

    def _drop(self, key: Hashable) -> None:
        item = self._items.pop(key)
        self._bytes -= item.bytes
        item.close()
