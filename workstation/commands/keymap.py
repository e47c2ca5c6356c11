"""Which keys run which command: the defaults of the table, and profiles that differ from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from workstation.base.text import N_
from workstation.commands.command import Command

Keys = Mapping[str, tuple[str, ...]]
"""Keys by command id."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A set of habits.

    title   untranslated
    tool    the tool of the left button at start
    keys    of the commands that differ from ours; what ours gives to these keys loses them
    """

    id: str
    title: str
    tool: str = "window"
    keys: Keys = field(default_factory=lambda: MappingProxyType({}))


# Read from IHE RAD BIR 4.16.4.2.2.5 and from the shipped defaults of the named programs.
PROFILES = (
    Profile("ours", N_("Workstation")),
    Profile(
        "bir",
        N_("IHE Basic Image Review"),
        tool="scroll",
        keys={
            "view.corner_text": ("I",),
            "help.keys": ("F1", "H"),
            "go.previous_image": ("Left", "Up"),
            "go.next_image": ("Right", "Down"),
        },
    ),
    Profile(
        "weasis",
        N_("Like Weasis"),
        keys={
            "view.corner_text": ("I", "Space"),
            "image.flip_horizontal": ("Alt+F",),
            "image.rotate_right": ("Alt+R",),
            "image.rotate_left": ("Alt+L",),
            "go.previous_image": ("Up",),
            "go.next_image": ("Down",),
            "go.previous_series": ("Left",),
            "go.next_series": ("Right",),
            "cine.toggle": ("C",),
        },
    ),
    Profile(
        "ohif",
        N_("Like OHIF"),
        keys={
            "image.flip_horizontal": ("H",),
            "image.flip_vertical": ("V",),
            "image.rotate_left": ("L",),
            "go.previous_image": ("Up",),
            "go.next_image": ("Down",),
            "go.previous_viewport": ("Left",),
            "go.next_viewport": ("Right",),
            "view.reset": ("Space",),
            "cine.toggle": ("C",),
        },
    ),
    Profile(
        "horos",
        N_("Like Horos"),
        keys={
            "image.flip_horizontal": ("H",),
            "image.flip_vertical": ("V",),
            "tool.pan": ("M",),
        },
    ),
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One key that would run several commands."""

    key: str
    commands: tuple[str, ...]


def keymap(
    commands: Iterable[Command], profile: Profile = PROFILES[0], own: Keys | None = None
) -> Keys:
    """Keys by command id: the user's own first, then the profile's, then the table's.

    A key that a stronger layer gives away is taken from the commands of the weaker ones.
    """
    keys = {command.id: command.keys for command in commands}
    for layer in (profile.keys, own or {}):
        taken = {normal(key) for each in layer.values() for key in each}
        keys = {
            command: tuple(key for key in each if normal(key) not in taken)
            for command, each in keys.items()
        }
        keys.update({command: each for command, each in layer.items() if command in keys})
    return keys


def conflicts(keys: Keys) -> tuple[Conflict, ...]:
    """Keys that run more than one command, in the order in which they are met."""
    users: dict[str, list[str]] = {}
    for command, each in keys.items():
        for key in each:
            users.setdefault(normal(key), []).append(command)
    return tuple(Conflict(key, tuple(each)) for key, each in users.items() if len(each) > 1)


def normal(key: str) -> str:
    """One spelling of a key: modifiers in a fixed order, no difference of case."""
    *modifiers, last = key.removesuffix("+").split("+")
    if key.endswith("+"):
        modifiers, last = [each for each in (*modifiers, last) if each], "+"
    order = ("ctrl", "alt", "shift", "meta")
    held = sorted((each.lower() for each in modifiers), key=order.index)
    return "+".join((*held, last.lower()))


def profile(profile_id: str) -> Profile:
    """The profile of this id."""
    return next(each for each in PROFILES if each.id == profile_id)
