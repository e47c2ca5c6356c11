"""A bar of known length at the bottom of a viewport, and on whose word its length is known."""

from math import floor, log10

from workstation.base.text import N_, _
from workstation.dicom.geometry import Spacing, SpacingSource
from workstation.scene.graphics import Align, Graphic, Line, Text
from workstation.session.look import TEXT, Look, text_width

_SOURCES = {
    SpacingSource.PATIENT: N_("pixel spacing"),
    SpacingSource.CALIBRATED: N_("calibrated"),
    SpacingSource.DETECTOR: N_("at the detector"),
    SpacingSource.MAGNIFIED: N_("corrected for magnification"),
    SpacingSource.NOMINAL: N_("nominal, of the scan"),
    SpacingSource.ULTRASOUND: N_("ultrasound region"),
}
_SHARE = 0.9  # of the room between the corners, at most


def scale_bar(
    look: Look, spacing: Spacing | None, zoom: float, bottom: float
) -> tuple[Graphic, ...]:
    """The bar above its words, which end at `bottom`; nothing where the words find no room.

    zoom   surface pixels per column
    """
    unit = zoom if spacing is None else zoom / spacing.column
    room = look.middle_width * _SHARE
    length = round_length(room / unit)
    if length is None:
        return ()
    lines = _lines(_written(length, spacing), source_words(spacing), look)
    if lines is None:
        return ()
    top = bottom - len(lines) * look.line
    words = Text(look.middle[0], top, "\n".join(lines), look.size, TEXT, Align.MIDDLE, Align.START)
    return (*_bar(look, length * unit, top - look.size * 0.5), words)


def round_length(most: float) -> float | None:
    """The largest of 1, 2, 5, 10, 20... (or 0.5, 0.2...) that is not more than this."""
    if not 1e-3 < most < 1e6:
        return None
    power = float(10 ** floor(log10(most)))
    return next(step * power for step in (5.0, 2.0, 1.0) if step * power <= most * (1 + 1e-9))


def source_words(spacing: Spacing | None) -> str:
    """Where the length comes from, in the user's language; empty for pixels."""
    return "" if spacing is None else _(_SOURCES[spacing.source])


def _written(length: float, spacing: Spacing | None) -> str:
    if spacing is None:
        return _("{count} pixels").format(count=f"{length:g}")
    if length >= 10:
        return _("{length} cm").format(length=f"{length / 10:g}")
    return _("{length} mm").format(length=f"{length:g}")


def _lines(length: str, source: str, look: Look) -> tuple[str, ...] | None:
    """On one line where it fits, else on two; a length is never without its source."""
    whole = f"{length} · {source}" if source else length
    for lines in ((whole,), (length, source)):
        if all(text_width(line, look.size) <= look.middle_width for line in lines):
            return lines
    return None


def _bar(look: Look, length: float, y: float) -> tuple[Line, ...]:
    left, right = look.middle[0] - length / 2, look.middle[0] + length / 2
    tick, thickness = look.size * 0.3, max(1.0, round(look.ratio))
    ends = (
        (left, y, right, y),
        (left, y - tick, left, y + tick),
        (right, y - tick, right, y + tick),
    )
    return tuple(Line(*each, TEXT, thickness, halo=True) for each in ends)
