"""The line under the images: what runs, how far, how to stop it, and what went wrong."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from workstation.base.jobs import Step
from workstation.base.text import _, ngettext
from workstation.ui import icons, theme
from workstation.ui.progress_line import ProgressLine

_SMALL = QSize(16, 16)


class ActivityBar(QWidget):
    """Shows one job and the state when none runs; always there, so that nothing jumps."""

    cancel_asked = Signal()
    problems_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("activity")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(
            f"#activity {{ background: {theme.BAR}; border-top: 1px solid {theme.EDGE}; }}"
        )
        self._bar = ProgressLine()
        self._cancel = self._make_cancel()
        self._doing = QLabel()
        self._doing.setTextFormat(Qt.TextFormat.PlainText)
        self._doing.setStyleSheet(f"color: {theme.QUIET};")
        self._problems = self._make_problems()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 6, 3)
        row.setSpacing(8)
        for widget in (self._bar, self._cancel):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._doing, 1)
        row.addWidget(self._problems)
        self.setFixedHeight(self.fontMetrics().height() + 16)
        self.rest("")

    @property
    def text(self) -> str:
        """What the line says now."""
        return self._doing.text()

    @property
    def problem_count_text(self) -> str:
        """What the button of the problems says; empty where there are none."""
        return self._problems.text() if not self._problems.isHidden() else ""

    def show_step(self, step: Step) -> None:
        """Show how far the job is; a bar without an end moves forth and back."""
        self._bar.set_fraction(step.fraction)
        self._bar.show()
        self._cancel.show()
        self._doing.setText(step.doing)

    def rest(self, summary: str) -> None:
        """Nothing runs: say what there is instead."""
        self._bar.hide()
        self._cancel.hide()
        self._doing.setText(summary)

    def show_problems(self, problems: int, unshown: int) -> None:
        """Offer the list of what could not be read, and of what has no image to be shown."""
        parts = []
        if problems:
            parts.append(ngettext("%d problem", "%d problems", problems) % problems)
        if unshown:
            without = ngettext("%d object without an image", "%d objects without an image", unshown)
            parts.append(without % unshown)
        color = theme.CAUTION if problems else theme.QUIET
        self._problems.setIcon(icons.icon("triangle-alert" if problems else "info", color))
        self._problems.setStyleSheet(f"color: {color}; padding: 1px 6px;")
        self._problems.setText("  ·  ".join(parts))
        self._problems.setVisible(bool(parts))

    def set_problems_open(self, is_open: bool) -> None:
        """Let the button follow a list that was closed by itself."""
        self._problems.setChecked(is_open)

    def _make_cancel(self) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon("x"))
        button.setIconSize(_SMALL)
        button.setToolTip(_("Stop reading; what has been read stays open"))
        button.setAccessibleName(_("Stop reading"))
        button.setStyleSheet("padding: 1px;")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.cancel_asked)
        return button

    def _make_problems(self) -> QToolButton:
        button = QToolButton()
        button.setIconSize(_SMALL)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.setToolTip(_("Show what is not in the pictures, and why"))
        button.toggled.connect(self.problems_asked)
        button.hide()
        return button
