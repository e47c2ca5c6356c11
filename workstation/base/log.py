"""The program's log: what happened, by message ids and UIDs, never by names.

Sentences for the user name files, and files are named after patients; exceptions carry values.
So the log holds neither: an error is its message id, the UIDs among its facts and the kinds of
its causes; a defect is its kind and the lines that led to it.
"""

import logging
import os
import re
import traceback
from pathlib import Path
from types import TracebackType

from workstation.base import paths
from workstation.base.errors import WorkstationError

_LONGEST = 1_000_000  # bytes, then the log begins anew and the last one is kept beside it
_UID = re.compile(r"[0-9]+(\.[0-9]+){3,}")
_log = logging.getLogger("workstation")


def start(folder: Path | None = None) -> None:
    """Write the log into this folder from now on (None: the platform's); without one, nowhere."""
    try:
        handler = _handler(folder or paths.log_directory())
    except OSError:  # a home that cannot be written is no reason not to read images
        return
    handler.setFormatter(_Formatter("{asctime} {levelname} {name} {message}", style="{"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)


def record(error: WorkstationError) -> None:
    """Keep that this error was shown to the user."""
    uids = sorted({str(fact) for fact in error.facts.values() if _UID.fullmatch(str(fact))})
    _log.info("%s", " ".join((error.message_id, *uids, *_causes(error))))


def _causes(error: BaseException) -> list[str]:
    kinds, cause = [], error.__cause__
    while cause is not None:
        kinds.append(f"<- {type(cause).__name__}")
        cause = cause.__cause__
    return kinds


def _handler(folder: Path) -> logging.FileHandler:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "workstation.log"
    if path.exists() and path.stat().st_size > _LONGEST:
        path.replace(path.with_suffix(".log.1"))
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    return logging.FileHandler(path, encoding="utf-8")


class _Formatter(logging.Formatter):
    """Tracebacks without what the exceptions say."""

    def formatException(  # noqa: N802  # the library's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        kind, _error, trace = ei
        lines = [line.rstrip() for line in traceback.format_tb(trace)]
        return "\n".join((*lines, "" if kind is None else kind.__name__))
