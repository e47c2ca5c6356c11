from dataclasses import replace

import pytest

from tests.support.commands import RememberedWindow, context
from tests.support.dicom_bytes import attributes_of_bytes, element
from tests.support.sample_frames import display_set, instance, series, study, workspace
from workstation.commands.table import command
from workstation.session.layout import Layout


@pytest.mark.parametrize(
    ("command_id", "asked"),
    [
        ("file.open_folder", "open_folder"),
        ("file.open_files", "open_files"),
        ("file.open_demo", "open_demo"),
        ("file.close", "close_studies"),
        ("file.quit", "quit"),
        ("view.full_screen", "toggle_full_screen"),
        ("view.thumbnails", "toggle_thumbnails"),
        ("view.character_set", "show_character_sets"),
        ("layout.choose", "show_layouts"),
        ("help.keys", "show_keys"),
        ("help.palette", "show_palette"),
        ("help.signs", "show_signs"),
        ("help.about", "show_about"),
    ],
)
def test_what_only_the_window_can_do_it_is_asked_for(command_id: str, asked: str) -> None:
    """Nothing below it knows Qt."""
    window = RememberedWindow()
    command(command_id).run(context(window=window))
    assert window.asked == [asked]


def test_undo_and_redo_are_gray_when_there_is_nothing_to_do() -> None:
    """And work when there is."""
    given = context()
    undo, redo = command("edit.undo"), command("edit.redo")
    assert not undo.enabled(given)
    command("image.invert").run(given)
    undo.run(given)
    assert redo.enabled(given)
    redo.run(given)
    assert given.stage.workspace.viewports[0].inverted


def test_a_layout_is_one_step_and_is_checked() -> None:
    """Two rows of three."""
    given = context()
    row = command("layout.2x3")
    row.run(given)
    assert row.checked is not None
    assert row.checked(given)
    given.stage.history.undo()
    assert given.stage.workspace.layout == Layout()


def test_tools_are_switched_without_a_step() -> None:
    """Undo is for pictures."""
    given = context()
    command("tool.pan").run(given)
    assert given.stage.workspace.tool == "pan"
    assert not given.stage.history.can_undo


def test_maximizing_needs_several_viewports() -> None:
    """One has all the room anyway."""
    assert not command("view.maximize").enabled(context())
    assert command("view.maximize").enabled(context(workspace(rows=1, columns=2)))


def test_a_character_set_is_chosen_where_there_is_something_to_choose() -> None:
    """Plain text reads the same in all of them."""
    assert not command("view.character_set").enabled(context())
    accented = element(0x00100010, "PN", b"J\xe9r ")
    member = replace(instance(), attributes=attributes_of_bytes(accented))
    shown = replace(display_set(), study=study((series((member,)),)))
    given = context(replace(workspace(), display_sets=(shown,)))
    assert command("view.character_set").enabled(given)
