"""A luminance meter whose values somebody types: for meters that no program reads."""

import sys
from math import isfinite

import click

from workstation.base.errors import WorkstationError
from workstation.base.text import N_, _
from workstation.display.meter import Reading

_BRIGHTEST = 1e5  # cd/m2; more is a slip of the finger


class TypingEndedError(WorkstationError):
    message_id = "display.typing-ended"
    sentence = N_("No more values were given.")
    advice = N_("Run the command again within the hour: it goes on where it ended.")


class TypedMeter:
    """Asks on standard error, reads on standard input; what is no luminance is asked for again."""

    def read(self) -> Reading:
        """One line, in cd/m2."""
        while True:
            click.echo(_("cd/m²: "), err=True, nl=False)
            line = sys.stdin.readline()
            if not line:
                raise TypingEndedError
            luminance = _luminance(line)
            if luminance is not None:
                return Reading(luminance)
            click.echo(_("That is no luminance."), err=True)


def _luminance(text: str) -> float | None:
    """A comma may stand for the point; None where it cannot be one."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if isfinite(value) and 0 <= value <= _BRIGHTEST else None
