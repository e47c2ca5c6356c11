"""The meters that can be named on the command line."""

from collections.abc import Iterator
from contextlib import contextmanager

from workstation.display.meter import Meter

# Name and seconds that a patch stands before it is read: a panel follows within a tenth of one.
SETTLE = {"spotread": 0.3, "manual": 0.0}
INSTRUMENTS = {"spotread": "spotread (ArgyllCMS)", "manual": "typed by hand"}
REPEATS = {"spotread": 4, "manual": 1}


@contextmanager
def opened_meter(name: str) -> Iterator[Meter]:
    """It is given back at the end of the block."""
    if name == "manual":
        from workstation.cli.typed_meter import TypedMeter

        yield TypedMeter()
        return
    from workstation.display.spotread import SpotRead

    with SpotRead() as meter:
        yield meter
