"""The program as a shell starts it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.support.demo import demo_dicomdir
from workstation.imaging.phantom import read_slice_code

SERIES = demo_dicomdir().parent / "DICOM" / "PT000001" / "ST000001" / "SE000001"


def workstation(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start it in a process of its own."""
    command = [sys.executable, "-m", "workstation", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def test_help_is_status_0_and_on_standard_output() -> None:
    done = workstation("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "render" in done.stdout


def test_wrong_usage_is_status_2() -> None:
    assert workstation("render").returncode == 2


def test_a_file_that_is_not_dicom_is_status_1_without_a_traceback(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear colleague")
    done = workstation("dump", letter)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "letter.txt is not a DICOM file.\n"


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    """`workstation dump FILE | head -1`."""
    command = f"{sys.executable} -m workstation dump {SERIES / 'IM000001'} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("(0002,")
    assert done.stderr == ""


def test_json_is_all_that_is_on_standard_output() -> None:
    assert json.loads(workstation("about", "--json").stdout)["packages"]["numpy"]


@pytest.mark.gl
@pytest.mark.parametrize("renderer", ["gl", "raster"])
def test_the_picture_shows_the_slice_that_was_named(renderer: str, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    done = workstation(
        "render", SERIES / "IM000077", "-o", out, "--size", "800x700", WORKSTATION_RENDERER=renderer
    )
    assert done.stderr == ""
    with Image.open(out) as image:
        import numpy as np

        assert read_slice_code(np.asarray(image)) == 77


@pytest.mark.gl
def test_opengl_and_the_reference_write_the_same_picture(tmp_path: Path) -> None:
    """One pixel for each stored one: nothing is rounded twice."""
    drawn, reference = tmp_path / "gl.png", tmp_path / "reference.png"
    workstation("render", SERIES / "IM000033", "-o", drawn)
    workstation("render", SERIES / "IM000033", "-o", reference, "--reference")
    assert drawn.read_bytes() == reference.read_bytes()
