"""The daily visual check in the window: the pattern, questions beside it, a line in the history."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workstation.base.text import _
from workstation.display.daily_check import PATTERN, QUESTIONS, Question, check_record
from workstation.display.history import Record
from workstation.ui import theme
from workstation.ui.monitors import identity
from workstation.ui.pattern_window import PatternWindow
from workstation.ui.screens import TableOf, monitor_name

_WIDTH = 360  # logical pixels of the panel beside the pattern


class CheckPanel(QWidget):
    """The questions, each with yes and no; what is recorded is what is pressed.

    recorded   the answers by the id of their question, all of them
    left       the user does not want to go on
    """

    recorded = Signal(object)
    left = Signal()

    def __init__(self, monitor: str) -> None:
        super().__init__()
        self.answers: dict[str, bool] = {}
        self._groups: dict[str, QButtonGroup] = {}
        self.setObjectName("check")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"#check {{ background: {theme.WINDOW}; }}")
        self.setAccessibleName(_("Daily visual check"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(14)
        column.addStretch(1)
        column.addWidget(_heading())
        column.addWidget(_label(monitor, theme.QUIET))
        for question in QUESTIONS:
            column.addWidget(self._asked(question))
        column.addSpacing(8)
        column.addLayout(self._ends())
        column.addStretch(2)

    def answer(self, question_id: str, yes: bool) -> None:
        """As if the button had been pressed."""
        self._groups[question_id].button(int(yes)).click()

    def _asked(self, question: Question) -> QWidget:
        row = QWidget()
        box = QVBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(_label(_(question.text), theme.TEXT))
        group = self._groups[question.id] = QButtonGroup(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for yes, title in ((1, _("Yes")), (0, _("No"))):
            choice = _choice(title)
            choice.setAccessibleName(f"{_(question.text)} {title}")
            group.addButton(choice, yes)
            buttons.addWidget(choice, 1)
        group.idClicked.connect(partial(self._answered, question.id))
        box.addLayout(buttons)
        return row

    def _ends(self) -> QHBoxLayout:
        self.record = QPushButton(_("Record"))
        self.record.setEnabled(False)
        self.record.setToolTip(_("When all questions are answered"))
        self.record.clicked.connect(lambda: self.recorded.emit(dict(self.answers)))
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.left)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.record)
        return row

    def _answered(self, question_id: str, yes: int) -> None:
        self.answers[question_id] = bool(yes)
        self.record.setEnabled(len(self.answers) == len(QUESTIONS))


class DailyCheckWindow(PatternWindow):
    """The pattern of the check on a whole monitor, and the questions beside or below it.

    checked   the Record of a check that was answered
    """

    checked = Signal(object)

    def __init__(
        self,
        screen: QScreen,
        table_of: TableOf,
        renderer: str,
        bits: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(PATTERN, table_of, renderer, bits, parent=parent)
        self.setWindowTitle(_("Daily visual check"))
        self.stepping = False
        self.panel = CheckPanel(monitor_name(screen))
        self._place(screen)
        self.add_panel(self.panel)
        self.panel.recorded.connect(self._recorded)
        self.panel.left.connect(self.close)

    def _place(self, screen: QScreen) -> None:
        """Where the square pattern leaves room on this monitor."""
        if screen.geometry().width() >= screen.geometry().height():
            self.panel.setFixedWidth(_WIDTH)
        else:
            self._box.setDirection(QBoxLayout.Direction.TopToBottom)

    def _recorded(self, answers: dict[str, bool]) -> None:
        self.checked.emit(self._record(answers))
        self.close()

    def _record(self, answers: dict[str, bool]) -> Record:
        size = (self.scene.width, self.scene.height) if self.scene else (0, 0)
        return check_record(identity(self.screen()), answers, self.calibration, size)


def _choice(title: str) -> QPushButton:
    """A button that stays down, with a sign that can be seen without its color."""
    choice = QPushButton(title)
    choice.setCheckable(True)
    choice.setStyleSheet(f"QPushButton:checked {{ border: 1px solid {theme.ACCENT}; }}")
    choice.toggled.connect(lambda on: choice.setText(f"✓ {title}" if on else title))
    return choice


def _heading() -> QLabel:
    heading = QLabel(_("Daily visual check"))
    font = heading.font()
    font.setPointSizeF(font.pointSizeF() * 1.4)
    heading.setFont(font)
    return heading


def _label(text: str, color: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)  # a monitor's name is text, never markup
    label.setWordWrap(True)
    label.setStyleSheet(f"color: {color};")
    return label
