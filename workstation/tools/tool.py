"""What a tool is: something that begins a gesture, which lives until the button is released."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Flag
from typing import Protocol

from workstation.session.stage import Stage
from workstation.session.workspace import Workspace, activated


class Modifier(Flag):
    """Keys that are held."""

    NONE = 0
    SHIFT = 1
    CONTROL = 2
    ALT = 4


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the mouse is, surface pixels, and the keys held with it."""

    x: float
    y: float
    modifiers: Modifier = Modifier.NONE


class Gesture(Protocol):
    """From press to release. Each drag is computed from the press, never from the last drag."""

    def drag(self, to: Pointer) -> None:
        """The pointer is here now."""

    def release(self, at: Pointer) -> None:
        """The button is up: the gesture was one step."""

    def cancel(self) -> None:
        """As if nothing had been begun."""


@dataclass(frozen=True, slots=True)
class Grip:
    """What a gesture has hold of.

    index    the viewport under the press
    before   the workspace at the press
    start    where it was
    """

    stage: Stage
    index: int
    before: Workspace
    start: Pointer

    def finish(self) -> None:
        """Record the whole gesture as one step."""
        self.stage.history.record(self.before)

    def give_up(self) -> None:
        """Put the picture back."""
        self.stage.give_up(self.before)


Begin = Callable[[Grip], Gesture]


@dataclass(frozen=True, slots=True)
class Tool:
    """One row of the table.

    title    untranslated; shown through _()
    key      that makes it the active tool
    icon     name in the icon family
    cursor   name of the pointer's shape
    """

    id: str
    title: str
    key: str
    icon: str
    cursor: str
    begin: Begin

    def press(self, stage: Stage, at: Pointer) -> Gesture | None:
        """Begin in the viewport under the pointer, which becomes the active one."""
        index = stage.index_at(at.x, at.y)
        if index is None:
            return None
        if index != stage.workspace.active:
            stage.store.set(activated(stage.workspace, index))
        return self.begin(Grip(stage, index, stage.workspace, at))
