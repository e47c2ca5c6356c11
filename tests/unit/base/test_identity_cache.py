from workstation.base.identity_cache import IdentityCache


def test_the_same_objects_are_made_something_of_once() -> None:
    """Equal objects are others."""
    cache: IdentityCache[list[int]] = IdentityCache(3)
    one, equal = [1], [1]
    first = cache.get((one,), lambda: [7])
    assert cache.get((one,), lambda: [8]) is first
    assert cache.get((equal,), lambda: [8]) == [8]


def test_what_came_first_is_forgotten_first() -> None:
    """No more is kept than was allowed."""
    cache: IdentityCache[int] = IdentityCache(2)
    objects = [[1], [2], [3]]
    for number, each in enumerate(objects):
        cache.get((each,), lambda number=number: number)  # type: ignore[misc]
    assert [cache.get((each,), lambda: 9) for each in objects[1:]] == [1, 2]
    assert cache.get((objects[0],), lambda: 9) == 9
