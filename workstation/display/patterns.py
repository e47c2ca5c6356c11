"""Every test pattern by name: P-Values of any size, drawn by code, pixel for pixel.

Low contrasts and line pairs keep their period in pixels at any size; blocks grow with it. Patterns
that are square stand in the middle of the field. Nothing here knows a monitor: the P-Values take
the same way as those of an image.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial

from workstation.base.errors import WorkstationError
from workstation.base.text import N_
from workstation.display.patterns_canvas import Canvas, PValues
from workstation.display.patterns_glare import DISK, HOLES, draw_glare, draw_glare_targets
from workstation.display.patterns_own import draw_ramp, draw_staircase
from workstation.display.patterns_smpte import draw_smpte
from workstation.display.patterns_tg18 import (
    LINE_PAIRS,
    draw_ad,
    draw_ct,
    draw_lines,
    draw_ln,
    draw_un,
)
from workstation.display.patterns_tg18_qc import draw_cx, draw_qc
from workstation.display.patterns_tg270 import draw_pqc, draw_sqc, draw_uln

SMALLEST = 256  # pixels of a side, below which parts of patterns vanish

_REPORT_270, _TG18 = "AAPM Report 270", "AAPM On-line Report 03 (TG18)"

DrawMillimeters = Callable[[Canvas, float], None]


class UnknownPatternError(WorkstationError):
    message_id = "display.unknown-pattern"
    sentence = N_("There is no test pattern {name}.")
    advice = N_("Choose one of the list: workstation display pattern --list.")


class SmallPatternError(WorkstationError):
    message_id = "display.small-pattern"
    sentence = N_("{width} by {height} pixels are too few for a test pattern.")
    advice = N_("Ask for {smallest} pixels or more on each side.")


class NoPitchError(WorkstationError):
    """A pattern of millimeters, on a monitor of which nobody knows how large its pixels are."""

    message_id = "display.no-pitch"
    sentence = N_("{name} is measured in millimeters, and the size of a pixel is not known.")
    advice = N_("Measure the width of the picture with a ruler and give it: --pixel-pitch MM.")


class NoRoomError(WorkstationError):
    message_id = "display.no-room"
    sentence = N_("{name} needs {needed} mm in height and width, and there are {there} mm.")
    advice = N_("Use a larger monitor.")


class Standing(Enum):
    """What is known of a pattern's geometry."""

    VERIFIED = "verified"  # equal to published images or definitions
    UNVERIFIED = "unverified"  # not compared with the document that defines it
    OWN = "own"  # defined here


@dataclass(frozen=True, slots=True)
class Pattern:
    """One test pattern.

    name      as in its source
    family    patterns that are seen one after the other share it
    title     untranslated; shown through _()
    source    the document that defines it
    draw      onto a canvas; None where it needs to know how large a pixel is
    draw_mm   the same with the millimeters from one pixel to the next
    """

    name: str
    family: str
    title: str
    source: str
    standing: Standing
    draw: Callable[[Canvas], None] | None = None
    draw_mm: DrawMillimeters | None = None

    @property
    def measured(self) -> bool:
        """Whether it is given in millimeters."""
        return self.draw is None


def _uln() -> list[Pattern]:
    title = N_("One level in nine parts: uniformity, luminance at each level")
    return [
        Pattern(
            f"TG270-ULN8-{level:03}",
            "TG270-ULN8",
            title,
            _REPORT_270,
            Standing.VERIFIED,
            partial(draw_uln, level=level),
        )
        for level in range(0, 256, 5)
    ]


def _tg18(
    name: str,
    title: str,
    draw: Callable[[Canvas], None] | None,
    *,
    family: str = "",
    standing: Standing = Standing.UNVERIFIED,
    draw_mm: DrawMillimeters | None = None,
) -> Pattern:
    own_family = f"TG18-{family or name}"
    return Pattern(f"TG18-{name}", own_family, title, _TG18, standing, draw, draw_mm)


def _ln() -> list[Pattern]:
    title = N_("A square of one of 18 levels on gray: luminance response")
    numbers = range(1, 19)
    return [
        _tg18(f"LN8-{number:02}", title, partial(draw_ln, number=number), family="LN8")
        for number in numbers
    ]


def _un() -> list[Pattern]:
    plain, lined = N_("One level: uniformity"), N_("One level with the five places to measure")
    levels = (("10", 26), ("80", 204))
    return [
        *(
            _tg18(
                f"UN{percent}",
                plain,
                partial(draw_un, level=level, lines=False),
                family="UN",
                standing=Standing.VERIFIED,
            )
            for percent, level in levels
        ),
        *(
            _tg18(f"UNL{percent}", lined, partial(draw_un, level=level, lines=True), family="UN")
            for percent, level in levels
        ),
    ]


def _line_pairs() -> list[Pattern]:
    title = N_("Lines of one pixel: resolution")
    return [
        _tg18(
            f"LP{letter}{percent}",
            title,
            partial(draw_lines, percent=percent, upright=upright),
            family="LP",
            standing=Standing.VERIFIED,
        )
        for letter, upright in (("H", False), ("V", True))
        for percent in LINE_PAIRS
    ]


def _glare() -> list[Pattern]:
    targets, hole = N_("Weak disks in a black hole: veiling glare"), N_("A black hole: glare ratio")
    return [
        _tg18("GV", targets, None, family="G", draw_mm=partial(draw_glare_targets, white=True)),
        _tg18("GVN", targets, None, family="G", draw_mm=partial(draw_glare_targets, white=False)),
        *(
            _tg18(f"GA{size:02}", hole, None, family="G", draw_mm=partial(draw_glare, hole=size))
            for size in HOLES
        ),
    ]


_STEPS = N_("Neighboring P-Values: steps that are lost")

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "TG270-sQC",
        "TG270-sQC",
        N_("Quick check: bars in 18 levels"),
        _REPORT_270,
        Standing.VERIFIED,
        draw_sqc,
    ),
    Pattern(
        "TG270-pQC",
        "TG270-pQC",
        N_("Physicist's check: modulation in 18 levels"),
        _REPORT_270,
        Standing.VERIFIED,
        draw_pqc,
    ),
    *_uln(),
    _tg18("QC", N_("Overall quality"), draw_qc),
    _tg18("CX", N_("Sharpness all over the field"), draw_cx),
    *_ln(),
    *_un(),
    _tg18("AD", N_("Dark contrast under ambient light"), draw_ad),
    _tg18("CT", N_("Contrast in 16 levels"), draw_ct),
    *_glare(),
    *_line_pairs(),
    Pattern(
        "SMPTE-RP133",
        "SMPTE-RP133",
        N_("Overall quality"),
        "SMPTE RP-133",
        Standing.UNVERIFIED,
        draw_smpte,
    ),
    Pattern("RAMP", "RAMP", N_("All P-Values from black to white"), "", Standing.OWN, draw_ramp),
    *(
        Pattern(
            f"STAIRCASE-{count}",
            "STAIRCASE",
            _STEPS,
            "",
            Standing.OWN,
            partial(draw_staircase, count=count),
        )
        for count in (256, 1024)
    ),
)
_BY_NAME = {each.name.casefold(): each for each in PATTERNS}


def pattern_named(name: str) -> Pattern:
    """The pattern of this name, in capitals or not."""
    found = _BY_NAME.get(name.strip().casefold())
    if found is None:
        raise UnknownPatternError(name=name[:40])
    return found


def pattern(name: str, width: int, height: int, pitch: float | None = None) -> PValues:
    """P-Values of a pattern, 0 to 65535, shape (height, width), read only.

    pitch   millimeters from one pixel to the next; None: not known
    """
    chosen = pattern_named(name)
    if min(width, height) < SMALLEST:
        raise SmallPatternError(width=width, height=height, smallest=SMALLEST)
    canvas = Canvas.blank(width, height, 0)
    if chosen.draw is not None:
        chosen.draw(canvas)
    else:
        _draw_millimeters(chosen, canvas, pitch)
    canvas.values.setflags(write=False)
    return canvas.values


def _draw_millimeters(chosen: Pattern, canvas: Canvas, pitch: float | None) -> None:
    if chosen.draw_mm is None or pitch is None:
        raise NoPitchError(name=chosen.name)
    room = min(canvas.width, canvas.height) * pitch
    if room < DISK:
        raise NoRoomError(name=chosen.name, needed=round(DISK), there=round(room))
    chosen.draw_mm(canvas, pitch)
