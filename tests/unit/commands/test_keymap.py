import pytest

from workstation.commands.keymap import (
    PROFILES,
    Conflict,
    Profile,
    conflicts,
    keymap,
    normal,
    profile,
)
from workstation.commands.table import COMMANDS


@pytest.mark.parametrize("each", PROFILES, ids=[each.id for each in PROFILES])
def test_a_profile_has_no_conflicts_and_names_real_commands(each: Profile) -> None:
    """Its keys are taken from the commands that had them."""
    assert conflicts(keymap(COMMANDS, each)) == ()
    assert set(each.keys) <= {command.id for command in COMMANDS}


def test_a_key_that_a_profile_gives_away_is_taken_from_its_owner() -> None:
    """BIR has the corner text on I, where we have Invert."""
    keys = keymap(COMMANDS, profile("bir"))
    assert keys["view.corner_text"] == ("I",)
    assert keys["image.invert"] == ()


def test_the_users_own_keys_win() -> None:
    """Over profile and table, and lose nothing else."""
    keys = keymap(COMMANDS, profile("bir"), {"image.invert": ("I", "Alt+I")})
    assert keys["image.invert"] == ("I", "Alt+I")
    assert keys["view.corner_text"] == ()
    assert keys["edit.undo"] == ("Ctrl+Z",)


def test_a_conflict_names_key_and_commands() -> None:
    """However the key is spelled."""
    found = conflicts({"a": ("Shift+Ctrl+X",), "b": ("ctrl+shift+x", "Y")})
    assert found == (Conflict("ctrl+shift+x", ("a", "b")),)


@pytest.mark.parametrize(
    ("key", "spelled"),
    [("I", "i"), ("Shift+Ctrl+Z", "ctrl+shift+z"), ("+", "+"), ("Ctrl++", "ctrl++")],
)
def test_a_key_has_one_spelling(key: str, spelled: str) -> None:
    """The plus key too."""
    assert normal(key) == spelled
