"""Versions, graphics, monitors."""

from pytestqt.qtbot import QtBot

from workstation import __version__
from workstation.ui.panels.about import facts
from workstation.ui.screens import uncalibrated


def test_it_names_the_program_and_its_libraries(qtbot: QtBot) -> None:
    """By the versions that are installed."""
    told = dict(facts("raster", "", uncalibrated))
    assert told["Workstation"] == __version__
    assert told["numpy"][0].isdigit()


def test_it_says_who_draws(qtbot: QtBot) -> None:
    """OpenGL, by its own name, or the processor."""
    assert dict(facts("raster", "", uncalibrated))["Drawn by"] == "the processor"
    assert dict(facts("gl", "Mesa X", uncalibrated))["Graphics"] == "Mesa X"


def test_it_says_what_is_known_of_each_monitor(qtbot: QtBot) -> None:
    """The word of the badge and its reason, for those who cannot point at it."""
    assert "Uncalibrated: nothing is known" in dict(facts("raster", "", uncalibrated))["Monitor"]
