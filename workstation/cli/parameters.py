"""Kinds of values on the command line."""

import re
from collections.abc import Callable, Mapping, Sequence
from math import inf, isfinite
from pathlib import Path
from typing import Any

import click

from workstation.base.text import _
from workstation.commands.opening import OpenRequest
from workstation.dicom.lut import Window

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_MOST_PIXELS = 32768
_ROWS, _COLUMNS = 4, 5


class _Pair(click.ParamType[tuple[int, int]]):
    """Two positive whole numbers with an x between them, up to a limit each."""

    def __init__(self, name: str, most: tuple[int, int]) -> None:
        self.name = name
        self._most = most

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(\d{1,6})[x×](\d{1,6})", value.strip().lower())
        pair = (int(found[1]), int(found[2])) if found else (0, 0)
        if not all(1 <= part <= most for part, most in zip(pair, self._most, strict=True)):
            first, second = self._most
            text = _("{value} is not {form}, at most {first}x{second}.")
            self.fail(text.format(value=value, form=self.name, first=first, second=second))
        return pair


SIZE = _Pair("WIDTHxHEIGHT", (_MOST_PIXELS, _MOST_PIXELS))
LAYOUT = _Pair("ROWSxCOLUMNS", (_ROWS, _COLUMNS))


class _WindowType(click.ParamType[Window]):
    """Center and width of a VOI window."""

    name = "CENTER,WIDTH"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Window:
        if isinstance(value, Window):
            return value
        found = re.fullmatch(rf"\s*({_NUMBER})\s*[,/]\s*({_NUMBER})\s*", value)
        if found is None or not (isfinite(float(found[1])) and 0 < float(found[2]) < inf):
            self.fail(_("{value} is not a window: two numbers, like 40,400.").format(value=value))
        return Window(float(found[1]), float(found[2]))


WINDOW = _WindowType()


class _FiniteRange(click.FloatRange):
    """Numbers from one to another; what is no number would lie within every range."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        number: float = super().convert(value, param, ctx)
        if not isfinite(number):
            self.fail(_("{value} is not a number.").format(value=value))
        return number


LUMINANCE = _FiniteRange(0, 1e4)  # cd/m²
PITCH = _FiniteRange(0.01, 10)  # mm


def open_request(paths: Sequence[str], options: Mapping[str, Any]) -> OpenRequest:
    """What the values of window_options ask for, for these paths."""
    wishes = {key: value for key, value in options.items() if value is not None}
    wishes.update({key: Path(wishes[key]) for key in ("screenshot", "display") if key in wishes})
    return OpenRequest(tuple(map(Path, paths)), **wishes)


def window_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How the reading window is shown: what the bare command, `open` and `demo` share."""
    options = (
        click.option(
            "--layout", type=LAYOUT, help=_("Rows and columns of viewports, like 2x2; up to 4x5.")
        ),
        click.option("--size", type=SIZE, help=_("Width and height of the window, in pixels.")),
        click.option(
            "--screenshot",
            type=click.Path(dir_okay=False),
            help=_("Save what the window shows to this PNG file, and end."),
        ),
        click.option(
            "--display",
            type=click.Path(exists=True, dir_okay=False),
            help=_("Profile of the monitor; else one that is kept and names this monitor."),
        ),
        click.option(
            "--ambient",
            type=LUMINANCE,
            help=_("cd/m² reflected by the monitor, instead of what its profile says."),
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command
