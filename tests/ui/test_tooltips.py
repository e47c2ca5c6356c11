"""What a file calls itself is shown, never obeyed."""

from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from workstation.ui.tooltips import plain


def test_markup_is_shown_as_it_was_written(qtbot: QtBot) -> None:
    """As the window draws it."""
    document = QTextDocument()
    document.setHtml(plain('<img src="/etc/passwd"> A & B <b>bold'))
    assert document.toPlainText() == '<img src="/etc/passwd"> A & B <b>bold'


def test_nothing_has_no_tooltip() -> None:
    assert plain("") == ""
