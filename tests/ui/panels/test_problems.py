"""Which file, what is wrong, what can be done: readable and copyable."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidget
from pytestqt.qtbot import QtBot

from tests.support.sample_frames import report, series, study
from workstation.base.errors import WorkstationError
from workstation.session.display_set import unshown
from workstation.ui.panels.problems import ProblemsPanel


class TruncatedError(WorkstationError):
    sentence = "The file ends too early."
    advice = "Ask for the disc to be written again."


@pytest.fixture
def panel(qtbot: QtBot) -> ProblemsPanel:
    panel = ProblemsPanel()
    qtbot.addWidget(panel)
    panel.show_problems([("DICOM/IM1", TruncatedError()), ("DICOM/IM2", TruncatedError())])
    return panel


def test_each_line_names_the_file_and_what_is_wrong(panel: ProblemsPanel) -> None:
    """And the remedy."""
    first = panel.text().splitlines()[0]
    assert first == "DICOM/IM1\tThe file ends too early.\tAsk for the disc to be written again."


def test_selected_lines_are_copied_with_the_usual_key(qtbot: QtBot, panel: ProblemsPanel) -> None:
    """Only those."""
    lines = panel.findChildren(QTreeWidget)[0]
    second = lines.topLevelItem(1)
    assert second is not None
    lines.setCurrentItem(second)
    QTest.keyClick(lines, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QKeySequence(QKeySequence.StandardKey.Copy).count() == 1
    assert QGuiApplication.clipboard().text().startswith("DICOM/IM2")


def test_a_shorter_list_takes_the_place_of_a_longer_one(panel: ProblemsPanel) -> None:
    """Nothing of what was opened before is left."""
    panel.show_problems([("OTHER", TruncatedError())])
    assert panel.text().count("\n") == 0


def test_objects_without_an_image_are_listed_by_their_kind(panel: ProblemsPanel) -> None:
    """After the files with problems."""
    reports = unshown(study([series([report("1.2.3.9")], modality="SR")]))
    panel.show_problems([("OTHER", TruncatedError())], reports)
    assert panel.text().splitlines()[1].startswith("1.2.3.9\tText report: it has no image.")


def test_a_files_name_is_no_markup_in_its_tooltip(panel: ProblemsPanel) -> None:
    """Qt would obey it."""
    panel.show_problems([("<b>IM1", TruncatedError())])
    line = panel.findChildren(QTreeWidget)[0].topLevelItem(0)
    assert line is not None
    assert "<b>" not in line.toolTip(0)


def test_sentences_have_more_room_than_names(qtbot: QtBot, panel: ProblemsPanel) -> None:
    """Names are short; what is wrong must be read."""
    panel.resize(1000, 300)
    panel.show()
    lines = panel.findChildren(QTreeWidget)[0]
    assert max(lines.columnWidth(0), lines.columnWidth(2)) <= 300 < lines.columnWidth(1)
