"""From the table of commands to what Qt shows: actions with their keys, and the menus."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from workstation.base.errors import WorkstationError
from workstation.base.text import N_, _
from workstation.commands.command import Command, CommandContext
from workstation.commands.keymap import Keys, keymap
from workstation.commands.table import COMMANDS
from workstation.ui import icons

# Keys by which the focus moves elsewhere too: they mean images only where images have the focus.
_OF_THE_IMAGES = frozenset(
    key
    for keys in (
        ("Tab", "Shift+Tab", "Space", "Home", "End", "PgUp", "PgDown"),
        ("Up", "Down", "Left", "Right", "Shift+Up", "Shift+Down"),
    )
    for key in keys
)


class Actions(QObject):
    """One QAction for each command, with its keys.

    An action is disabled only while a menu shows that it is: a key pressed in the moment in
    which something becomes possible is not lost. What cannot be done does nothing.

    failed         a WorkstationError that a command met
    keys_changed   other keys run the commands from now on
    """

    failed = Signal(object)
    keys_changed = Signal()

    def __init__(self, context: CommandContext, window: QWidget, images: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._keys: Keys = {command.id: () for command in COMMANDS}
        self._window, self._images = window, images
        self._actions = {command.id: self._action(command) for command in COMMANDS}
        self.use_keys(keymap(COMMANDS))

    @property
    def keys(self) -> Keys:
        """Which keys run which command now."""
        return self._keys

    def use_keys(self, keys: Keys) -> None:
        """Let these keys run the commands from now on."""
        self._keys = keys
        for command in COMMANDS:
            action, of_images = self._actions[command.id], _belongs_to_images(command.id, keys)
            owner, other = (self._images, self._window)[:: 1 if of_images else -1]
            other.removeAction(action)
            contexts = Qt.ShortcutContext
            action.setShortcutContext(
                contexts.WidgetShortcut if of_images else contexts.WindowShortcut
            )
            action.setShortcuts([QKeySequence(key) for key in keys[command.id]])
            owner.addAction(action)
        self.keys_changed.emit()

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def can_run(self, command: Command) -> bool:
        """Whether it would do something now."""
        return command.enabled(self._context)

    def is_on(self, command: Command) -> bool:
        """Whether it is something that is on now."""
        return command.checked is not None and command.checked(self._context)

    def run(self, command: Command) -> None:
        """Do it; what the world does not allow becomes a message."""
        if not command.enabled(self._context):
            return
        try:
            command.run(self._context)
        except WorkstationError as error:
            self.failed.emit(error)

    def available(self) -> list[tuple[str, QAction]]:
        """What can be done now, by its name of now, for the palette."""
        able = [command for command in COMMANDS if command.enabled(self._context)]
        return [(self._full_title(command), self._refreshed(command)) for command in able]

    def _full_title(self, command: Command) -> str:
        """With the name of its submenu, without which "2 × 2" says little."""
        title = self._label(command)
        inner = command.menu[1:]
        return ": ".join((*(_(each).replace("&", "") for each in inner), title))

    def groups(self) -> list[tuple[str, list[QAction]]]:
        """All actions under the titles of their menus, for the keyboard sheet."""
        groups: dict[str, list[QAction]] = {}
        for command in COMMANDS:
            title = command.menu[0] if command.menu else _OTHER
            groups.setdefault(title, []).append(self._refreshed(command))
        return [(_(title).replace("&", ""), actions) for title, actions in groups.items()]

    def fill_bar(self, bar: QMenuBar) -> None:
        """Make the menus that the table names."""
        menus: dict[tuple[str, ...], QMenu] = {}
        for command in COMMANDS:
            for depth in range(1, len(command.menu) + 1):
                path = command.menu[:depth]
                if path not in menus:
                    above = menus[path[:-1]] if depth > 1 else bar
                    menus[path] = above.addMenu(_(path[-1]))
                    self._keep_fresh(menus[path], path)
            if command.menu:
                menus[command.menu].addAction(self._actions[command.id])

    def context_menu(self, parent: QWidget) -> QMenu:
        """What is at hand under the right button: the image's own commands."""
        menu = QMenu(parent)
        for group in _CONTEXT_MENU:
            for command in COMMANDS:
                if command.id in group:
                    action = menu.addAction(self._refreshed(command).icon(), "")
                    self._mirror(action, command)
            menu.addSeparator()
        return menu

    def _mirror(self, action: QAction, command: Command) -> None:
        """A second entry for a command, without its keys, which belong to the first."""
        keys = ", ".join(_native(key) for key in self._keys[command.id])
        action.setText(f"{self._label(command)}\t{keys}")
        action.setCheckable(command.checked is not None)
        action.setChecked(self.is_on(command))
        action.setEnabled(self.can_run(command))
        action.triggered.connect(lambda: self.run(command))

    def _action(self, command: Command) -> QAction:
        action = QAction(_(command.title), self)
        if command.icon:
            action.setIcon(icons.icon(command.icon))
        action.setCheckable(command.checked is not None)
        action.setAutoRepeat(command.id.startswith("go."))
        action.triggered.connect(lambda: self.run(command))
        return action

    def _keep_fresh(self, menu: QMenu, path: tuple[str, ...]) -> None:
        commands = [command for command in COMMANDS if command.menu == path]

        def show() -> None:
            for command in commands:
                self._refreshed(command).setEnabled(self.can_run(command))

        def hide() -> None:
            for command in commands:
                self._actions[command.id].setEnabled(True)

        menu.aboutToShow.connect(show)
        menu.aboutToHide.connect(hide)

    def _refreshed(self, command: Command) -> QAction:
        action = self._actions[command.id]
        action.setText(self._label(command))
        action.setChecked(self.is_on(command))
        return action

    def _label(self, command: Command) -> str:
        return _(command.title) if command.label is None else command.label(self._context)


_OTHER = N_("Other")
_CONTEXT_MENU = (
    tuple(command.id for command in COMMANDS if command.id.startswith("window.")),
    (
        "image.invert",
        "image.flip_horizontal",
        "image.flip_vertical",
        "image.rotate_right",
        "image.rotate_left",
    ),
    ("view.fit", "view.one_to_one", "view.true_size", "view.reset", "view.maximize"),
    ("state.next",),
    ("cine.toggle",),
)


def tooltip(command: Command, keys: Keys) -> str:
    """The command's name and its first key."""
    own = keys[command.id]
    title = _(command.title)
    return f"{title}  ({_native(own[0])})" if own else title


def _belongs_to_images(command_id: str, keys: Keys) -> bool:
    return not _OF_THE_IMAGES.isdisjoint(keys[command_id])


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
