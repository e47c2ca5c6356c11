"""The row of buttons: the tools, and what the hand needs most; each tells its name and its key."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from workstation.base.store import Store
from workstation.base.text import _
from workstation.commands.command import Command
from workstation.commands.table import COMMANDS, command
from workstation.session.workspace import Workspace
from workstation.ui import icons
from workstation.ui.actions import Actions, tooltip

_TOOLS = tuple(each.id for each in COMMANDS if each.id.startswith("tool."))
_GROUPS = (
    ("file.open_folder", "view.thumbnails", "layout.choose"),
    _TOOLS,
    (
        "image.invert",
        "image.flip_horizontal",
        "image.flip_vertical",
        "image.rotate_left",
        "image.rotate_right",
    ),
    ("view.fit", "view.one_to_one", "view.true_size"),
    ("cine.toggle",),
    ("edit.undo", "edit.redo", "view.reset"),
)
_AT_THE_RIGHT = ("view.corner_text", "view.full_screen", "help.palette", "help.keys")
# A state that is usual would stand out like a chosen tool.
_NEVER_PRESSED = ("view.fit",)
_ICON = 20
_LATER = 30  # ms: buttons may lag behind the images


class Toolbar(QToolBar):
    """Buttons made from the table of commands; pressed ones are framed, not only colored."""

    def __init__(self, actions: Actions, store: Store[Workspace]) -> None:
        super().__init__(_("Tools"))
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(_ICON, _ICON))
        self._actions = actions
        self.buttons: dict[str, QToolButton] = {}
        for group in _GROUPS:
            if self.buttons:
                self.addSeparator()
            self._add_group(group)
        self._add_space()
        self._add_group(_AT_THE_RIGHT)
        self._timer = QTimer(self, interval=_LATER, singleShot=True)
        self._timer.timeout.connect(self.refresh)
        store.connect(lambda _old, _new: self._timer.start())
        actions.keys_changed.connect(self._name_keys)
        self.refresh()

    def refresh(self) -> None:
        """Show what can be done now, and what is on."""
        for command_id, button in self.buttons.items():
            each = command(command_id)
            button.setEnabled(self._actions.can_run(each))
            if button.isCheckable():
                button.setChecked(self._actions.is_on(each))

    def _name_keys(self) -> None:
        for command_id, button in self.buttons.items():
            button.setToolTip(tooltip(command(command_id), self._actions.keys))

    def _add_group(self, group: tuple[str, ...]) -> None:
        for command_id in group:
            self.buttons[command_id] = self._button(command(command_id))
            self.addWidget(self.buttons[command_id])

    def _add_space(self) -> None:
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)

    def _button(self, each: Command) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(each.icon))
        button.setToolTip(tooltip(each, self._actions.keys))
        button.setAccessibleName(_(each.title))
        button.setCheckable(each.checked is not None and each.id not in _NEVER_PRESSED)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._run(each))
        return button

    def _run(self, each: Command) -> None:
        self._actions.run(each)
        self.refresh()
