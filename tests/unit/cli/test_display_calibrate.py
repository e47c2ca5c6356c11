"""`display calibrate`, before monitors that exist in numbers only."""

from io import StringIO
from pathlib import Path

import pytest

from tests.support.fake_spotread import fake_spotread
from tests.support.shell import Shell
from tests.support.virtual_desk import RIGHT, VirtualDesk
from tests.support.virtual_monitor import VirtualBench, VirtualMonitor
from workstation.display.measuring import spread
from workstation.display.monitor import read_profile

TRUTH = VirtualMonitor()
GRAYS = [float(TRUTH.luminance((ddl, ddl, ddl))) for ddl in spread(18, 8)]
TYPED = ("--meter", "manual", "--readings", "18")


@pytest.fixture
def desk() -> VirtualDesk:
    return VirtualDesk(VirtualBench(TRUTH))


@pytest.fixture
def shell(desk: VirtualDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Its data and settings are elsewhere."""
    monkeypatch.setattr("workstation.base.paths.settings_directory", lambda: tmp_path / "settings")
    monkeypatch.setattr("workstation.base.paths.data_directory", lambda: tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return Shell(desk=desk)


def type_in(monkeypatch: pytest.MonkeyPatch, values: list[float]) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("".join(f"{value:.6f}\n" for value in values)))


def test_typed_values_become_the_profile_of_the_monitor(
    shell: Shell,
    desk: VirtualDesk,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Kept where the window finds it, with its figures called predicted."""
    type_in(monkeypatch, GRAYS)
    words = ("--monitor", "DP-2", "--ambient", "0.2", "--target", "ratio-350")
    assert shell.run("display", "calibrate", *TYPED, *words, "-o", "stored") == 0
    said = capsys.readouterr()
    (path,) = Path("settings/displays").iterdir()
    profile = read_profile(path)
    assert (profile.model, profile.ambient_luminance, desk.covered) == ("Right", 0.2, RIGHT)
    assert [each for _ddl, each in profile.characteristic_curve] == pytest.approx(GRAYS, rel=1e-3)
    assert "Predicted, not measured: k18" in said.out
    assert "Patch 18 of 18" in said.err


def test_a_measurement_that_was_stopped_goes_on(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written before the last reading; then the kept ones are gone."""
    type_in(monkeypatch, GRAYS[:7])
    assert shell.run("display", "calibrate", *TYPED, "-o", "a.json") == 1
    assert not Path("a.json").exists()
    type_in(monkeypatch, GRAYS[7:])
    assert shell.run("display", "calibrate", *TYPED, "-o", "a.json") == 0
    assert "7 readings" in capsys.readouterr().err
    assert read_profile(Path("a.json")).characteristic_curve[17][1] == pytest.approx(GRAYS[17])
    assert list(Path("data/displays").iterdir()) == []


@pytest.mark.parametrize(
    "values",
    [GRAYS[::-1], [5.0] * 18, GRAYS[:9] + [value / 3 for value in GRAYS[9:]]],
    ids=["decreasing", "flat", "dimmed halfway"],
)
def test_what_no_monitor_shows_is_refused_and_the_old_profile_stays(
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    values: list[float],
) -> None:
    Path("a.json").write_text("what was there")
    type_in(monkeypatch, values)
    assert shell.run("display", "calibrate", *TYPED, "-o", "a.json") == 1
    assert Path("a.json").read_text() == "what was there"
    said = capsys.readouterr().err
    assert "not those of a monitor" in said or "do not lie on one curve" in said


def test_spotread_is_asked_where_no_other_meter_is_named(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four times each patch; a file for DCMTK."""
    answers = [f"{value} {value} {value}" for value in GRAYS for _again in range(4)]
    fake_spotread(tmp_path, answers)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    words = ("--readings", "18", "--no-colors", "-o", "a.lut")
    assert shell.run("display", "calibrate", *words) == 0
    assert Path("a.lut").read_text().startswith("max 255")


def test_typed_values_have_no_colors(shell: Shell) -> None:
    assert shell.run("display", "calibrate", *TYPED, "--colors", "-o", "a.json") == 2


def test_a_monitor_that_is_not_there_is_refused(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shell.run("display", "calibrate", *TYPED, "--monitor", "DP-9", "-o", "a.json") == 1
    assert "DP-9" in capsys.readouterr().err
