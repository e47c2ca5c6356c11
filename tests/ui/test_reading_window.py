"""The window as a whole: what stands where, and what the hand can do."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.support.reading import FakeFrames, make_window
from workstation.base.errors import WorkstationError
from workstation.commands.table import COMMANDS
from workstation.scene.scene import Placeholder
from workstation.ui.reading_window import ReadingWindow


def test_a_shown_window_waits_for_nothing(window: ReadingWindow) -> None:
    """Its image is drawn, its strip has its picture."""
    assert window.picture.scene is not None
    assert window.picture.scene.viewports[0].image is not None


def test_the_images_have_the_focus_from_the_first_image_on(window: ReadingWindow) -> None:
    """The hand need not click before it scrolls."""
    window.activateWindow()
    assert window.focusWidget() is window.surface.as_widget()


def test_without_studies_the_empty_state_is_shown(qtbot: QtBot, frames: FakeFrames) -> None:
    """It says what to do next."""
    window = make_window(frames)
    qtbot.addWidget(window)
    window.reading.forget()
    window.show()
    assert window.empty.isVisible()
    assert window.strip.isHidden()


def test_closing_studies_gives_their_memory_back(window: ReadingWindow, frames: FakeFrames) -> None:
    """And the empty state its place."""
    window.commands["file.close"].trigger()
    assert frames.closed == ["one"]
    assert window.empty.isVisible()


@pytest.mark.parametrize(
    ("key", "frame_index"),
    [(Qt.Key.Key_Down, 1), (Qt.Key.Key_End, 4), (Qt.Key.Key_Up, 0)],
    ids=["down", "end", "up"],
)
def test_keys_scroll(qtbot: QtBot, window: ReadingWindow, key: Qt.Key, frame_index: int) -> None:
    """As the mouse does."""
    QTest.keyClick(window.surface.as_widget(), key)
    assert window.store.value.active_viewport.frame_index == frame_index


def test_a_letter_runs_its_command(qtbot: QtBot, window: ReadingWindow) -> None:
    """Wherever the focus is."""
    QTest.keyClick(window.strip, Qt.Key.Key_I)
    assert window.store.value.active_viewport.inverted


def test_escape_twice_resets_but_does_not_scroll(qtbot: QtBot, window: ReadingWindow) -> None:
    """Once would be too easily pressed."""
    images = window.surface.as_widget()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_I, Qt.Key.Key_Escape, Qt.Key.Key_Escape):
        QTest.keyClick(images, key)
    state = window.store.value.active_viewport
    assert not state.inverted
    assert state.frame_index == 1


def test_typing_in_the_palette_scrolls_nothing(qtbot: QtBot, window: ReadingWindow) -> None:
    """Letters and arrows belong to whoever has the focus."""
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    line = window.findChildren(QLineEdit)[0]
    QTest.keyClicks(line, "i")
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert line.text() == "i"
    assert not window.store.value.active_viewport.inverted
    assert window.store.value.active_viewport.frame_index == 0


def test_f1_covers_the_window_with_the_keys(qtbot: QtBot, window: ReadingWindow) -> None:
    """Any key takes the sheet away again."""
    QTest.keyClick(window, Qt.Key.Key_F1)
    sheet = window.childAt(window.rect().center())
    assert window.surface.as_widget() is not sheet


def test_many_notches_between_two_drawings_are_drawn_once(
    qtbot: QtBot, window: ReadingWindow
) -> None:
    """Otherwise a fast hand waits for images that it has passed."""
    images = window.surface.as_widget()
    drawings: list[int] = []
    window.picture.drawn.connect(lambda: drawings.append(1))
    for _notch in range(4):
        QApplication.postEvent(images, _notch_down(images.rect().center()))
    qtbot.waitUntil(lambda: window.store.value.active_viewport.frame_index == 4)
    qtbot.waitUntil(lambda: window.picture.filled)
    assert len(drawings) == 1


def test_a_frame_that_has_not_come_is_a_placeholder(
    qtbot: QtBot, window: ReadingWindow, frames: FakeFrames
) -> None:
    """Never the frame before it under the new number; and it is drawn as soon as it comes."""
    frames.loading.add(("one", 1))
    QTest.keyClick(window.surface.as_widget(), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: _placeholder(window) is Placeholder.LOADING)
    frames.arrive("one", 1)
    qtbot.waitUntil(lambda: _placeholder(window) is None)


def test_frames_that_nobody_sees_cause_no_drawing(
    qtbot: QtBot, window: ReadingWindow, frames: FakeFrames
) -> None:
    """Hundreds of them come while a series is fetched ahead."""
    with qtbot.assertNotEmitted(window.picture.drawn, wait=30):
        frames.arrive("one", 3)


def test_an_error_is_read_above_the_images(window: ReadingWindow) -> None:
    """It covers none of them."""

    class DiscGoneError(WorkstationError):
        sentence = "The disc is gone."

    window.commands.failed.emit(DiscGoneError())
    assert window.messages.texts() == ("The disc is gone.",)


def test_a_bug_is_told_too(window: ReadingWindow) -> None:
    """With what its mender needs, to be copied."""
    window.tell_of_bug(KeyError("lost"))
    assert "KeyError" in window.messages.texts()[0]


def test_every_button_has_a_name(window: ReadingWindow) -> None:
    """For those who hear it."""
    buttons = [each for each in window.findChildren(QAbstractButton) if each.isVisible()]
    assert [each for each in buttons if not (each.accessibleName() or each.text())] == []
    assert len(buttons) > 15


def test_every_command_has_its_action(window: ReadingWindow) -> None:
    """The table is the only place where a command is named."""
    assert all(window.commands[command.id] is not None for command in COMMANDS)


def test_closing_the_window_ends_its_threads(window: ReadingWindow, frames: FakeFrames) -> None:
    """Nothing arrives any more."""
    window.close()
    assert frames.is_shut_down


def _placeholder(window: ReadingWindow) -> Placeholder | None:
    assert window.picture.scene is not None
    return window.picture.scene.viewports[0].placeholder


def _notch_down(at: QPoint) -> QWheelEvent:
    return QWheelEvent(
        QPointF(at),
        QPointF(at),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
