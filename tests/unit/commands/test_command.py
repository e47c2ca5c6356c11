from tests.support.commands import context
from workstation.commands.command import DoublePress, always


def test_two_presses_within_a_second_are_a_pair() -> None:
    """A third begins the next."""
    escape = DoublePress()
    assert [escape.pressed(now) for now in (10.0, 10.4, 10.6, 10.8)] == [False, True, False, True]


def test_two_presses_far_apart_are_none() -> None:
    """Each may be the first of a pair."""
    escape = DoublePress()
    assert [escape.pressed(now) for now in (10.0, 15.0, 15.5)] == [False, False, True]


def test_contexts_do_not_share_their_memory_of_esc() -> None:
    """Two windows, two hands."""
    one, other = context(), context()
    one.escape.pressed(0.0)
    assert not other.escape.pressed(0.1)
    assert always(one)
