"""Test patterns on a whole monitor."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workstation.display.patterns import PATTERNS, UnknownPatternError, pattern
from workstation.display.table import DisplayTable, identity_table
from workstation.ui.pattern_window import PatternWindow

SIZE = (520, 401)


def table_of(_screen: QScreen) -> DisplayTable:
    """Not the identity."""
    return DisplayTable((identity_table().ddl // 2 + 20).astype(np.uint16))


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[PatternWindow]:
    """Shown, drawn and silent."""
    made = PatternWindow("TG270-sQC", table_of, "raster")
    qtbot.addWidget(made)
    made.appear(QGuiApplication.primaryScreen(), SIZE)
    made.be_silent()
    qtbot.waitUntil(lambda: made.complete)
    yield made
    made.close()


def point(window: QWidget, x: int, y: int) -> None:
    """Let the pointer be there."""
    at = QPointF(x, y)
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    QGuiApplication.sendEvent(window, event)


def test_each_pixel_is_the_pattern_through_the_table(window: PatternWindow) -> None:
    """Of the screen, not only of the scene."""
    shown = window.grab().toImage()
    assert (shown.width(), shown.height()) == SIZE
    wanted = table_of(window.screen()).ddl[pattern("TG270-sQC", *SIZE)]
    assert np.array_equal(window.surface.read()[..., 0], wanted)
    places = [(60, 60), (5, 200), (260, 300), (500, 390)]
    assert [shown.pixelColor(x, y).red() for x, y in places] == [wanted[y, x] for x, y in places]


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ([Qt.Key.Key_Right], "TG270-pQC"),
        ([Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left], "TG270-pQC"),
        ([Qt.Key.Key_Left], "TG270-sQC"),
        ([Qt.Key.Key_Down] * 3, "TG18-QC"),
        ([Qt.Key.Key_Down] * 3 + [Qt.Key.Key_Up], "TG270-ULN8-000"),
        ([Qt.Key.Key_End], PATTERNS[-1].name),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], "TG270-sQC"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_arrow_keys_step(window: PatternWindow, keys: list[Qt.Key], name: str) -> None:
    """One pattern after the other, or from kind to kind."""
    for key in keys:
        QTest.keyClick(window, key)
    assert window.name == name


def test_a_step_draws_the_other_pattern(qtbot: QtBot, window: PatternWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Right)
    window.be_silent()
    qtbot.waitUntil(lambda: window.complete)
    wanted = table_of(window.screen()).ddl[pattern("TG270-pQC", *SIZE)]
    assert np.array_equal(window.surface.read()[..., 1], wanted)


def test_words_come_with_a_step_and_go_by_themselves(qtbot: QtBot, window: PatternWindow) -> None:
    """Name and keys; then nothing lies on the pattern."""
    window._silence.setInterval(20)
    QTest.keyClick(window, Qt.Key.Key_Right)
    assert window.lines()[0].startswith("TG270-pQC")
    assert "Esc" in window.lines()[1]
    qtbot.waitUntil(lambda: window.lines() == [])


def test_the_level_under_the_pointer_is_told(window: PatternWindow) -> None:
    """The middle black square, and what is sent for it."""
    point(window, 60 + 50, 251 + 50)
    assert window.lines() == ["Gray 0 of 255  ·  P-Value 0  ·  driving level 20"]


@pytest.mark.parametrize(
    ("y", "bare", "covered"),
    [(300, slice(100, 401), slice(0, 8)), (100, slice(0, 300), slice(393, 401))],
    ids=["below", "above"],
)
def test_words_lie_where_the_pointer_is_not(
    qtbot: QtBot, window: PatternWindow, y: int, bare: slice, covered: slice
) -> None:
    """What is pointed at stays bare; at the other edge the words cover the pattern."""
    wanted = table_of(window.screen()).ddl[pattern("TG270-sQC", *SIZE)]
    point(window, 200, y)
    qtbot.waitUntil(lambda: window.complete)
    drawn = window.surface.read()[..., 0]
    assert np.array_equal(drawn[bare], wanted[bare])
    assert (drawn[covered] != wanted[covered]).mean() > 0.9


def test_a_pointer_that_left_tells_nothing(window: PatternWindow) -> None:
    point(window, 60, 60)
    QGuiApplication.sendEvent(window, QEvent(QEvent.Type.Leave))
    assert window.lines() == []


def test_escape_ends(qtbot: QtBot, window: PatternWindow) -> None:
    with qtbot.waitSignal(window.closed):
        QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_f1_brings_the_words_and_takes_them(window: PatternWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert any("uncalibrated" in line.casefold() for line in window.lines())
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.lines() == []


def test_a_pattern_of_millimeters_is_refused_where_the_pixel_is_not_known(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, window: PatternWindow
) -> None:
    """In words, and nothing else."""
    monkeypatch.setattr("workstation.ui.pattern_window.pixel_pitch", lambda _screen: None)
    window.show_pattern("TG18-GV")
    qtbot.waitUntil(lambda: window.complete)
    assert window.scene is not None
    assert window.scene.viewports[0].image is None
    assert "ruler" in str(window.scene.viewports[0].graphics)


def test_millimeters_that_nobody_confirmed_are_marked_for_good(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, window: PatternWindow
) -> None:
    """A monitor may say anything; the words do not go."""
    monkeypatch.setattr("workstation.ui.pattern_window.pixel_pitch", lambda _screen: 0.75)
    window.show_pattern("TG18-GA10")
    window.be_silent()
    qtbot.waitUntil(lambda: window.complete)
    assert [line for line in window.lines() if "200 mm" in line] == window.lines()
    window.pitch = 0.75
    assert window.lines() == []


def test_another_monitor_brings_its_table(qtbot: QtBot, window: PatternWindow) -> None:
    """As for images."""
    window._screens.table_changed.emit(identity_table())
    qtbot.waitUntil(lambda: window.complete)
    wanted = pattern("TG270-sQC", *SIZE) // 257
    assert np.array_equal(window.surface.read()[..., 0], wanted)


def test_an_unknown_name_opens_no_window(qtbot: QtBot) -> None:
    with pytest.raises(UnknownPatternError):
        PatternWindow("nothing", table_of, "raster")


def test_it_takes_the_whole_monitor(qtbot: QtBot) -> None:
    screen = QGuiApplication.primaryScreen()
    made = PatternWindow("RAMP", table_of, "raster")
    qtbot.addWidget(made)
    made.appear(screen)
    qtbot.waitUntil(lambda: made.complete)
    assert made.geometry() == screen.geometry()
    assert made.windowFlags() & Qt.WindowType.FramelessWindowHint
    made.close()
