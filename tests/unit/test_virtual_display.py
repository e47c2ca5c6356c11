"""Tests of the helper tests.support.virtual_display, and of the fixture that gives one."""

import os
import subprocess

import pytest

from tests.support.virtual_display import VirtualDisplay

pytestmark = pytest.mark.display


def _dimensions(display: str) -> str:
    environment = {**os.environ, "DISPLAY": display}
    said = subprocess.run(["xdpyinfo"], env=environment, capture_output=True, text=True, check=True)
    return next(line.split()[1] for line in said.stdout.splitlines() if "dimensions:" in line)


def test_the_fixture_is_a_display_of_a_common_size(virtual_display: str) -> None:
    """A reading window at its usual size fits on it."""
    assert _dimensions(virtual_display) == "1920x1200"


def test_two_displays_stand_beside_each_other() -> None:
    """Each server chooses a number that is free, so that test runs do not meet."""
    with VirtualDisplay(640, 480) as one, VirtualDisplay(800, 600) as other:
        assert [_dimensions(one.name), _dimensions(other.name)] == ["640x480", "800x600"]


def test_a_display_that_cannot_be_is_refused() -> None:
    """Not waited for."""
    with pytest.raises(RuntimeError, match="Xvfb ended"), VirtualDisplay(640, 480, depth=3):
        pass
