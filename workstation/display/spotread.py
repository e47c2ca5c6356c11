"""ArgyllCMS `spotread` as a meter: it knows nearly every photometer and colorimeter there is."""

import os
import re
import subprocess
from math import isfinite
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import ClassVar, Self

from workstation.base.errors import WorkstationError
from workstation.base.text import N_
from workstation.display.meter import Reading

_KEY = b" \n"  # any key, and the line end that a program wants that is not at a terminal
_ATTEMPTS = 3
_SECONDS = 90.0  # a dark patch takes some meters half a minute, and so does finding the meter
_RESULT = re.compile(r"Result is XYZ:\s*(\S+)\s+(\S+)\s+([^\s,]+)")
_READY = re.compile(r"key to take a reading:|key to retry:")
_KEPT = N_("Then run the command again: the readings made so far are kept.")


class MeterError(WorkstationError):
    """The meter gives no reading; `again`: asking once more may help."""

    message_id = "display.meter"
    sentence = N_("The meter gave no reading: {said}")
    advice = _KEPT
    again: ClassVar[bool] = False


class MeterMissingError(MeterError):
    message_id = "display.meter-missing"
    sentence = N_(
        "The program {program} of ArgyllCMS, which reads the meter, could not be started."
    )
    advice = N_("Install ArgyllCMS (Debian: argyll), or type values with --meter manual.")


class MeterNeedsCalibrationError(MeterError):
    message_id = "display.meter-needs-calibration"
    sentence = N_("The meter must itself be calibrated before it can go on.")
    advice = N_(
        "Run `spotread -e` in a terminal, do what it asks and run the command again: the readings "
        "made so far are kept."
    )


class MeterUnpluggedError(MeterError):
    message_id = "display.meter-unplugged"
    sentence = N_("No meter answers: it is not plugged in, or another program has it.")
    advice = N_("Plug it in and run the command again: the readings made so far are kept.")


class MeterOverRangeError(MeterError):
    message_id = "display.meter-over-range"
    sentence = N_("The patch is brighter than the meter can read.")
    advice = N_("Use another meter, or lower the brightness of the monitor and begin anew.")


class MeterPositionError(MeterError):
    message_id = "display.meter-position"
    sentence = N_("The meter says that its sensor is in the wrong position.")
    advice = N_("Turn it to where it looks at the screen. The readings made so far are kept.")


class MeterTimeoutError(MeterError):
    message_id = "display.meter-timeout"
    sentence = N_("The meter did not answer within {seconds:.0f} seconds.")
    advice = N_("Unplug it, plug it in, run the command again: the readings made so far are kept.")


class MeterMisreadError(MeterError):
    message_id = "display.meter-misread"
    sentence = N_("The meter could not read the patch: {said}")
    again = True


# What spotread says where it gives no reading; the first that fits.
_FAILURES: tuple[tuple[re.Pattern[str], type[MeterError]], ...] = (
    (
        re.compile(r"saturat|over ?range|too (bright|much light)", re.IGNORECASE),
        MeterOverRangeError,
    ),
    (
        re.compile(r"needs?( a)? calibration|needs to be set ?up for calibration", re.IGNORECASE),
        MeterNeedsCalibrationError,
    ),
    (
        re.compile(r"no instrument detected|communication problem|no device", re.IGNORECASE),
        MeterUnpluggedError,
    ),
    (re.compile(r"wrong position", re.IGNORECASE), MeterPositionError),
    (re.compile(r"misread", re.IGNORECASE), MeterMisreadError),
)


class SpotRead:
    """The program, started at the first reading and ended with the block it is used in.

    program    name or path
    seconds    that it may take for one answer
    """

    def __init__(self, program: str = "spotread", seconds: float = _SECONDS) -> None:
        self._program = program
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._said: Queue[bytes] = Queue()
        self._text = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self) -> Reading:
        """XYZ of what it looks at, absolute; what may help is tried again."""
        for attempt in range(_ATTEMPTS):
            try:
                return self._read()
            except MeterError as error:
                if not error.again or attempt + 1 == _ATTEMPTS:
                    self.close()
                    raise
        raise AssertionError("no attempt")

    def close(self) -> None:
        """End the program."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _read(self) -> Reading:
        process = self._started()
        self._until(_READY)
        assert process.stdin is not None
        try:
            process.stdin.write(_KEY)
            process.stdin.flush()
        except OSError as error:
            raise MeterUnpluggedError from error
        found = self._until(_RESULT)
        return _reading(found)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._text, self._said = "", Queue()
            try:
                self._process = subprocess.Popen(
                    [self._program, "-e"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    env={**os.environ, "ARGYLL_NOT_INTERACTIVE": "1", "LC_ALL": "C"},
                    start_new_session=True,  # Ctrl+C is for us, not for it
                )
            except OSError as error:
                raise MeterMissingError(program=self._program) from error
            Thread(target=_listen, args=(self._process, self._said), daemon=True).start()
        return self._process

    def _until(self, wanted: re.Pattern[str]) -> re.Match[str]:
        """What of its words fits; words that say that there will be none end the wait."""
        end = monotonic() + self._seconds
        while True:
            found = wanted.search(self._text)
            self._refuse(self._text[: found.start()] if found else self._text.rpartition("\n")[0])
            if found:
                self._text = self._text[found.end() :]
                return found
            self._hear(end)

    def _refuse(self, told: str) -> None:
        """Raise the failure that was told in whole lines, and forget all up to it."""
        for pattern, kind in _FAILURES:
            found = pattern.search(told)
            if found:
                line = told[told.rfind("\n", 0, found.start()) + 1 :].splitlines()[0]
                self._text = self._text[found.end() :]
                raise kind(said=line.strip()[:80])

    def _hear(self, end: float) -> None:
        try:
            said = self._said.get(timeout=max(0.0, end - monotonic()))
        except Empty:
            raise MeterTimeoutError(seconds=self._seconds) from None
        if not said:
            raise MeterUnpluggedError
        self._text += said.decode("ascii", "replace")


def _listen(process: subprocess.Popen[bytes], said: "Queue[bytes]") -> None:
    """Hand on what it says, and at last nothing."""
    assert process.stdout is not None
    while True:
        try:
            words = os.read(process.stdout.fileno(), 4096)
        except (OSError, ValueError):  # it was ended meanwhile
            words = b""
        said.put(words)
        if not words:
            return


def _reading(found: re.Match[str]) -> Reading:
    try:
        x, y, z = (float(part) for part in found.groups())
    except ValueError as error:
        raise MeterMisreadError(said=found[0][:80]) from error
    if not all(map(isfinite, (x, y, z))):
        raise MeterMisreadError(said=found[0][:80])
    return Reading(max(y, 0.0), (x, max(y, 0.0), z))  # near black a meter may fall below nothing
