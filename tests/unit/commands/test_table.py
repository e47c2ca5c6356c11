from itertools import chain

import pytest

from tests.support.commands import context
from workstation.commands.command import Command
from workstation.commands.keymap import conflicts, keymap
from workstation.commands.table import COMMANDS, command
from workstation.session.workspace import Workspace


def test_every_command_has_an_id_of_its_own() -> None:
    """Keys, icons and documentation hang on it."""
    assert len({each.id for each in COMMANDS}) == len(COMMANDS)


def test_the_default_keys_do_not_conflict() -> None:
    """One key runs one command."""
    assert conflicts(keymap(COMMANDS)) == ()


@pytest.mark.parametrize("row", COMMANDS, ids=[row.id for row in COMMANDS])
def test_every_command_can_be_run_with_nothing_open(row: Command) -> None:
    """Disabled or not: a key may come at any time. So may the question for its state."""
    given = context(Workspace())
    row.run(given)
    row.enabled(given)
    assert row.label is None or row.label(given)
    assert row.checked is None or row.checked(given) in {True, False}


@pytest.mark.parametrize("row", COMMANDS, ids=[row.id for row in COMMANDS])
def test_every_command_can_be_run_with_an_image_open(row: Command) -> None:
    """And leaves a workspace that has its active viewport."""
    given = context()
    row.run(given)
    assert given.stage.workspace.active_viewport is not None


# The keys of the design's "The hand", by command.
HAND = {
    "S": "tool.scroll",
    "W": "tool.window",
    "Z": "tool.zoom",
    "T": "tool.pan",
    "C": "cine.toggle",
    "I": "image.invert",
    "F": "image.flip_horizontal",
    "Shift+F": "image.flip_vertical",
    "R": "image.rotate_right",
    "Shift+R": "image.rotate_left",
    "0": "window.stored",
    "1": "window.preset_1",
    "9": "window.preset_9",
    "Tab": "go.next_viewport",
    "Down": "go.next_image",
    "Left": "go.previous_image",
    "PgUp": "go.previous_series",
    "PgDown": "go.next_series",
    "Home": "go.first_image",
    "End": "go.last_image",
    "Ctrl+Right": "go.next_study",
    "Ctrl+Z": "edit.undo",
    "Ctrl+Y": "edit.redo",
    "F11": "view.full_screen",
    "F1": "help.keys",
    "Ctrl+K": "help.palette",
    "Esc": "view.escape",
}


@pytest.mark.parametrize(("key", "command_id"), HAND.items())
def test_the_hand_finds_the_keys_that_it_knows(key: str, command_id: str) -> None:
    """As the design says."""
    assert key in command(command_id).keys


def test_every_command_is_in_a_menu_or_has_a_key() -> None:
    """Else nobody finds it."""
    lost = [each.id for each in COMMANDS if not each.menu and not each.keys]
    assert not lost
    assert all(chain.from_iterable(each.menu for each in COMMANDS))
