"""Buttons with an icon and words, alike everywhere."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from workstation.ui import icons

_ICON = QSize(16, 16)


def button(icon: str, words: str) -> QPushButton:
    """A push button whose words keep their distance from its icon."""
    made = QPushButton(icons.icon(icon), f" {words}")
    made.setIconSize(_ICON)
    made.setAccessibleName(words)
    return made
