"""The row of buttons."""

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from workstation.commands.table import COMMANDS
from workstation.tools.table import TOOLS
from workstation.ui.reading_window import ReadingWindow
from workstation.ui.toolbar import Toolbar


@pytest.fixture
def buttons(window: ReadingWindow) -> dict[str, QToolButton]:
    return window.findChildren(Toolbar)[0].buttons


def test_every_tool_has_its_button(buttons: dict[str, QToolButton]) -> None:
    """A row in the table of tools is enough."""
    assert {f"tool.{tool.id}" for tool in TOOLS} <= set(buttons)


def test_every_button_is_a_command_with_an_icon(buttons: dict[str, QToolButton]) -> None:
    """And tells its name and key."""
    known = {command.id for command in COMMANDS}
    assert set(buttons) <= known
    assert not [
        name for name, each in buttons.items() if each.icon().isNull() or not each.toolTip()
    ]


def test_the_active_tool_is_pressed(
    qtbot: QtBot, window: ReadingWindow, buttons: dict[str, QToolButton]
) -> None:
    """And no other."""
    window.commands["tool.pan"].trigger()
    qtbot.waitUntil(buttons["tool.pan"].isChecked)
    assert not buttons["tool.window"].isChecked()


def test_a_click_runs_the_command(window: ReadingWindow, buttons: dict[str, QToolButton]) -> None:
    """As its key does."""
    buttons["image.invert"].click()
    assert window.store.value.active_viewport.inverted
    assert buttons["image.invert"].isChecked()


def test_what_cannot_be_done_is_faint(
    qtbot: QtBot, window: ReadingWindow, buttons: dict[str, QToolButton]
) -> None:
    """Undo, while there is nothing to undo."""
    assert not buttons["edit.undo"].isEnabled()
    window.commands["image.invert"].trigger()
    qtbot.waitUntil(buttons["edit.undo"].isEnabled)
