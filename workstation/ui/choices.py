"""Lets the user's choices hold: in the workspace, in the keys, and at the next start."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from workstation.base.errors import WorkstationError
from workstation.base.settings import Settings
from workstation.base.store import Store
from workstation.commands.keymap import PROFILES, Profile, keymap
from workstation.commands.table import COMMANDS
from workstation.session.workspace import Workspace, with_settings, with_tool
from workstation.ui.actions import Actions
from workstation.ui.messages import Messages


class Choices(QObject):
    """Joins Preferences to what they change.

    save   keeps the settings for the next start; may raise a WorkstationError
    """

    def __init__(
        self, store: Store[Workspace], actions: Actions, messages: Messages, window: QWidget
    ) -> None:
        super().__init__(window)
        self._store = store
        self._actions = actions
        self._messages = messages
        self._window = window
        self.save: Callable[[Settings], None] = lambda _settings: None

    def use(self, settings: Settings) -> None:
        """Let these hold from now on."""
        before = self._store.value
        workspace = with_settings(before, settings)
        if settings.keys != before.settings.keys:
            chosen = _profile(settings.keys)
            workspace = with_tool(workspace, chosen.tool)
            self._actions.use_keys(keymap(COMMANDS, chosen))
        self._store.set(workspace)

    def show(self) -> None:
        """Open Preferences beside the images."""
        from workstation.ui.dialogs.preferences import PreferencesDialog

        dialog = PreferencesDialog(self._store.value.settings, self._window)
        dialog.changed.connect(self._changed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def _changed(self, settings: Settings) -> None:
        self.use(settings)
        try:
            self.save(settings)
        except WorkstationError as error:
            self._messages.error(error)


def _profile(profile_id: str) -> Profile:
    """The profile of this id; ours where there is none, as when a newer program wrote it."""
    return next((each for each in PROFILES if each.id == profile_id), PROFILES[0])
