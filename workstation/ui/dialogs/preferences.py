"""What the user can choose for good; each choice holds at once, and there is nothing to confirm."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from workstation.base.settings import Settings
from workstation.base.text import _
from workstation.commands.keymap import PROFILES
from workstation.ui import theme
from workstation.ui.buttons import button

Choices = Sequence[tuple[str, object]]


class PreferencesDialog(QDialog):
    """Stays beside the images, so that what a choice does can be seen.

    changed   Settings, each time that one of them was changed
    """

    changed = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Preferences"))
        self._settings = settings
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(24)
        self._form.setVerticalSpacing(12)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        up = ((_("Brightens"), True), (_("Darkens"), False))
        self._add_choice(_("&Dragging up, window tool"), "up_is_brighter", up)
        self._add_choice(_("&Interpolation of images"), "interpolation", _interpolations())
        self._add_choice(_("&Keys"), "keys", [(_(each.title), each.id) for each in PROFILES])
        self._add_choice(_("Corner &text"), "corner_text", _corner_texts())
        self._add_share(_("&Memory for images"))
        close = button("x", _("Close"))
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(18)
        column.addLayout(self._form)
        column.addLayout(row)

    def _add_choice(self, label: str, name: str, choices: Choices) -> None:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(label.replace("&", ""))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for title, value in choices:
            box.addItem(title, value)
        box.setCurrentIndex(max(0, box.findData(getattr(self._settings, name))))
        box.currentIndexChanged.connect(lambda _index: self._change(name, box.currentData()))
        self._form.addRow(label, box)

    def _add_share(self, label: str) -> None:
        box = QSpinBox()
        box.setObjectName("memory_share")
        box.setAccessibleName(label.replace("&", ""))
        box.setRange(5, 75)
        box.setSingleStep(5)
        box.setSuffix(_(" % of what there is"))
        box.setValue(round(self._settings.memory_share * 100))
        box.valueChanged.connect(lambda percent: self._change("memory_share", percent / 100))
        self._form.addRow(label, box)
        hint = QLabel(_("From the next start on."))
        hint.setStyleSheet(f"color: {theme.QUIET};")
        self._form.addRow("", hint)

    def _change(self, name: str, value: Any) -> None:
        self._settings = replace(self._settings, **{name: value})
        self.changed.emit(self._settings)


def _interpolations() -> Choices:
    return ((_("None: see pixels"), "nearest"), (_("Linear"), "linear"), (_("Sharp"), "sharp"))


def _corner_texts() -> Choices:
    return ((_("Full"), "full"), (_("Few"), "few"), (_("None"), "none"))
