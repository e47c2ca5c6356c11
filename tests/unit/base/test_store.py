from dataclasses import dataclass

import pytest

from workstation.base.store import Store


def test_listeners_are_told_old_and_new() -> None:
    """Of whole values."""
    told: list[tuple[int, int]] = []
    store = Store(1)
    store.connect(lambda old, new: told.append((old, new)))
    store.set(2)
    assert told == [(1, 2)]


def test_the_new_value_is_there_when_listeners_are_told() -> None:
    """A listener may read."""
    seen: list[int] = []
    store = Store(1)
    store.connect(lambda _old, _new: seen.append(store.value))
    store.set(2)
    assert seen == [2]


def test_an_equal_value_is_no_change() -> None:
    """Nobody is told."""
    told: list[int] = []
    store = Store((1, 2))
    store.connect(lambda _old, _new: told.append(1))
    store.set((1, 2))
    assert told == []


def test_a_listener_may_not_write() -> None:
    """The order of events would matter."""
    store = Store(1)
    store.connect(lambda _old, _new: store.set(3))
    with pytest.raises(RuntimeError, match="listeners"):
        store.set(2)


def test_after_a_refused_write_the_store_works_on() -> None:
    """A fault of one listener does not lock the state."""
    store = Store(1)
    disconnect = store.connect(lambda _old, _new: store.set(3))
    with pytest.raises(RuntimeError):
        store.set(2)
    disconnect()
    store.set(4)
    assert store.value == 4


def test_a_listener_that_disconnects_is_not_told_again() -> None:
    """Not even when it does so while being told."""
    told: list[int] = []
    store = Store(1)

    def once(_old: int, new: int) -> None:
        told.append(new)
        disconnect()

    disconnect = store.connect(once)
    store.set(2)
    store.set(3)
    assert told == [2]


def test_an_equal_value_does_not_take_the_place_of_the_old() -> None:
    """Whoever kept the value that was told last still has the current one."""
    first, equal = Event(3), Event(3)
    store = Store(first)
    store.set(equal)
    assert store.value is first


@dataclass(frozen=True)
class Event:
    """Something that can be equal without being the same."""

    number: int
