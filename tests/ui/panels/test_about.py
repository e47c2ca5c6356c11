"""Versions, graphics, monitors."""

from pytestqt.qtbot import QtBot

from workstation import __version__
from workstation.ui.panels.about import facts


def test_it_names_the_program_and_its_libraries(qtbot: QtBot) -> None:
    """By the versions that are installed."""
    told = dict(facts("raster", ""))
    assert told["Workstation"] == __version__
    assert told["numpy"][0].isdigit()


def test_it_says_who_draws(qtbot: QtBot) -> None:
    """OpenGL, by its own name, or the processor."""
    assert dict(facts("raster", ""))["Drawn by"] == "the processor"
    assert dict(facts("gl", "Mesa X"))["Graphics"] == "Mesa X"
