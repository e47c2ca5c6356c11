"""How the texts of a study read in each character set; the one that is chosen holds at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workstation.base.text import _
from workstation.session.character_sets import Reading, Terms
from workstation.session.names import full_name, marked
from workstation.ui import theme
from workstation.ui.buttons import button
from workstation.ui.tooltips import plain

_TERMS = Qt.ItemDataRole.UserRole


class CharacterSetDialog(QDialog):
    """Stays beside the images. Nothing is written into a file, and every choice can be left again.

    chosen   terms, each time that another reading is chosen
    """

    chosen = Signal(object)

    def __init__(self, readings: Sequence[Reading], current: Terms, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Character set of the names"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = _(
            "Each line is this study in other character sets. Choose the one that reads right: it "
            "holds for the study until the program ends, and no file is changed."
        )
        hint = QLabel(words, wordWrap=True)
        hint.setStyleSheet(f"color: {theme.QUIET};")
        self.list = _list()
        for reading in readings:
            self._add(reading, current)
        self.list.currentItemChanged.connect(self._choose)
        close = button("x", _("Close"))
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addWidget(hint)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.resize(820, 440)

    def _add(self, reading: Reading, current: Terms) -> None:
        name = marked(full_name(reading.name) or _("No name"), reading.name.doubtful)
        texts = (name, "  ·  ".join(reading.others), ", ".join(reading.titles))
        item = QTreeWidgetItem(list(texts))
        item.setData(0, _TERMS, reading.terms)
        for column, text in enumerate(texts):
            item.setToolTip(column, plain(text))
        self.list.addTopLevelItem(item)
        if reading.terms == current:
            self.list.setCurrentItem(item)

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(tuple(item.data(0, _TERMS)))


def _list() -> QTreeWidget:
    made = QTreeWidget()
    made.setAccessibleName(_("Readings"))
    made.setHeaderLabels([_("Name"), _("Other texts"), _("Character set")])
    made.setRootIsDecorated(False)
    made.setAllColumnsShowFocus(True)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    header = made.header()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.resizeSection(0, 260)
    header.resizeSection(1, 220)
    return made
