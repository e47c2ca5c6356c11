"""Readings of a measurement that was interrupted: kept until it is done, or no longer fit."""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from time import time

from workstation.base.errors import WorkstationError
from workstation.base.text import N_
from workstation.display.measuring import Plan
from workstation.display.meter import Reading

_LONGEST = 3600.0  # seconds: later, backlight and room are no longer those of the first readings


class ReadingsNotKeptError(WorkstationError):
    message_id = "display.readings-not-kept"
    sentence = N_("The readings could not be kept in {file}: {reason}")
    advice = N_("Check the room and the permissions there and begin again.")


class KeptReadings:
    """One file for each monitor; the readings of another plan or meter do not count.

    path    of the file
    meter   what the readings are made with
    """

    def __init__(self, path: Path, meter: str) -> None:
        self._path = path
        self._meter = meter

    def read(self, plan: Plan) -> tuple[Reading, ...]:
        """Those that go on; none where there are none."""
        try:
            if time() - self._path.stat().st_mtime > _LONGEST:
                return ()
            document = json.loads(self._path.read_text("ascii"))
            if (document["meter"], document["plan"]) != (self._meter, asdict(plan)):
                return ()
            return tuple(_reading(row) for row in document["readings"])
        except (OSError, ValueError, KeyError, TypeError):  # as if there were none: they are redone
            return ()

    def keep(self, plan: Plan, readings: Sequence[Reading]) -> None:
        """All so far; whoever stops the program finds them, whole."""
        rows = [[each.luminance, each.xyz, each.error] for each in readings]
        document = {"meter": self._meter, "plan": asdict(plan), "readings": rows}
        part = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(document), "ascii")
            os.replace(part, self._path)
        except OSError as error:
            reason = error.strerror or ""
            raise ReadingsNotKeptError(file=self._path.name, reason=reason) from error

    def discard(self) -> None:
        """They are in a profile now, or make none."""
        with suppress(OSError):
            self._path.unlink()


def _reading(row: Sequence[object]) -> Reading:
    luminance, xyz, error = row
    if not isinstance(luminance, float | int) or not isinstance(error, float | int):
        raise TypeError("no reading")
    if xyz is None:
        return Reading(float(luminance), None, float(error))
    x, y, z = map(float, xyz)  # type: ignore[call-overload]
    return Reading(float(luminance), (x, y, z), float(error))
