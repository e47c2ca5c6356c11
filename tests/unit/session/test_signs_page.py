from pathlib import Path

from workstation.session.sign_kinds import KINDS
from workstation.session.signs_page import page

_MANUAL = Path(__file__).parents[3] / "docs" / "signs.md"


def test_the_manual_has_the_table_of_the_program() -> None:
    """Renew it with `python -m workstation.session.signs_page > docs/signs.md`."""
    assert _MANUAL.read_text("utf-8") == page()


def test_every_sign_has_a_row_in_the_order_of_danger() -> None:
    """With all its cells."""
    rows = [line for line in page().splitlines() if line.startswith("| ")][2:]
    assert [kind.title in row for kind, row in zip(KINDS, rows, strict=True)] == [True] * len(KINDS)
    assert {row.count("|") for row in rows} == {6}
