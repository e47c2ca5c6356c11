"""The values under the pointer, from the stored one to the digital driving level."""

from dataclasses import dataclass
from math import floor

import numpy as np

from workstation.base.text import _
from workstation.dicom.lut import LookupTable, ModalityLut
from workstation.dicom.model import Frame
from workstation.display.table import DisplayTable
from workstation.imaging.modality import exact_modality_values
from workstation.imaging.pipeline import ddl, p_values, valid_pixels
from workstation.scene.scene import ImageLayer
from workstation.scene.transform import apply, inverse
from workstation.session.look import text_width

_WITHOUT_UNIT = ("", "US")  # US: unspecified (PS3.3 C.11.1.1.2)


@dataclass(frozen=True, slots=True)
class Probe:
    """One pixel's way through the chain.

    column, row   from 0
    stored        one stored value, or red, green and blue
    modality      None for color and padding
    p_value       likewise; without interpolation
    ddl           likewise
    """

    column: int
    row: int
    stored: tuple[int, ...]
    modality: float | None = None
    unit: str = ""
    p_value: float | None = None
    ddl: int | None = None
    padding: bool = False


def probe(
    layer: ImageLayer, frame: Frame, point: tuple[float, float], display: DisplayTable
) -> Probe | None:
    """The pixel under a point of the surface; None beside the image."""
    x, y = apply(inverse(layer.surface_from_image), point)
    column, row = floor(x), floor(y)
    values = layer.pixels.values
    if not (0 <= row < values.shape[0] and 0 <= column < values.shape[1]):
        return None
    stored = np.atleast_1d(values[row, column])
    found = tuple(int(value) for value in stored)
    if layer.chain is None:
        return Probe(column, row, found)
    valid = valid_pixels(stored, layer.chain.padding)
    if valid is not None and not valid[0]:
        return Probe(column, row, found, padding=True)
    p = p_values(stored, layer.chain)
    return Probe(
        column,
        row,
        found,
        float(exact_modality_values(stored, frame.modality_lut)[0]),
        _unit(frame.modality_lut),
        float(p[0]),
        int(ddl(p, display)[0]),
    )


def written(found: Probe, size: float, width: float) -> str:
    """One line, the most wanted first; what does not fit is left out from the end."""
    parts = _parts(found)
    while len(parts) > 1 and text_width("  ".join(parts), size) > width:
        parts.pop()
    return "  ".join(parts)


def _parts(found: Probe) -> list[str]:
    place = f"({found.column}, {found.row})"
    if found.padding:
        return [_("Padding"), _("stored {value}").format(value=_sign(found.stored[0])), place]
    if found.modality is None or found.p_value is None:
        red, green, blue = (*found.stored, 0, 0)[:3]
        return [f"R {red}  G {green}  B {blue}", place]
    return [
        f"{_sign(round(found.modality, 3))} {found.unit}".rstrip(),
        _("stored {value}").format(value=_sign(found.stored[0])),
        f"P {found.p_value:.3f}",
        f"DDL {found.ddl}",
        place,
    ]


def _sign(value: float) -> str:
    return f"{value:g}".replace("-", "−") if abs(value) < 1e6 else f"{value:.6g}"


def _unit(modality: ModalityLut) -> str:
    unit = modality.explanation if isinstance(modality, LookupTable) else modality.unit
    return "" if unit in _WITHOUT_UNIT else unit
