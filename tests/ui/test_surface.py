"""Pixels of the monitor, not of Qt."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workstation.ui.surface import physical_size


@pytest.mark.parametrize(("ratio", "expected"), [(1.0, (301, 201)), (1.5, (452, 302))])
def test_a_surface_has_the_monitors_pixels(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ratio: float, expected: tuple[int, int]
) -> None:
    """Rounded, where they do not come out even."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(301, 201)
    monkeypatch.setattr(widget, "devicePixelRatioF", lambda: ratio)
    size = physical_size(widget)
    assert (size.width(), size.height()) == expected


def test_a_surface_is_never_empty(qtbot: QtBot) -> None:
    """A renderer cannot draw nothing."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(0, 0)
    assert (physical_size(widget).width(), physical_size(widget).height()) == (1, 1)
