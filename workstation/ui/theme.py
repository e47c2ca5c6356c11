"""The look: neutral grays without hue, one accent, two signals; sizes follow the system's font."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

WINDOW = "#232323"
BAR = "#2a2a2a"
RAISED = "#333333"
HOVER = "#3d3d3d"
EDGE = "#171717"
LINE = "#404040"
TEXT = "#d0d0d0"
QUIET = "#9a9a9a"
FAINT = "#666666"
# Okabe and Ito's palette, which colorblind readers tell apart.
ACCENT = "#56b4e9"
CAUTION = "#e69f00"
DANGER = "#e0703a"

_ROLES = {
    QPalette.ColorRole.Window: WINDOW,
    QPalette.ColorRole.WindowText: TEXT,
    QPalette.ColorRole.Base: "#1c1c1c",
    QPalette.ColorRole.AlternateBase: BAR,
    QPalette.ColorRole.ToolTipBase: RAISED,
    QPalette.ColorRole.ToolTipText: TEXT,
    QPalette.ColorRole.Text: TEXT,
    QPalette.ColorRole.PlaceholderText: QUIET,
    QPalette.ColorRole.Button: RAISED,
    QPalette.ColorRole.ButtonText: TEXT,
    QPalette.ColorRole.BrightText: "#ffffff",
    QPalette.ColorRole.Highlight: "#2f5f7a",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Link: ACCENT,
    QPalette.ColorRole.Light: HOVER,
    QPalette.ColorRole.Midlight: RAISED,
    QPalette.ColorRole.Mid: LINE,
    QPalette.ColorRole.Dark: EDGE,
    QPalette.ColorRole.Shadow: "#101010",
    QPalette.ColorRole.Accent: ACCENT,
}
_DISABLED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)

_SHEET = f"""
QToolTip {{ background: {RAISED}; color: {TEXT}; border: 1px solid {LINE}; padding: 0.3em 0.5em; }}
QMenuBar {{ background: {BAR}; padding: 1px 4px; }}
QMenuBar::item {{ background: transparent; padding: 0.3em 0.7em; border-radius: 3px; }}
QMenuBar::item:selected {{ background: {HOVER}; }}
QMenu {{ background: {BAR}; border: 1px solid {LINE}; padding: 4px; }}
QMenu::item {{ padding: 0.35em 1.6em 0.35em 1.8em; border-radius: 3px; }}
QMenu::item:selected {{ background: {HOVER}; }}
QMenu::item:disabled {{ color: {FAINT}; }}
QMenu::separator {{ height: 1px; background: {LINE}; margin: 4px 8px; }}
QMenu::icon {{ padding-left: 8px; }}
QToolBar {{ background: {BAR}; border: none; border-bottom: 1px solid {EDGE}; padding: 3px 6px;
    spacing: 2px; }}
QToolBar::separator {{ background: {LINE}; width: 1px; margin: 6px 5px; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 4px;
    padding: 4px; }}
QToolButton:hover {{ background: {HOVER}; }}
QToolButton:pressed {{ background: {EDGE}; }}
QToolButton:checked {{ background: {EDGE}; border-color: {ACCENT}; }}
QToolButton:focus {{ border-color: {QUIET}; }}
QToolButton:checked:focus {{ border-color: {ACCENT}; }}
QToolButton::menu-indicator {{ image: none; }}
QPushButton {{ background: {RAISED}; border: 1px solid {LINE}; border-radius: 4px;
    padding: 0.4em 1em; }}
QPushButton:hover {{ background: {HOVER}; }}
QPushButton:pressed {{ background: {EDGE}; }}
QPushButton:focus {{ border-color: {ACCENT}; }}
QPushButton:disabled {{ color: {FAINT}; }}
QLineEdit {{ background: #1c1c1c; border: 1px solid {LINE}; border-radius: 4px;
    padding: 0.45em 0.6em; }}
QLineEdit:focus {{ border-color: {ACCENT}; }}
QListView, QTableView, QPlainTextEdit {{ background: #1c1c1c; border: 1px solid {LINE};
    border-radius: 4px; outline: none; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{ background: #1c1c1c; color: {QUIET}; border: none;
    border-bottom: 1px solid {LINE}; padding: 0.35em 0.5em; }}
QTreeView::item {{ padding: 0.2em 0.3em; }}
QTreeView {{ background: #1c1c1c; border: 1px solid {LINE}; border-radius: 4px; outline: none; }}
QTreeView::item:selected {{ background: #2f5f7a; color: #ffffff; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: #505050; border-radius: 3px; min-height: 28px;
    margin: 2px; }}
QScrollBar::handle:vertical:hover {{ background: #6a6a6a; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
"""


def apply(application: QApplication) -> None:
    """Give the application its colors; fonts stay the system's."""
    application.setStyle("Fusion")
    palette = QPalette()
    for role, color in _ROLES.items():
        palette.setColor(role, QColor(color))
    for role in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(FAINT))
    application.setPalette(palette)
    application.setStyleSheet(_SHEET)


def heading_size(application: QApplication) -> float:
    """Points of the one larger text size."""
    return application.font().pointSizeF() * 1.5
