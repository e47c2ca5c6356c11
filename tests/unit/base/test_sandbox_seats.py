import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from workstation.base.sandbox_seats import Place, Places, Seat


def test_whoever_is_not_quick_sits_alone() -> None:
    """Neither behind somebody, nor somebody behind it."""
    place: Place[str] = Place()
    assert place.takes(quick=False)
    place.seats.append(Seat(place, quick=False))
    assert not place.takes(quick=True)
    place.seats[:] = [Seat(place, quick=True)]
    assert (place.takes(quick=True), place.takes(quick=False)) == (True, False)


def test_no_more_than_one_sits_behind() -> None:
    """What is wanted may change: the less is sent ahead the better."""
    place: Place[str] = Place()
    for _ in range(2):
        place.seats.append(Seat(place, quick=True))
    assert not place.takes(quick=True)


def test_a_place_where_nobody_sits_is_taken_first() -> None:
    """A seat behind somebody only when there is none."""
    places: Places[str] = Places(2)
    with places.seat(quick=True) as one, places.seat(quick=True) as two:
        assert one.place is not two.place
        assert (one.before, two.before) == (None, None)


def test_who_sits_behind_waits_for_the_turn() -> None:
    """Even when it leaves early: who sits behind it must not come before who sat before it."""
    places: Places[str] = Places(1)
    order, sat = [], Event()

    def behind() -> None:
        with places.seat(quick=True):
            sat.set()
        order.append("behind")

    with ThreadPoolExecutor(1) as pool:
        with places.seat(quick=True):
            done = pool.submit(behind)
            assert sat.wait(5)
            time.sleep(0.02)
            order.append("before")
        done.result(5)
    assert order == ["before", "behind"]


def test_who_sits_behind_learns_which_worker_has_the_request_before() -> None:
    """None where that was answered, or never sent."""
    place: Place[str] = Place()
    for asked in ("worker", None):
        before = Seat(place, quick=True)
        place.seats[:] = [before]
        before.sent("worker")
        before.asked = asked
        assert Seat(place, quick=True).wait_for_request_before() == asked


def test_idle_workers_can_be_taken_away() -> None:
    """Those of others stay."""
    places: Places[str] = Places(2)
    with places.seat(quick=True) as one:
        one.place.worker = "busy"
        with places.seat(quick=True) as two:
            two.place.worker = "idle"
        assert places.idle() == ["idle"]
        left = [one.place.worker, two.place.worker]
        assert left == ["busy", None]
