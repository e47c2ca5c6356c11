"""The composition root: the program from its start, with and without a screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.support.demo import demo_dicomdir
from workstation.app import NoScreenError, open_window
from workstation.commands.opening import OpenRequest


def test_without_a_screen_and_a_file_for_the_picture_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One sentence and a remedy."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(NoScreenError) as error:
        open_window(OpenRequest((demo_dicomdir(),)))
    assert "--screenshot" in error.value.remedy


@pytest.mark.display
def test_without_a_screen_it_draws_the_window_on_a_virtual_one(tmp_path: Path) -> None:
    """In the size asked for, and says where the picture is."""
    path = tmp_path / "window.png"
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, "-m", "workstation", "open", str(demo_dicomdir())]
    done = subprocess.run(
        [*command, "--size", "1100x750", "--screenshot", str(path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert str(path) in done.stdout
    with Image.open(path) as picture:
        assert picture.size == (1100, 750)
