"""What commands are given in tests: a stage, and a window that only remembers."""

from dataclasses import dataclass, field

from tests.support.sample_frames import surface, workspace
from workstation.commands.command import CommandContext
from workstation.session.workspace import Workspace


@dataclass
class RememberedWindow:
    """Does nothing, and knows what it was asked for.

    gesture   whether a drag is under way
    """

    asked: list[str] = field(default_factory=list)
    gesture: bool = False

    def open_files(self) -> None:
        self.asked.append("open_files")

    def open_folder(self) -> None:
        self.asked.append("open_folder")

    def open_demo(self) -> None:
        self.asked.append("open_demo")

    def close_studies(self) -> None:
        self.asked.append("close_studies")

    def toggle_full_screen(self) -> None:
        self.asked.append("toggle_full_screen")

    def toggle_thumbnails(self) -> None:
        self.asked.append("toggle_thumbnails")

    def show_keys(self) -> None:
        self.asked.append("show_keys")

    def show_palette(self) -> None:
        self.asked.append("show_palette")

    def show_layouts(self) -> None:
        self.asked.append("show_layouts")

    def show_preferences(self) -> None:
        self.asked.append("show_preferences")

    def show_signs(self) -> None:
        self.asked.append("show_signs")

    def show_character_sets(self) -> None:
        self.asked.append("show_character_sets")

    def show_patterns(self) -> None:
        self.asked.append("show_patterns")

    def check_display(self) -> None:
        self.asked.append("check_display")

    def show_about(self) -> None:
        self.asked.append("show_about")

    def cancel_gesture(self) -> bool:
        was, self.gesture = self.gesture, False
        return was

    def quit(self) -> None:
        self.asked.append("quit")


@dataclass
class Clock:
    """Stands still until it is set."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def context(
    start: Workspace | None = None,
    *,
    window: RememberedWindow | None = None,
    clock: Clock | None = None,
    pitch: float | None = 0.25,
) -> CommandContext:
    """A context with five slices open, unless another workspace is given."""
    stage = surface(workspace() if start is None else start).stage
    return CommandContext(stage, window or RememberedWindow(), clock or Clock(), lambda: pitch)
