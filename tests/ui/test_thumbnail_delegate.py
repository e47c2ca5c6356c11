"""How the strip looks: what is current, and what has been seen, is to be seen."""

from dataclasses import replace

from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage
from pytestqt.qtbot import QtBot

from tests.support.reading import FakeFrames, make_window
from tests.support.sample_frames import display_set
from workstation.ui import theme
from workstation.ui.reading_window import ReadingWindow
from workstation.ui.thumbnail_delegate import picture_side, short_title


def _line(window: ReadingWindow) -> QImage:
    strip = window.strip
    return strip.viewport().grab(strip.visualRect(strip.entries.index(1))).toImage()


def _has(image: QImage, color: str) -> bool:
    wanted = QColor(color).rgb()
    return any(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


def test_the_series_in_the_active_viewport_is_framed(qtbot: QtBot, window: ReadingWindow) -> None:
    """In the accent color, and thicker than others."""
    qtbot.waitUntil(lambda: _has(_line(window), theme.ACCENT))
    window.strip.entries.show_state(frozenset(), None)
    assert not _has(_line(window), theme.ACCENT)


def test_a_picture_that_has_not_come_is_not_a_black_image(qtbot: QtBot, frames: FakeFrames) -> None:
    """The sign says that it is on its way."""
    frames.loading = {("one", index) for index in range(5)}
    window = make_window(frames)
    qtbot.addWidget(window)
    window.show()
    window.strip.show()
    assert _has(_line(window), theme.FAINT)


def test_a_bar_shows_how_much_has_been_seen(window: ReadingWindow) -> None:
    """As long as the part of the series."""
    entries = window.strip.entries
    before = _line(window)
    entries.add_seen([("one", index) for index in range(5)])
    assert _line(window) != before


def test_the_picture_is_a_square_inside_the_strip() -> None:
    """With room for its frame."""
    assert picture_side(180) < 180 - 2 * 8


def test_what_a_display_set_is_of_its_series_stays_to_the_last(qtbot: QtBot) -> None:
    """Thumbnails of echoes whose series has a long name must not look alike."""
    metrics = QFontMetrics(QFont())
    name = "T2 mapping of the left ventricle"
    parted = replace(display_set(), title=f"{name} · echo 2", part="echo 2")
    width = metrics.horizontalAdvance("T2 mapping… · echo 2")
    short = short_title(metrics, parted, width)
    assert short.startswith("T2 map")
    assert short.endswith("… · echo 2")
    assert metrics.horizontalAdvance(short) <= width
    assert short_title(metrics, parted, metrics.horizontalAdvance("echo 2")) == "echo 2"
    assert short_title(metrics, replace(parted, part=""), 10) == f"{name} · echo 2"
