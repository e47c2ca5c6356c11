"""The hand's defaults: which button, wheel and key does what."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.support.reading import FakeFrames, make_window
from tests.support.sample_frames import display_set
from tests.ui.conftest import shown
from workstation.session.viewport import ViewportState
from workstation.ui.reading_window import ReadingWindow

LEFT, MIDDLE, RIGHT = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.RightButton,
)
START, END = QPoint(200, 200), QPoint(240, 170)


def _images(window: ReadingWindow) -> QWidget:
    return window.surface.as_widget()


def _move(window: ReadingWindow, to: QPoint, held: Qt.MouseButton) -> None:
    """QTest.mouseMove tells nothing of held buttons."""
    no = Qt.KeyboardModifier.NoModifier
    kind, place = QEvent.Type.MouseMove, QPointF(to)
    event = QMouseEvent(kind, place, place, Qt.MouseButton.NoButton, held, no)
    QApplication.sendEvent(_images(window), event)


def _drag(window: ReadingWindow, button: Qt.MouseButton) -> ViewportState:
    QTest.mousePress(_images(window), button, pos=START)
    _move(window, END, button)
    QTest.mouseRelease(_images(window), button, pos=END)
    return window.store.value.active_viewport


def _turn(window: ReadingWindow, notches: int, held: Qt.KeyboardModifier) -> ViewportState:
    place, turned = QPointF(START), QPoint(0, 120 * notches)
    nothing, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(place, place, QPoint(), turned, nothing, held, phase, False)
    QApplication.sendEvent(_images(window), event)
    return window.store.value.active_viewport


def test_the_left_button_windows_at_start(window: ReadingWindow) -> None:
    """It is the active tool's."""
    before = window.store.value.active_viewport
    after = _drag(window, LEFT)
    assert after.voi != before.voi
    assert (after.pan, after.zoom) == (before.pan, before.zoom)


def test_the_middle_button_pans(window: ReadingWindow) -> None:
    """Whatever the tool is."""
    assert _drag(window, MIDDLE).pan == (40.0, -30.0)


def test_the_right_button_zooms_when_it_is_dragged(qtbot: QtBot, window: ReadingWindow) -> None:
    """And then shows no menu."""
    with qtbot.assertNotEmitted(window.input.menu_asked):
        assert _drag(window, RIGHT).zoom is not None


def test_a_right_click_asks_for_the_menu(qtbot: QtBot, window: ReadingWindow) -> None:
    """And changes nothing."""
    window.input.menu_asked.disconnect()
    before = window.store.value.viewports
    with qtbot.waitSignal(window.input.menu_asked):
        QTest.mouseClick(_images(window), RIGHT, pos=START)
    assert window.store.value.viewports == before


def test_the_wheel_scrolls(window: ReadingWindow) -> None:
    """Towards the hand goes on."""
    assert _turn(window, -1, Qt.KeyboardModifier.NoModifier).frame_index == 1


def test_the_wheel_zooms_with_control(window: ReadingWindow) -> None:
    """And does not scroll."""
    after = _turn(window, 1, Qt.KeyboardModifier.ControlModifier)
    assert after.zoom is not None
    assert after.frame_index == 0


def test_the_wheel_scrolls_ten_at_a_time_with_shift(window: ReadingWindow) -> None:
    """As far as there are any."""
    assert _turn(window, -1, Qt.KeyboardModifier.ShiftModifier).frame_index == 4


def test_escape_gives_up_the_drag(window: ReadingWindow) -> None:
    """As if the button had not been pressed."""
    before = window.store.value.active_viewport
    QTest.mousePress(_images(window), LEFT, pos=START)
    _move(window, END, LEFT)
    QTest.keyClick(_images(window), Qt.Key.Key_Escape)
    assert window.store.value.active_viewport == before
    assert not window.input.in_gesture


def test_a_second_button_does_not_disturb_the_first(window: ReadingWindow) -> None:
    """One gesture lives at a time."""
    QTest.mousePress(_images(window), LEFT, pos=START)
    QTest.mousePress(_images(window), MIDDLE, pos=START)
    _move(window, END, LEFT)
    assert window.store.value.active_viewport.pan == (0.0, 0.0)
    assert window.store.value.active_viewport.voi is not None


def test_a_drag_is_one_step_to_undo(window: ReadingWindow) -> None:
    """However many moves it had."""
    before = window.store.value.active_viewport
    _drag(window, LEFT)
    window.commands["edit.undo"].trigger()
    assert window.store.value.active_viewport == before


def test_a_double_click_maximizes_and_gives_back(qtbot: QtBot, frames: FakeFrames) -> None:
    """The viewport under the pointer."""
    sets = display_set(key="one"), display_set(key="two")
    window = shown(qtbot, make_window(frames, *sets, columns=2))
    right = QPoint(_images(window).width() - 30, 200)
    QTest.mouseDClick(_images(window), LEFT, pos=right)
    assert window.store.value.layout.maximized == 1
    QTest.mouseDClick(_images(window), LEFT, pos=START)
    assert window.store.value.layout.maximized is None


@pytest.mark.parametrize("button", [LEFT, MIDDLE, RIGHT], ids=["left", "middle", "right"])
def test_a_press_makes_the_viewport_active(
    qtbot: QtBot, frames: FakeFrames, button: Qt.MouseButton
) -> None:
    """What keys do next, they do where the hand has been."""
    sets = display_set(key="one"), display_set(key="two")
    window = shown(qtbot, make_window(frames, *sets, columns=2))
    QTest.mousePress(_images(window), button, pos=QPoint(_images(window).width() - 30, 200))
    assert window.store.value.active == 1


def test_the_probe_reads_where_the_pointer_is(window: ReadingWindow) -> None:
    """Until it leaves the images."""
    _move(window, END, Qt.MouseButton.NoButton)
    assert window.store.value.pointer == (240.0, 170.0)
    QApplication.sendEvent(_images(window), QEvent(QEvent.Type.Leave))
    assert window.store.value.pointer is None


def test_the_pointer_shows_the_tool(window: ReadingWindow) -> None:
    """A hand pans."""
    window.commands["tool.pan"].trigger()
    assert _images(window).cursor().shape() == Qt.CursorShape.OpenHandCursor
