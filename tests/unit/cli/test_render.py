"""`render`: its options."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.support.demo import demo_dicomdir
from tests.support.shell import Shell

CT = demo_dicomdir().parent / "DICOM" / "PT000001" / "ST000001" / "SE000001" / "IM000060"


def pixels(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    with Image.open(path) as image:
        return np.asarray(image).astype(np.int64)


def test_a_picture_has_a_pixel_for_each_stored_one(tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    assert Shell().run("render", CT, "-o", out, "--reference") == 0
    assert pixels(out).shape == (512, 512)


def test_a_window_changes_the_picture(tmp_path: Path) -> None:
    """Air in the lung is black in the soft tissue window, and not in the lung's."""
    soft, lung = tmp_path / "soft.png", tmp_path / "lung.png"
    Shell().run("render", CT, "-o", soft, "--reference")
    Shell().run("render", CT, "-o", lung, "--reference", "--window", "-600,1500")
    assert (pixels(soft)[250, 160], pixels(lung)[250, 160] > 50) == (0, True)


def test_sixteen_bits_are_written_as_sixteen_bits(tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    Shell().run("render", CT, "-o", out, "--reference", "--bits", "16")
    assert pixels(out).max() == 65535


def test_stored_values_are_written_in_their_own_type(tmp_path: Path) -> None:
    out = tmp_path / "out.npy"
    assert Shell().run("render", CT, "-o", out, "--stage", "stored") == 0
    assert np.load(out).dtype == np.int16


@pytest.mark.parametrize(
    "options",
    [
        ["--stage", "modality"],
        ["--ambient", "1"],
        ["--voi", "0"],
        ["--voi", "first"],
        ["--bits", "12"],
        ["--frame", "0"],
        ["--window", "40"],
    ],
)
def test_options_that_make_no_sense_are_wrong_usage(options: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    assert Shell().run("render", CT, "-o", out, *options) == 2
    assert not out.exists()


@pytest.mark.parametrize("options", [["--frame", "2"], ["--voi", "4"], ["--stage", "stored"]])
def test_what_the_image_does_not_have_is_status_1(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last: signed values do not fit into a PNG."""
    out = tmp_path / "out.png"
    assert Shell().run("render", CT, "-o", out, *options) == 1
    assert capsys.readouterr().err.count("\n") >= 1
