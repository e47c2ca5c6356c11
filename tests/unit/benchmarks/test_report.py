import pytest

from workstation.benchmarks.measure import Figure
from workstation.benchmarks.report import aligned, lines, rows
from workstation.benchmarks.table import Outcome

MISSED = Figure("load", "volume", "s", 0.3, "VTK", 0.2, goal=0.25)
MET = Figure("load", "volume", "s", 0.3, "pydicom", 3.0, goal=0.2)


def test_a_row_says_who_how_far_and_whether() -> None:
    assert list(rows([MISSED])) == [
        ("volume", "0.300 s", "VTK", "0.200 s", "1.50", "≤ 0.250", "no")
    ]


def test_what_was_measured_is_said_once_for_all_peers() -> None:
    _first, second = rows([MISSED, MET])
    assert second == ("", "", "pydicom", "3.00 s", "0.100", "≤ 0.200", "yes")


def test_each_subject_is_named() -> None:
    figures = [Figure("decode", "frame", "ms", 1.0, subject=name) for name in ("rle", "htj2k")]
    assert [row[0] for row in rows(figures)] == ["frame: rle", "frame: htj2k"]


def test_an_absolute_goal_is_told_in_its_unit() -> None:
    (row,) = rows([Figure("drag", "drag", "ms", 12.0, goal=10.0)])
    assert row == ("drag", "12.0 ms", "", "", "", "≤ 10.0 ms", "no")


def test_what_is_not_known_is_a_dash_and_no_verdict() -> None:
    (row,) = rows([Figure("load", "volume", "s", None, "VTK", None, goal=0.25)])
    assert row == ("volume", "–", "VTK", "–", "–", "≤ 0.250", "")


def test_columns_stand_below_each_other() -> None:
    first, second = aligned([("a", "1 s", "peer"), ("long", "10 s", "p")])
    assert (first, second) == ("  a      1 s  peer", "  long  10 s  p")


@pytest.mark.parametrize(("others", "said"), [(0.5, True), (0.02, False)])
def test_figures_of_a_busy_machine_are_said_to_be_worth_little(others: float, said: bool) -> None:
    title = next(lines(Outcome("load", "CT series", (MISSED,), others)))
    assert ("rely" in title) is said
