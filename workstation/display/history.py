"""What was done with one monitor, one line after the other: checks, measurements, calibrations.

A line is JSON and names the hash of the line before it, so that a line that was changed, left out
or put in is seen. Whoever can write the file can also write all hashes anew: this tells of damage
and of careless hands, and proves nothing against careful ones.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from workstation.base.errors import WorkstationError
from workstation.base.text import N_
from workstation.display.stored_profiles import MonitorIdentity

Record = Mapping[str, object]

_PREVIOUS, _OWN = "previous", "sha256"
_ENDING = ".jsonl"


class HistoryNotWrittenError(WorkstationError):
    message_id = "display.history-not-written"
    sentence = N_("The record could not be added to {file}: {reason}")
    advice = N_("Nothing of it was kept. Check the room and the permissions there and repeat it.")


class HistoryNotReadError(WorkstationError):
    message_id = "display.history-not-read"
    sentence = N_("The history {file} could not be read: {reason}")
    advice = N_("Check the permissions there.")


@dataclass(frozen=True, slots=True)
class Flaw:
    """Where a history is not what was written.

    line     number, from 1
    reason   "unreadable": no JSON of ours; "changed": not the content that was hashed; "broken":
             what stood before it has been changed, left out or put in
    """

    line: int
    reason: str


def history_file(monitor: MonitorIdentity, folder: Path) -> Path:
    """The file of a monitor, named by what the monitor says of itself.

    Where it says nothing, and where two say the same, the connector is part of the name.
    """
    said = (monitor.manufacturer, monitor.model, monitor.serial)
    parts = said if monitor.known and monitor.serial else (*said, monitor.connector)
    words = "-".join(filter(None, (re.sub(r"[^A-Za-z0-9]+", "_", part) for part in parts)))
    mark = sha256("\n".join(parts).encode()).hexdigest()[:8]  # two names may be one by their words
    return folder / f"{words[:60] or 'monitor'}-{mark}{_ENDING}"


def append(path: Path, record: Record) -> None:
    """Add a record behind all others, and do not return before it is on the disk."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file, _alone(file):
            end = file.seek(0, os.SEEK_END)
            content = _content(file)
            line = _line(record, _link(content))
            torn = bool(content) and not content.endswith(b"\n")
            _write(file, (b"\n" if torn else b"") + line + b"\n", end)
    except OSError as error:
        raise HistoryNotWrittenError(file=path.name, reason=error.strerror or "") from error


def _write(file: BinaryIO, line: bytes, end: int) -> None:
    """All of it or nothing: a disk that is full leaves no half of a line."""
    try:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    except OSError:
        os.truncate(file.fileno(), end)
        raise


def read(path: Path) -> tuple[Record, ...]:
    """The records that can be read, the oldest first; none where there is no file."""
    records = (_record(line) for line in _lines(path))
    return tuple(record for record in records if record is not None)


def verify(path: Path) -> tuple[Flaw, ...]:
    """What of the file is not as it was written; nothing where all is."""
    flaws = []
    before = ""
    for number, line in enumerate(_lines(path), 1):
        reason = _reason(line, before)
        if reason:
            flaws.append(Flaw(number, reason))
        before = sha256(line).hexdigest()
    return tuple(flaws)


def _reason(line: bytes, before: str) -> str:
    record = _record(line)
    if record is None:
        return "unreadable"
    if record.get(_OWN) != _own_hash(record):
        return "changed"
    return "" if record.get(_PREVIOUS) == before else "broken"


def _lines(path: Path) -> list[bytes]:
    try:
        with path.open("rb") as file:
            return _content(file).splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise HistoryNotReadError(file=path.name, reason=error.strerror or "") from error


def _content(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


def _link(content: bytes) -> str:
    """Hash of the last line; of the first there is none before it."""
    lines = content.splitlines()
    return sha256(lines[-1]).hexdigest() if lines else ""


def _line(record: Record, previous: str) -> bytes:
    if _PREVIOUS in record or _OWN in record:
        raise ValueError("a record that says itself how it is chained")
    linked = {**record, _PREVIOUS: previous}
    return _json({**linked, _OWN: _own_hash(linked)})


def _own_hash(record: Record) -> str:
    """Of all that a record says but this."""
    return sha256(_json({key: value for key, value in record.items() if key != _OWN})).hexdigest()


def _json(record: Record) -> bytes:
    """One line, always the same for the same content."""
    return json.dumps(record, ensure_ascii=True, sort_keys=True, allow_nan=False).encode()


def _record(line: bytes) -> Record | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


@contextmanager
def _alone(file: BinaryIO) -> Iterator[None]:
    """Nobody else adds at the same time: the window and the command line may be open at once."""
    try:
        from fcntl import LOCK_EX, LOCK_UN, flock
    except ImportError:  # no POSIX: there the window alone writes
        yield
        return
    flock(file, LOCK_EX)
    try:
        yield
    finally:
        flock(file, LOCK_UN)
