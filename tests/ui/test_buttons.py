"""Buttons say what they do to those who see them and to those who hear them."""

from pytestqt.qtbot import QtBot

from workstation.ui.buttons import button


def test_a_button_is_called_by_its_words(qtbot: QtBot) -> None:
    """Without the room before them."""
    made = button("copy", "Copy all")
    qtbot.addWidget(made)
    assert made.accessibleName() == "Copy all"
    assert not made.icon().isNull()
