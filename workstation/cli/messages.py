"""What went wrong, on standard error; and how far a long job is, where somebody is looking."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from workstation.base import log
from workstation.base.errors import WorkstationError
from workstation.base.jobs import Progress, Step

_WIDTH = 28  # characters of the bar
_PARTS = " ▏▎▍▌▋▊▉█"


def say(error: WorkstationError) -> None:
    """Write the sentence, and the remedy below it; keep in the log that it was said."""
    log.record(error)
    click.echo(printable(error.summary), err=True)
    if error.remedy:
        click.echo(f"  {printable(error.remedy)}", err=True)


def printable(text: str) -> str:
    """Text without characters that steer a terminal; line ends and tabs are kept."""
    return "".join(sign if sign.isprintable() or sign in "\n\t" else "�" for sign in text)


@contextmanager
def progress_bar(quiet: bool = False) -> Iterator[Progress]:
    """A progress whose steps are drawn on standard error, if that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield Progress()
        return
    try:
        yield Progress(_draw)
    finally:
        click.echo("\r\x1b[K", err=True, nl=False)


def _draw(step: Step) -> None:
    bar = "" if step.fraction is None else f"{_bar(step.fraction)} {step.fraction:4.0%} "
    click.echo(f"\r\x1b[K{bar}{printable(step.doing)[:60]}", err=True, nl=False)


def _bar(fraction: float) -> str:
    eighths = round(max(0.0, min(fraction, 1.0)) * _WIDTH * 8)
    full, part = divmod(eighths, 8)
    return (_PARTS[8] * full + (_PARTS[part] if part else "")).ljust(_WIDTH, "·")
