"""Observable state: one frozen value, listeners told of whole changes."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
Listener = Callable[[T, T], None]


class Store(Generic[T]):
    """Holds the current value of T and tells listeners (old, new) when it changes.

    T is a frozen dataclass. A listener may read, never write: a write from inside a
    notification would make the order of events matter, so it raises.
    """

    def __init__(self, value: T) -> None:
        self._value = value
        self._listeners: list[Listener[T]] = []
        self._notifying = False

    @property
    def value(self) -> T:
        """The current value."""
        return self._value

    def connect(self, listener: Listener[T]) -> Callable[[], None]:
        """Tell this listener of changes from now on; the answer disconnects it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def set(self, new: T) -> None:
        """Replace the value; nobody is told of a value equal to the old one."""
        if self._notifying:
            raise RuntimeError("state changed while listeners were being told of a change")
        old = self._value
        if new == old:  # whoever compares by identity sees no change either
            return
        self._value = new
        self._notifying = True
        try:
            for listener in tuple(self._listeners):
                listener(old, new)
        finally:
            self._notifying = False
