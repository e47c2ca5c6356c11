"""What was made of objects, found again by which objects they are."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class IdentityCache(Generic[T]):
    """Keeps what was made of the objects that came last.

    For large frozen values, whose hash would look at all that they hold. The objects are kept
    as long as what was made of them, so that no other can come to have their identity.

    most   how many are kept
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: dict[tuple[int, ...], tuple[tuple[object, ...], T]] = {}

    def get(self, objects: tuple[object, ...], make: Callable[[], T]) -> T:
        """What was made of these objects; made now, if that was never done or is forgotten."""
        key = tuple(map(id, objects))
        found = self._made.get(key)
        if found is None:
            found = objects, make()
            while len(self._made) >= self._most:
                del self._made[next(iter(self._made))]
            self._made[key] = found
        return found[1]
