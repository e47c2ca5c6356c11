"""What is known of one monitor: its profile file, ours (JSON) and DCMTK's."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from workstation.base.errors import WorkstationError
from workstation.base.text import N_, _

_FORMAT = "workstation-display-profile"
_VERSION = 1
_CHANNELS = ("red", "green", "blue")
_ADDITIVITY = 0.15  # of white: further off, the ramps are not of this monitor
_TARGETS = ("native", "ratio-350")
_MODES = ("", "gray", "blue-noise", "pseudo-gray")

Json = Mapping[str, object]
Ramp = tuple[tuple[int, tuple[float, float, float]], ...]


class UnusableProfileError(WorkstationError):
    """A monitor's profile that cannot be read, or says what cannot be."""

    message_id = "display.unusable-profile"
    sentence = N_("The display profile {file} cannot be used: {reason}")
    advice = N_("Measure the monitor again, or choose another profile.")


class _UnusableError(Exception):
    """Why a profile is refused; the file's name is added by read_profile."""


@dataclass(frozen=True, slots=True)
class MonitorProfile:
    """One monitor, as measured.

    manufacturer, model, serial, connector   which one; empty where unknown
    ddl_bits               width of a digital driving level
    characteristic_curve   (DDL, luminance in cd/m2 without ambient light), 0 and the highest
                           DDL among them
    channels               ramps of red, green and blue as (DDL, XYZ), where measured
    ambient_luminance      cd/m2 reflected by the screen
    target                 native: the monitor's own black; ratio-350: black at 1/350 of white
    mode                   gray, blue-noise or pseudo-gray; empty: the deepest that was measured
    measured_at, expires_at   ISO 8601, empty where unknown
    """

    ddl_bits: int
    characteristic_curve: tuple[tuple[int, float], ...]
    manufacturer: str = ""
    model: str = ""
    serial: str = ""
    connector: str = ""
    channels: tuple[tuple[str, Ramp], ...] = ()
    ambient_luminance: float = 0.0
    target: str = "native"
    mode: str = ""
    measured_at: str = ""
    instrument: str = ""
    expires_at: str = ""


def read_profile(path: Path) -> MonitorProfile:
    """Read a profile: JSON when it begins with a brace, else DCMTK's characteristics file."""
    try:
        text = path.read_text("utf-8-sig")
        profile = _from_json(text) if text.lstrip().startswith("{") else _from_dcmtk(text)
        _check(profile)
    except OSError as error:
        raise UnusableProfileError(file=path.name, reason=error.strerror or "") from error
    except UnicodeDecodeError as error:
        raise UnusableProfileError(file=path.name, reason=_("it is not text.")) from error
    except _UnusableError as error:
        raise UnusableProfileError(file=path.name, reason=str(error)) from error
    return profile


def write_profile(profile: MonitorProfile, path: Path) -> None:
    """Write our own format."""
    document = {
        "format": _FORMAT,
        "version": _VERSION,
        "monitor": {key: getattr(profile, key) for key in _IDENTITY},
        "ddl_bits": profile.ddl_bits,
        "characteristic_curve": [
            {"ddl": ddl, "luminance": luminance} for ddl, luminance in profile.characteristic_curve
        ],
        "channels": {
            name: [{"ddl": ddl, "xyz": list(xyz)} for ddl, xyz in ramp]
            for name, ramp in profile.channels
        },
        "ambient_luminance": profile.ambient_luminance,
        **{key: getattr(profile, key) for key in _TEXTS},
    }
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", "utf-8")


def write_dcmtk(profile: MonitorProfile, path: Path) -> None:
    """Write a monitor characteristics file for DCMTK; it has no room for the rest."""
    lines = [f"max {2**profile.ddl_bits - 1}", f"amb {profile.ambient_luminance:.9g}"]
    lines += [f"{ddl} {luminance:.9g}" for ddl, luminance in sorted(profile.characteristic_curve)]
    path.write_text("\n".join(lines) + "\n", "ascii")


_IDENTITY = ("manufacturer", "model", "serial", "connector")
_TEXTS = ("target", "mode", "measured_at", "instrument", "expires_at")


def _from_json(text: str) -> MonitorProfile:
    try:
        document = _object(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise _UnusableError(_("it is not valid JSON.")) from error
    if (document.get("format"), document.get("version")) != (_FORMAT, _VERSION):
        raise _UnusableError(_("it is no display profile of version 1."))
    monitor = _object(document.get("monitor", {}))
    channels = _object(document.get("channels") or {})
    try:
        return MonitorProfile(
            int(_number(document["ddl_bits"])),
            tuple(
                (_level(row), _number(row["luminance"]))
                for row in _rows(document["characteristic_curve"])
            ),
            **{key: _text(monitor, key) for key in _IDENTITY},
            channels=tuple((name, _ramp(channels[name])) for name in _CHANNELS if name in channels),
            ambient_luminance=_number(document.get("ambient_luminance", 0.0)),
            target=_text(document, "target", "native"),
            mode=_text(document, "mode"),
            **{key: _text(document, key) for key in ("measured_at", "instrument", "expires_at")},
        )
    except KeyError as error:
        raise _UnusableError(_("{key} is missing.").format(key=error.args[0])) from error


def _from_dcmtk(text: str) -> MonitorProfile:
    """Lines of `max DDL`, `amb cd/m2`, `DDL luminance`; # begins a comment (DCMTK dcmdspfn)."""
    settings: dict[str, float] = {}
    points: list[tuple[int, float]] = []
    for line in text.splitlines():
        words = line.split("#")[0].split()
        if not words:
            continue
        if len(words) != 2:
            raise _UnusableError(_("“{line}” is no pair of values.").format(line=line[:40]))
        if words[0] in {"max", "amb", "ord"}:
            settings[words[0]] = _number(words[1])
        else:
            points.append((int(_number(words[0])), _number(words[1])))
    if "max" not in settings:
        raise _UnusableError(_("{key} is missing.").format(key="max"))
    highest = int(settings["max"])
    if highest + 1 not in {2**bits for bits in range(8, 17)}:
        raise _UnusableError(_("its highest level is not of 8 to 16 bits."))
    return MonitorProfile(
        highest.bit_length(), tuple(points), ambient_luminance=settings.get("amb", 0.0)
    )


def _check(profile: MonitorProfile) -> None:
    """Refuse what no monitor can be, before a picture is made with it."""
    if not 8 <= profile.ddl_bits <= 16:
        raise _UnusableError(_("its levels are not of 8 to 16 bits."))
    levels = [ddl for ddl, _luminance in profile.characteristic_curve]
    highest = 2**profile.ddl_bits - 1
    if not levels or (min(levels), max(levels)) != (0, highest):
        raise _UnusableError(
            _("level 0 and level {highest} must be measured.").format(highest=highest)
        )
    if min(luminance for _ddl, luminance in profile.characteristic_curve) < 0:
        raise _UnusableError(_("a luminance is negative."))
    curve = dict(profile.characteristic_curve)
    if curve[highest] <= curve[0]:
        raise _UnusableError(_("white is not brighter than black."))
    if profile.ambient_luminance < 0:
        raise _UnusableError(_("the ambient luminance is negative."))
    _check_channels(profile, highest)
    _check_choices(profile)


def _check_channels(profile: MonitorProfile, highest: int) -> None:
    """Ramps from which a picture can be made: a swapped or broken one would turn grays around."""
    added = {}
    for name, ramp in profile.channels:
        xyz = dict(ramp)
        if not {0, highest} <= xyz.keys():
            raise _UnusableError(
                _("level 0 and level {highest} must be measured.").format(highest=highest)
            )
        x, y, z = (bright - dark for dark, bright in zip(xyz[0], xyz[highest], strict=True))
        if y <= 0:
            raise _UnusableError(_("white is not brighter than black."))
        if (name == "red" and x <= z) or (name == "blue" and z <= x):
            raise _UnusableError(_("the ramp of {name} is of another color.").format(name=name))
        added[name] = y
    curve = dict(profile.characteristic_curve)
    span = curve[highest] - curve[0]
    if len(added) == len(_CHANNELS) and abs(sum(added.values()) - span) > _ADDITIVITY * span:
        raise _UnusableError(_("red, green and blue do not add up to white."))


def _check_choices(profile: MonitorProfile) -> None:
    for value, choices in ((profile.target, _TARGETS), (profile.mode, _MODES)):
        if value not in choices:
            raise _UnusableError(_("“{value}” is not known.").format(value=value[:40]))


def _object(value: object) -> Json:
    if not isinstance(value, dict):
        raise _UnusableError(_("its structure is not that of a profile."))
    return cast("Json", value)


def _rows(value: object) -> list[Json]:
    if not isinstance(value, list):
        raise _UnusableError(_("its structure is not that of a profile."))
    return [_object(row) for row in value]


def _level(row: Json) -> int:
    return int(_number(row["ddl"]))


def _ramp(value: object) -> Ramp:
    ramp = []
    for row in _rows(value):
        xyz = row["xyz"]
        if not isinstance(xyz, list) or len(xyz) != 3:
            raise _UnusableError(_("XYZ must be three numbers."))
        ramp.append((_level(row), (_number(xyz[0]), _number(xyz[1]), _number(xyz[2]))))
    return tuple(ramp)


def _text(source: Json, key: str, default: str = "") -> str:
    value = source.get(key)
    return default if value is None else str(value)


def _number(value: object) -> float:
    """A finite number, from JSON or from text."""
    try:
        number = float(cast("str | float", value))
    except (TypeError, ValueError) as error:
        raise _UnusableError(_("“{value}” is no number.").format(value=str(value)[:40])) from error
    if not math.isfinite(number):
        raise _UnusableError(_("“{value}” is no number.").format(value=str(value)[:40]))
    return number
