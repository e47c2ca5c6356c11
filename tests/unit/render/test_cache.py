"""What the card holds for later stays within its bound."""

from dataclasses import dataclass

from workstation.render.cache import Cache


@dataclass
class _Texture:
    bytes: int
    closed: bool = False

    def close(self) -> None:
        self.closed = True


def test_what_is_held_is_not_made_again() -> None:
    """The same object for the same key."""
    cache: Cache[_Texture] = Cache(100)
    first = cache.get("a", lambda: _Texture(10))
    assert cache.get("a", lambda: _Texture(10)) is first


def test_the_longest_unused_is_closed_first() -> None:
    """Use counts, not age."""
    cache: Cache[_Texture] = Cache(20)
    a = cache.get("a", lambda: _Texture(10))
    b = cache.get("b", lambda: _Texture(10))
    cache.get("a", lambda: _Texture(10))
    cache.get("c", lambda: _Texture(10))
    assert (a.closed, b.closed) == (False, True)
    assert cache.bytes == 20


def test_one_item_larger_than_the_bound_is_held_alone() -> None:
    """A frame must be shown, however large it is."""
    cache: Cache[_Texture] = Cache(20)
    small = cache.get("small", lambda: _Texture(5))
    large = cache.get("large", lambda: _Texture(50))
    assert (small.closed, large.closed) == (True, False)


def test_closing_gives_everything_back() -> None:
    """While the context is still there."""
    cache: Cache[_Texture] = Cache(20)
    item = cache.get("a", lambda: _Texture(5))
    cache.close()
    assert item.closed
    assert cache.bytes == 0
