import json
from pathlib import Path

import pytest

from workstation.display.monitor import (
    MonitorProfile,
    UnusableProfileError,
    read_profile,
    write_dcmtk,
    write_profile,
)

_FULL = MonitorProfile(
    ddl_bits=10,
    characteristic_curve=((0, 0.42), (512, 80.5), (1023, 410.25)),
    manufacturer="Maker",
    model="M-1",
    serial="Ä7",
    connector="DP-1",
    channels=(("red", ((0, (0.1, 0.2, 0.3)), (1023, (180.0, 90.0, 1.5)))),),
    ambient_luminance=0.25,
    target="ratio-350",
    mode="pseudo-gray",
    measured_at="2026-11-23T10:00:00Z",
    instrument="Meter",
    expires_at="2027-11-23T10:00:00Z",
)
_DOCUMENT: dict[str, object] = {
    "format": "workstation-display-profile",
    "version": 1,
    "ddl_bits": 8,
    "characteristic_curve": [{"ddl": 0, "luminance": 0.5}, {"ddl": 255, "luminance": 300}],
}


def _written(folder: Path, text: str) -> Path:
    path = folder / "monitor.profile"
    path.write_text(text, "utf-8")
    return path


def _refusal(path: Path) -> str:
    with pytest.raises(UnusableProfileError) as caught:
        read_profile(path)
    return caught.value.summary


def test_a_profile_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """All of it."""
    path = tmp_path / "monitor.json"
    write_profile(_FULL, path)
    assert read_profile(path) == _FULL


def test_the_file_has_the_keys_that_scripts_rely_on(tmp_path: Path) -> None:
    """They are a contract."""
    path = tmp_path / "monitor.json"
    write_profile(_FULL, path)
    document = json.loads(path.read_text("utf-8"))
    assert document["monitor"]["serial"] == "Ä7"
    assert document["characteristic_curve"][1] == {"ddl": 512, "luminance": 80.5}
    assert document["channels"]["red"][1] == {"ddl": 1023, "xyz": [180.0, 90.0, 1.5]}


def test_what_is_not_said_has_a_default(tmp_path: Path) -> None:
    """The shortest profile that is one."""
    profile = read_profile(_written(tmp_path, json.dumps(_DOCUMENT)))
    assert profile == MonitorProfile(8, ((0, 0.5), (255, 300.0)))


def test_a_dcmtk_file_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """What it has room for."""
    profile = MonitorProfile(8, ((0, 0.5), (17, 3.25), (255, 301.125)), ambient_luminance=0.75)
    path = tmp_path / "monitor.lut"
    write_dcmtk(profile, path)
    assert read_profile(path) == profile


def test_a_dcmtk_file_may_have_comments_and_spaces(tmp_path: Path) -> None:
    """As the ones that DCMTK comes with."""
    text = "# monitor\n\n max\t1023 # ten bits\n  amb 1.5\nord 5\n 0  0.2\n1023 250.5 # white\n"
    profile = read_profile(_written(tmp_path, text))
    assert profile == MonitorProfile(10, ((0, 0.2), (1023, 250.5)), ambient_luminance=1.5)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"version": 2}, "no display profile of version 1"),
        ({"format": "icc"}, "no display profile of version 1"),
        ({"ddl_bits": 7}, "8 to 16 bits"),
        ({"ddl_bits": "many"}, "“many” is no number"),
        ({"ddl_bits": 10}, "level 1023 must be measured"),
        ({"characteristic_curve": []}, "must be measured"),
        ({"characteristic_curve": 5}, "structure"),
        ({"characteristic_curve": [5]}, "structure"),
        ({"characteristic_curve": [{"ddl": 0}]}, "luminance is missing"),
        ({"ambient_luminance": -0.1}, "ambient luminance is negative"),
        ({"ambient_luminance": float("nan")}, "no number"),
        ({"target": "bright"}, "“bright” is not known"),
        ({"mode": "color"}, "“color” is not known"),
        ({"channels": {"red": [{"ddl": 0, "xyz": [1, 2]}]}}, "three numbers"),
        ({"monitor": "M-1"}, "structure"),
    ],
)
def test_a_json_profile_that_cannot_be_is_refused_in_words(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    """The sentence names the file and what is wrong with it."""
    refusal = _refusal(_written(tmp_path, json.dumps(_DOCUMENT | changes)))
    assert "monitor.profile" in refusal
    assert reason in refusal


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not valid JSON"),
        ("[" * 100_000, "no pair of values"),
        ("{" + '"a":[' * 100_000, "not valid JSON"),
        ("", "max is missing"),
        ("max 200\n0 1\n200 5\n", "8 to 16 bits"),
        ("max 255\n0 1\n", "level 255 must be measured"),
        ("max 255\n0 1\n255\n", "no pair of values"),
        ("max 255\n0 1\nwhite 5\n", "“white” is no number"),
        ("max 255\n0 9\n255 5\n", "not brighter"),
        ("max 255\n0 -1\n255 5\n", "negative"),
        ("max 255\n0 0\n255 inf\n", "no number"),
    ],
)
def test_a_file_that_is_no_profile_is_refused_in_words(
    tmp_path: Path, text: str, reason: str
) -> None:
    """Whatever lies there, somebody chose it and must read why it is not used."""
    assert reason in _refusal(_written(tmp_path, text))


def test_a_file_that_is_no_text_is_refused_in_words(tmp_path: Path) -> None:
    """A picture, chosen by mistake."""
    path = tmp_path / "monitor.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    assert "not text" in _refusal(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With what the system says."""
    assert "gone.json" in _refusal(tmp_path / "gone.json")


def _ramp(*white: float) -> list[dict[str, object]]:
    return [{"ddl": 0, "xyz": [0.5, 0.5, 0.5]}, {"ddl": 255, "xyz": list(white)}]


_RAMPS = {
    "red": _ramp(131, 68, 7),
    "green": _ramp(114, 228, 38),
    "blue": _ramp(58, 23, 303),
}
_WITH_RAMPS = _DOCUMENT | {
    "characteristic_curve": [{"ddl": 0, "luminance": 0.5}, {"ddl": 255, "luminance": 318.0}]
}


def test_measured_ramps_are_read(tmp_path: Path) -> None:
    """As they stand in the file."""
    document = _WITH_RAMPS | {"channels": _RAMPS}
    profile = read_profile(_written(tmp_path, json.dumps(document)))
    assert dict(profile.channels)["blue"] == ((0, (0.5, 0.5, 0.5)), (255, (58, 23, 303)))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"red": _RAMPS["blue"], "blue": _RAMPS["red"]}, "ramp of red is of another color"),
        ({"blue": _ramp(131, 23, 7)}, "ramp of blue is of another color"),
        ({"green": _ramp(50, 100, 20)}, "do not add up to white"),
        ({"green": _RAMPS["green"][:1]}, "level 255 must be measured"),
        ({"green": _ramp(0.4, 0.4, 0.4)}, "not brighter"),
    ],
)
def test_ramps_that_would_turn_grays_around_are_refused(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    """Of another monitor, of swapped channels, of half a measurement."""
    document = _WITH_RAMPS | {"channels": _RAMPS | changes}
    assert reason in _refusal(_written(tmp_path, json.dumps(document)))
