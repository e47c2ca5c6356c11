"""The manual's page of commands and keys, made from the table that the program runs on.

`python -m workstation.commands.page > docs/keys.md` renews it; a test keeps it true.
"""

import sys
from collections.abc import Iterator

from workstation.commands.command import Command
from workstation.commands.keymap import PROFILES, Profile, keymap
from workstation.commands.table import COMMANDS


def page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Commands and keys"
    yield ""
    yield "This page is generated from the table of commands. A dash: no key of its own."
    for menu, commands in _by_menu().items():
        yield from ("", f"## {menu.replace('&', '')}", "", "| command | keys |", "| --- | --- |")
        for command in commands:
            yield f"| {_name(command)} | {_keys(command.keys)} |"
    for profile in PROFILES[1:]:
        yield from _profile(profile)


def _by_menu() -> dict[str, list[Command]]:
    menus: dict[str, list[Command]] = {}
    for command in COMMANDS:
        menus.setdefault(command.menu[0] if command.menu else "", []).append(command)
    return menus


def _name(command: Command) -> str:
    parts = [*command.menu[1:], command.title]
    return " > ".join(parts).replace("&", "").removesuffix("…")


def _keys(keys: tuple[str, ...]) -> str:
    return ", ".join(f"`{key}`" for key in keys) or "–"


def _profile(profile: Profile) -> Iterator[str]:
    ours, theirs = keymap(COMMANDS), keymap(COMMANDS, profile)
    yield from ("", f"## What differs in the profile “{profile.title}”", "")
    yield from ("| command | keys |", "| --- | --- |")
    for command in COMMANDS:
        if ours[command.id] != theirs[command.id]:
            yield f"| {_name(command)} | {_keys(theirs[command.id])} |"


if __name__ == "__main__":
    sys.stdout.write(page())
