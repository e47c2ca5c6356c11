"""The layout is chosen by pointing at the last viewport, or with arrows."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from workstation.ui.layout_chooser import LayoutGrid, LayoutMenu


@pytest.fixture
def grid(qtbot: QtBot) -> LayoutGrid:
    grid = LayoutGrid()
    qtbot.addWidget(grid)
    return grid


def test_a_click_chooses_the_rows_and_columns_up_to_the_cell(
    qtbot: QtBot, grid: LayoutGrid
) -> None:
    """The second cell of the first row is one row of two."""
    with qtbot.waitSignal(grid.chosen) as chosen:
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    assert chosen.args == [1, 2]


def test_arrows_and_enter_choose_without_a_mouse(qtbot: QtBot, grid: LayoutGrid) -> None:
    """From the layout that the window has."""
    grid.show_current(1, 1)
    with qtbot.waitSignal(grid.chosen) as chosen:
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
            QTest.keyClick(grid, key)
    assert chosen.args == [2, 3]


def test_the_grid_ends_at_four_by_five(qtbot: QtBot, grid: LayoutGrid) -> None:
    """However far one points."""
    with qtbot.waitSignal(grid.chosen) as chosen:
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(5000, 5000))
    assert chosen.args == [4, 5]


def test_the_grid_says_in_words_what_it_shows(grid: LayoutGrid) -> None:
    """For screen readers, and under the cells."""
    grid.show_current(2, 3)
    assert grid.accessibleName() == "2 × 3"


def test_the_menu_passes_on_what_the_grid_chose(qtbot: QtBot) -> None:
    """And closes."""
    menu = LayoutMenu()
    qtbot.addWidget(menu)
    with qtbot.waitSignal(menu.chosen) as chosen:
        menu.grid.chosen.emit(2, 2)
    assert chosen.args == [2, 2]
