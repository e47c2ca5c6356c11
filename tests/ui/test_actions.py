"""Menus, keys and what can be done come from the one table."""

from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.support.reading import FakeFrames, make_window
from workstation.base.errors import WorkstationError
from workstation.commands.command import Command, CommandContext
from workstation.commands.keymap import keymap
from workstation.commands.table import COMMANDS, command
from workstation.ui.actions import tooltip
from workstation.ui.reading_window import ReadingWindow


def _menus(window: ReadingWindow) -> list[QMenu]:
    return [menu for menu in window.menuBar().findChildren(QMenu) if menu.title()]


def test_every_menu_of_the_table_is_in_the_bar(window: ReadingWindow) -> None:
    """In the order of the table."""
    tops = list(dict.fromkeys(each.menu[0] for each in COMMANDS if each.menu))
    assert [action.text() for action in window.menuBar().actions()] == tops


def test_a_menu_shows_what_cannot_be_done(qtbot: QtBot, frames: FakeFrames) -> None:
    """Only while it is open: a key pressed in between must not be lost."""
    window = make_window(frames)
    qtbot.addWidget(window)
    window.reading.forget()
    menu = next(each for each in _menus(window) if each.title() == "&Image")
    menu.aboutToShow.emit()
    assert not window.commands["image.invert"].isEnabled()
    menu.aboutToHide.emit()
    assert window.commands["image.invert"].isEnabled()


def test_a_command_that_cannot_be_done_does_nothing(qtbot: QtBot, frames: FakeFrames) -> None:
    """Its key may be pressed at any time."""
    window = make_window(frames)
    qtbot.addWidget(window)
    window.reading.forget()
    before = window.store.value
    window.commands["image.invert"].trigger()
    assert window.store.value == before


def test_what_is_on_is_checked(window: ReadingWindow) -> None:
    """The active tool, in its menu."""
    window.commands["tool.zoom"].trigger()
    titles = dict(window.commands.groups())
    on = [action.text() for action in titles["Tools"] if action.isChecked()]
    assert on == ["Zoom"]


def test_presets_are_called_by_what_they_are_for_this_image(window: ReadingWindow) -> None:
    """With their values."""
    titles = [title for title, _action in window.commands.available()]
    assert "Window: Brain  40 / 80" in titles


def test_an_error_of_a_command_is_told(qtbot: QtBot, window: ReadingWindow) -> None:
    """And the program goes on."""

    class FullError(WorkstationError):
        sentence = "The disk is full."

    def fail(_context: CommandContext) -> None:
        raise FullError

    with qtbot.waitSignal(window.commands.failed):
        window.commands.run(Command("test.fail", "Fail", fail))


def test_the_context_menu_has_no_keys_of_its_own(window: ReadingWindow) -> None:
    """Two actions with one key would both be silent."""
    menu = window.commands.context_menu(window)
    actions = [action for action in menu.actions() if not action.isSeparator()]
    assert not [action for action in actions if action.shortcuts()]
    assert any("Invert\tI" in action.text() for action in actions)


def test_tooltips_name_the_command_and_its_key() -> None:
    """What the hand may learn by the way."""
    assert tooltip(command("image.invert"), keymap(COMMANDS)) == "Invert  (I)"
