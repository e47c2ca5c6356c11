"""The user's choices: read at the start, written when one is changed; broken ones are defaults."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from workstation.base.errors import WorkstationError
from workstation.base.text import N_

_LEAST_SHARE, _LARGEST_SHARE = 0.05, 0.75
_MOST_BYTES = 1 << 20  # of a file of settings; what is longer is none


class SettingsError(WorkstationError):
    message_id = "settings.unreadable"
    sentence = N_("The settings in {file} could not be read; what could not is as at first.")
    advice = N_("Look at Preferences (Ctrl+,): a change there writes the file anew.")


class SettingsNotSavedError(WorkstationError):
    message_id = "settings.not-saved"
    sentence = N_("The settings could not be saved in {file}: {reason}")
    advice = N_("They hold until the program ends.")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user can choose.

    up_is_brighter   dragging up with the window tool brightens; else it darkens
    interpolation    of images at first: nearest, linear or sharp
    keys             id of the profile of keys
    corner_text      how much the corners say at first: full, few or none
    memory_share     of the physical memory that decoded images may take, 0.05 to 0.75
    """

    up_is_brighter: bool = True
    interpolation: str = "linear"
    keys: str = "ours"
    corner_text: str = "full"
    memory_share: float = 0.25


_CHOICES: Mapping[str, tuple[str, ...]] = {
    "interpolation": ("nearest", "linear", "sharp"),
    "corner_text": ("full", "few", "none"),
}


def read_settings(path: Path) -> tuple[Settings, SettingsError | None]:
    """What the file says, and what is wrong with it; no file is no error."""
    try:
        with path.open("rb") as file:
            document = json.loads(file.read(_MOST_BYTES))
    except FileNotFoundError:
        return Settings(), None
    except (OSError, ValueError, RecursionError):
        return Settings(), SettingsError(file=path.name)
    if not isinstance(document, dict):
        return Settings(), SettingsError(file=path.name)
    named = {
        field.name: document[field.name] for field in fields(Settings) if field.name in document
    }
    good = {name: value for name, value in named.items() if _possible(name, value)}
    return replace(Settings(), **good), None if good == named else SettingsError(file=path.name)


def write_settings(settings: Settings, path: Path) -> None:
    """Write them whole or not at all: what was there before stays until then."""
    text = json.dumps(asdict(settings), indent=1) + "\n"
    partial = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(text, "utf-8")
        os.replace(partial, path)
    except OSError as error:
        raise SettingsNotSavedError(file=path, reason=error.strerror or "") from error


def _possible(name: str, value: object) -> bool:
    if name in _CHOICES:
        return value in _CHOICES[name]
    match getattr(Settings(), name):
        case bool():
            return isinstance(value, bool)
        case float():
            number = isinstance(value, float)
            return number and _LEAST_SHARE <= value <= _LARGEST_SHARE  # type: ignore[operator]
        case _:
            return isinstance(value, str)
