import pytest

from workstation.benchmarks import measure
from workstation.benchmarks.disturbance import Watch
from workstation.benchmarks.measure import Figure, Taken, beside, clean_median, interleaved


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests measure nothing, so that they need no quiet machine."""
    monkeypatch.setattr(measure, "wait_for_quiet", lambda: None)


def test_the_ratio_is_ours_over_theirs() -> None:
    assert Figure("load", "volume", "s", 0.3, "peer", 0.2).ratio == pytest.approx(1.5)


@pytest.mark.parametrize(("ours", "met"), [(1.4, True), (1.6, False)])
def test_beside_a_peer_the_goal_is_a_ratio(ours: float, met: bool) -> None:
    assert Figure("load", "volume", "s", ours * 7, "peer", 7.0, goal=1.5).met is met


@pytest.mark.parametrize(("ours", "met"), [(9.9, True), (10.1, False)])
def test_without_a_peer_the_goal_is_a_value(ours: float, met: bool) -> None:
    assert Figure("drag", "drag", "ms", ours, goal=10.0).met is met


@pytest.mark.parametrize(
    "figure",
    [
        Figure("load", "volume", "s", 0.3, "peer", None, goal=1.5),
        Figure("load", "volume", "s", None, "peer", 0.2, goal=1.5),
        Figure("load", "volume", "s", 0.3, "peer", 0.2),
    ],
    ids=["peer is not installed", "we gave nothing", "no goal"],
)
def test_a_goal_that_cannot_be_judged_is_neither_met_nor_missed(figure: Figure) -> None:
    assert figure.met is None


def test_json_holds_what_follows_from_the_figure_too() -> None:
    document = Figure("load", "volume", "s", 0.3, "peer", 0.2, goal=1.0).as_json()
    assert (document["peer"], document["met"]) == ("peer", False)
    assert document["ratio"] == pytest.approx(1.5)


def test_samples_are_taken_in_turn() -> None:
    """A disturbance that lasts strikes all alike."""
    order: list[str] = []

    def sample(name: str) -> float:
        order.append(name)
        return 1.0

    interleaved({name: lambda name=name: sample(name) for name in ("a", "b")}, 3)  # type: ignore[misc]
    assert order == ["a", "b"] * 3


def test_each_sample_is_told_by_its_median(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Watch, "others", lambda _watch: 0.0)
    values = iter([5.0, 1.0, 2.0])
    assert interleaved({"ours": lambda: next(values)}, 3) == {"ours": 2.0}


def test_a_sample_that_gives_nothing_is_not_asked_again() -> None:
    asked: list[None] = []
    assert interleaved({"peer": lambda: asked.append(None)}, 3) == {"peer": None}
    assert len(asked) == 1


def test_every_single_sample_is_prepared_for() -> None:
    """A file that one sample has read would be in memory for the next."""
    done: list[str] = []

    def sample() -> None:
        done.append("sample")

    interleaved({"a": sample, "b": sample}, 1, lambda: done.append("before"))
    assert done == ["before", "sample"] * 2


def test_disturbed_samples_do_not_count_where_enough_are_clean() -> None:
    clean = [Taken(value, 0.0) for value in (3.0, 4.0, 8.0)]
    assert clean_median([Taken(90.0, 0.9), *clean, Taken(80.0, 0.5)]) == 4.0


def test_on_a_busy_machine_the_least_disturbed_samples_count() -> None:
    taken = [Taken(9.0, 0.9), Taken(2.0, 0.2), Taken(3.0, 0.3), Taken(4.0, 0.4), Taken(8.0, 0.8)]
    assert clean_median(taken) == 3.0


def test_a_figure_is_made_for_every_peer_that_goals_name() -> None:
    figures = beside(
        "load", "volume", "s", {"ours": 2.0, "VTK": 4.0}, {"VTK": 0.25, "": 1.0}, "rle"
    )
    assert [(each.peer, each.ratio, each.met) for each in figures] == [
        ("VTK", 0.5, False),
        ("", None, False),
    ]
    assert {each.subject for each in figures} == {"rle"}
