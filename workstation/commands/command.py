"""What a command is, and what it is given to act on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from workstation.session.stage import Stage

_TWICE = 1.0  # seconds between two presses that belong together


class WindowActions(Protocol):
    """What only the window can do; `ui` hands it in."""

    def open_files(self) -> None:
        """Ask for files, and read them."""

    def open_folder(self) -> None:
        """Ask for a folder or a disc, and read it."""

    def open_demo(self) -> None:
        """Make the demo disc and open it."""

    def close_studies(self) -> None:
        """Close all that is open."""

    def toggle_full_screen(self) -> None:
        """Take the whole monitor, or give it back."""

    def toggle_thumbnails(self) -> None:
        """Slide the strip of thumbnails in or out."""

    def show_keys(self) -> None:
        """Show the keyboard sheet."""

    def show_palette(self) -> None:
        """Show the command palette."""

    def show_layouts(self) -> None:
        """Show the chooser of layouts."""

    def show_preferences(self) -> None:
        """Show what the user can choose for good."""

    def show_signs(self) -> None:
        """Show what is to be known of the active picture."""

    def show_character_sets(self) -> None:
        """Show how the texts of the active study read in other character sets."""

    def show_patterns(self) -> None:
        """Cover the monitor with test patterns."""

    def check_display(self) -> None:
        """Begin the daily visual check of the monitor."""

    def show_about(self) -> None:
        """Show versions, graphics driver and licence."""

    def cancel_gesture(self) -> bool:
        """Give up the drag that is under way; whether there was one."""

    def quit(self) -> None:
        """Close the window."""


@dataclass(slots=True)
class DoublePress:
    """Knows whether a key is pressed the second time in a row."""

    last: float = field(default=float("-inf"))

    def pressed(self, now: float) -> bool:
        """Whether this press, at `now` seconds, completes a pair."""
        pair = now - self.last <= _TWICE
        self.last = float("-inf") if pair else now
        return pair


@dataclass(frozen=True, slots=True)
class CommandContext:
    """All that commands act on.

    clock    seconds, monotonic
    pitch    mm from one pixel of the monitor to the next; None where the monitor does not say
    escape   memory of the Esc key
    """

    stage: Stage
    window: WindowActions
    clock: Callable[[], float]
    pitch: Callable[[], float | None]
    escape: DoublePress = field(default_factory=DoublePress)


Run = Callable[[CommandContext], None]
Condition = Callable[[CommandContext], bool]


def always(_context: CommandContext) -> bool:
    """The condition of commands that can always be run."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the user can ask for: menu entry, palette entry, button, key and a page.

    title     untranslated; shown through _()
    keys      as in "Ctrl+Shift+Z"; the first is the one that tooltips show
    menu      titles of the menus it stands in, untranslated, from the bar down; empty: in none
    enabled   whether it would do something now
    checked   whether it is on; None: it is nothing that can be on
    icon      name in the icon family; empty: none
    label     what it is called at the moment, translated; None: its title
    """

    id: str
    title: str
    run: Run
    keys: tuple[str, ...] = ()
    menu: tuple[str, ...] = ()
    enabled: Condition = always
    checked: Condition | None = None
    icon: str = ""
    label: Callable[[CommandContext], str] | None = None
