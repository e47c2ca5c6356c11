"""`display pattern`."""

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from tests.support.shell import Shell
from workstation.commands.opening import PatternRequest
from workstation.display.calibration import display_table
from workstation.display.monitor import MonitorProfile, write_profile
from workstation.display.patterns import PATTERNS, pattern


def pixels(path: Path) -> npt.NDArray[np.int64]:
    with Image.open(path) as image:
        return np.asarray(image).astype(np.int64)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written by a name alone is written there."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Of a monitor that is far from the identity."""
    curve = tuple((ddl, 0.4 + 300 * (ddl / 255) ** 2.4) for ddl in range(256))
    path = tmp_path / "profile.json"
    write_profile(MonitorProfile(8, curve), path)
    return path


def test_a_file_holds_the_levels_of_the_pattern(tmp_path: Path) -> None:
    """Of 1024 by 1024 pixels where no size is asked for."""
    out = tmp_path / "out.png"
    assert Shell().run("display", "pattern", "tg270-sqc", "-o", out, "--reference") == 0
    assert np.array_equal(pixels(out), pattern("TG270-sQC", 1024, 1024) // 257)


@pytest.mark.parametrize("bits", [8, 10, 16])
def test_opengl_writes_what_numpy_writes(bits: int, tmp_path: Path, profile: Path) -> None:
    """Through a monitor's table, at every depth."""
    words = ("--size", "640x480", "--display", profile, "--bits", bits)
    one, other = tmp_path / "one.png", tmp_path / "other.png"
    assert Shell().run("display", "pattern", "RAMP", "-o", one, *words) == 0
    assert Shell().run("display", "pattern", "RAMP", "-o", other, *words, "--reference") == 0
    assert np.array_equal(pixels(one), pixels(other))
    assert pixels(one).shape == (480, 640)


def test_a_profile_makes_levels_of_that_monitor(tmp_path: Path, profile: Path) -> None:
    from workstation.display.monitor import read_profile

    out = tmp_path / "out.png"
    words = ("--size", "300x300", "--display", profile, "--ambient", "0.5", "--reference")
    Shell().run("display", "pattern", "TG18-QC", "-o", out, *words)
    table = display_table(read_profile(profile), 0.5, 8)
    assert np.array_equal(pixels(out), table.ddl[pattern("TG18-QC", 300, 300)])


def test_the_list_names_every_pattern_and_what_is_not_verified(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert Shell().run("display", "pattern", "--list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [each.name for each in PATTERNS]
    assert "unverified" in next(line for line in lines if line.startswith("TG18-AD"))


def test_the_list_is_json_for_scripts(capsys: pytest.CaptureFixture[str]) -> None:
    Shell().run("display", "pattern", "--list", "--json")
    rows = json.loads(capsys.readouterr().out)["patterns"]
    needing = {row["name"] for row in rows if row["needs_pixel_pitch"]}
    assert {"TG18-GV", "TG18-GA03"} <= needing
    assert "TG18-QC" not in needing


def test_without_a_file_the_window_is_asked(tmp_path: Path, profile: Path) -> None:
    shell = Shell()
    words = ("--monitor", "DP-1", "--display", profile, "--ambient", "0.2", "--pixel-pitch", "0.2")
    shell.run("display", "pattern", "tg18-ga10", *words, "--screenshot", tmp_path / "a.png")
    assert shell.requests == [
        PatternRequest("TG18-GA10", None, "DP-1", profile, 0.2, 0.2, tmp_path / "a.png")
    ]


def test_the_windows_exit_status_is_the_commands() -> None:
    assert Shell(status=1).run("display", "pattern", "RAMP") == 1


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["RAMP", "--bits", "10"],
        ["RAMP", "--reference"],
        ["RAMP", "-o", "a.png", "--monitor", "1"],
        ["RAMP", "-o", "a.png", "--screenshot", "b.png"],
        ["RAMP", "-o", "a.png", "--ambient", "1"],
        ["RAMP", "--pixel-pitch", "nan"],
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_wrong_usage(words: list[str]) -> None:
    shell = Shell()
    assert (shell.run("display", "pattern", *words), shell.requests) == (2, [])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["TG18-XX"], "TG18-XX"),
        (["TG18-XX", "-o", "a.png"], "TG18-XX"),
        (["TG18-GV", "-o", "a.png"], "ruler"),
        (["TG18-GV", "-o", "a.png", "--pixel-pitch", "0.1"], "200 mm"),
        (["RAMP", "-o", "a.png", "--size", "40x1000"], "40 by 1000"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_drawn_is_refused_in_words(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell()
    assert (shell.run("display", "pattern", *words), shell.requests) == (1, [])
    assert said in capsys.readouterr().err
