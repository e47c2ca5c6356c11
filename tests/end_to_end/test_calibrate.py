"""A whole short calibration: the program, a screen, and values typed by hand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workstation.display.monitor import read_profile

HIDDEN = ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.mark.display
def test_a_screen_is_calibrated_by_typed_values(tmp_path: Path, virtual_display: str) -> None:
    values = [0.4 + 300 * (n / 17) ** 2.2 for n in range(18)]
    environment = {name: value for name, value in os.environ.items() if name not in HIDDEN}
    command = [sys.executable, "-m", "workstation", "display", "calibrate", "--meter", "manual"]
    done = subprocess.run(
        [*command, "--readings", "18", "-o", str(tmp_path / "profile.json")],
        env=environment | {"DISPLAY": virtual_display, "XDG_DATA_HOME": str(tmp_path / "data")},
        input="".join(f"{value:.4f}\n" for value in values),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr.count("Patch ")) == (0, 18)
    curve = read_profile(tmp_path / "profile.json").characteristic_curve
    assert [luminance for _ddl, luminance in curve] == pytest.approx(values, rel=1e-3)
