"""A test pattern on a real window: what the screen has is the table at every P-Value."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from workstation.display.calibration import display_table
from workstation.display.monitor import MonitorProfile, write_profile
from workstation.display.patterns import pattern

HIDDEN = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.mark.display
@pytest.mark.parametrize("renderer", ["raster", "gl"])
def test_the_screen_has_each_pixel_through_the_monitors_table(
    tmp_path: Path, renderer: str
) -> None:
    """Read back from the root window: no frame, no words, no scaling."""
    profile = MonitorProfile(8, tuple((ddl, 0.4 + 300 * (ddl / 255) ** 2.4) for ddl in range(256)))
    write_profile(profile, tmp_path / "profile.json")
    out = tmp_path / "out.png"
    environment = {name: value for name, value in os.environ.items() if name not in HIDDEN}
    command = [sys.executable, "-m", "workstation", "display", "pattern", "TG270-pQC"]
    options = ["--size", "1000x801", "--display", str(tmp_path / "profile.json")]
    done = subprocess.run(
        [*command, *options, "--screenshot", str(out)],
        env=environment | {"WORKSTATION_RENDERER": renderer},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    with Image.open(out) as picture:
        shown = np.asarray(picture.convert("RGB"))
    wanted = display_table(profile).ddl[pattern("TG270-pQC", 1000, 801)]
    assert np.array_equal(shown, np.repeat(wanted[..., np.newaxis], 3, axis=2))
