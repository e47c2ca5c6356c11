"""Figures as lines of text: what, ours, the peer's, their ratio, the goal, whether it is met."""

from collections.abc import Iterator, Sequence

from workstation.base.text import _
from workstation.benchmarks.measure import Figure
from workstation.benchmarks.table import Outcome

_DISTURBED = 0.1  # from so much on the figures of a benchmark are worth little
_NOTHING = "–"

Row = tuple[str, ...]


def lines(outcome: Outcome) -> Iterator[str]:
    """One benchmark: its title, and a table of its figures."""
    disturbance = _("other programs took {percent} % of the processors")
    note = disturbance.format(percent=round(outcome.others * 100))
    if outcome.others > _DISTURBED:
        note += _(": too much to rely on these")
    yield f"{outcome.name}: {_(outcome.what)} ({note})"
    yield from aligned([_head(), *rows(outcome.figures)])
    yield ""


def rows(figures: Sequence[Figure]) -> Iterator[Row]:
    """Cells of each figure; what and ours are said once for all peers of a measurement."""
    before: Figure | None = None
    for figure in figures:
        same = before is not None and _measured(before) == _measured(figure)
        what, ours = ("", "") if same else (_what(figure), _value(figure.ours, figure.unit))
        yield (what, ours, *_beside(figure))
        before = figure


def aligned(table: Sequence[Row]) -> Iterator[str]:
    """Columns as wide as their widest cell: the first and the peer to the left, numbers right."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = [
            cell.ljust(width) if column in (0, 2) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  " + "  ".join(cells).rstrip()


def _head() -> Row:
    titles = _("what"), _("ours"), _("peer"), _("theirs"), _("ratio"), _("goal"), _("met")
    return tuple(titles)


def _measured(figure: Figure) -> tuple[str, str]:
    return figure.what, figure.subject


def _what(figure: Figure) -> str:
    return f"{_(figure.what)}: {figure.subject}" if figure.subject else _(figure.what)


def _beside(figure: Figure) -> Row:
    """Peer, theirs, ratio, goal, met."""
    if figure.peer:
        theirs = _value(figure.theirs, figure.unit)
        ratio, goal = _number(figure.ratio), _number(figure.goal)
    else:
        theirs, ratio, goal = "", "", _value(figure.goal, figure.unit)
    met = {True: _("yes"), False: _("no"), None: ""}[figure.met]
    return figure.peer, theirs, ratio, f"≤ {goal}" if figure.goal is not None else "", met


def _value(value: float | None, unit: str) -> str:
    return _NOTHING if value is None else f"{_number(value)} {unit}"


def _number(value: float | None) -> str:
    """Three digits that count."""
    if value is None:
        return _NOTHING
    decimals = next((d for d, limit in enumerate((100, 10, 1)) if abs(value) >= limit), 3)
    return f"{value:.{decimals}f}"
