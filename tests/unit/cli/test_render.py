"""`render`: its options."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.support.demo import demo_dicomdir
from tests.support.shell import Shell
from tests.support.virtual_monitor import VirtualBench, VirtualMonitor
from workstation.display.measuring import Plan, measured, profile_from
from workstation.display.monitor import MonitorProfile, write_profile

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


@pytest.mark.gl
@pytest.mark.parametrize("bits", ["8", "10"])
@pytest.mark.parametrize("mode", ["gray", "blue-noise", "pseudo-gray"])
def test_every_mode_of_a_monitor_is_the_references(
    tmp_path: Path, mode: str, bits: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OpenGL, and at 8 bits the raster path, into the same file, pixel by pixel."""
    profile, out = tmp_path / "monitor.json", tmp_path / "out.png"
    _write_profile(profile, mode)
    ways = [["--reference"], []] + ([[]] if bits == "8" else [])
    pictures = []
    for n, way in enumerate(ways):
        monkeypatch.setenv("WORKSTATION_RENDERER", "raster" if n == 2 else "gl")
        options = ["--display", profile, "--ambient", "0.1", "--bits", bits, "--size", "300x200"]
        assert Shell().run("render", CT, "-o", out, *options, *way) == 0
        pictures.append(out.read_bytes())
    assert len(set(pictures)) == 1


def _write_profile(path: Path, mode: str) -> None:
    bench, plan = VirtualBench(VirtualMonitor()), Plan(repeats=1)
    write_profile(replace(profile_from(plan, measured(bench, bench, plan)), mode=mode), path)


def test_a_mode_that_was_not_measured_for_is_said_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The picture is written all the same."""
    profile, out = tmp_path / "monitor.json", tmp_path / "out.png"
    curve = tuple((n, 0.5 + n * 1.5) for n in range(0, 256, 15))
    write_profile(MonitorProfile(8, curve, mode="pseudo-gray"), profile)
    assert Shell().run("render", CT, "-o", out, "--reference", "--display", profile) == 0
    assert "gray with noise is shown instead" in capsys.readouterr().err
