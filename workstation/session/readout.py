"""The values under the pointer, from the stored one to the digital driving level."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, isfinite, isnan

import numpy as np
import numpy.typing as npt

from workstation.base.text import _
from workstation.dicom.lut import LookupTable, ModalityLut
from workstation.dicom.model import Frame
from workstation.dicom.real_world import RealWorldMapping
from workstation.dicom.segmentation import segments
from workstation.dicom.units import written_unit
from workstation.display.table import DisplayTable
from workstation.imaging.label_colors import label_of_color
from workstation.imaging.modality import exact_modality_values
from workstation.imaging.pipeline import ddl, p_values, valid_pixels
from workstation.scene.scene import ImageLayer
from workstation.scene.transform import apply, inverse
from workstation.session.look import text_width
from workstation.session.masks import under_shutter
from workstation.session.real_world import RealWorldValue, real_world_values

_WIDE = 257  # from 8 to 16 bits


@dataclass(frozen=True, slots=True)
class Probe:
    """One pixel's way through the chain.

    column, row   from 0
    stored        one stored value, exact, or red, green and blue
    modality      None for color and padding
    p_value       likewise; without interpolation
    ddl           likewise
    real_world    what the stored value means besides, in as many ways as the study says
    segment       what a label map says that this pixel is; empty for all other images
    covered       by the shutter: then nothing is said of its values
    """

    column: int
    row: int
    stored: tuple[float, ...]
    modality: float | None = None
    unit: str = ""
    p_value: float | None = None
    ddl: int | None = None
    padding: bool = False
    real_world: tuple[RealWorldValue, ...] = ()
    segment: str = ""
    covered: bool = False


def probe(
    layer: ImageLayer,
    frame: Frame,
    point: tuple[float, float],
    display: DisplayTable,
    mappings: Sequence[RealWorldMapping] = (),
) -> Probe | None:
    """The pixel under a point of the surface; None beside the image.

    mappings   to real-world values that hold for this frame
    """
    x, y = apply(inverse(layer.surface_from_image), point)
    column, row = floor(x), floor(y)
    values = layer.pixels.values
    if not (0 <= row < values.shape[0] and 0 <= column < values.shape[1]):
        return None
    stored = np.atleast_1d(values[row, column])
    found = tuple(_exact(value) for value in stored)
    if under_shutter(layer, row, column):
        return Probe(column, row, found, covered=True)
    if layer.chain is None:
        return Probe(column, row, found, segment=_segment(frame, stored))
    valid = valid_pixels(stored, layer.chain.padding)
    if valid is not None and not valid[0]:
        return Probe(column, row, found, padding=True)
    p = p_values(stored, layer.chain)
    return Probe(
        column,
        row,
        found,
        float(exact_modality_values(stored, frame.modality_lut)[0]),
        modality_unit_of(frame.modality_lut),
        float(p[0]),
        int(ddl(p, display)[0]),
        real_world=real_world_values(mappings, float(stored[0])),
    )


def written(found: Probe, size: float, width: float) -> str:
    """One line, the most wanted first; what does not fit is left out from the end."""
    parts = _parts(found)
    while len(parts) > 1 and text_width("  ".join(parts), size) > width:
        parts.pop()
    return "  ".join(parts)


def _parts(found: Probe) -> list[str]:
    place = f"({found.column}, {found.row})"
    if found.covered:
        return [_("Covered by the shutter"), place]
    if found.padding:
        return [_("Padding"), _("stored {value}").format(value=_written(found.stored[0])), place]
    if found.modality is None or found.p_value is None:
        red, green, blue = (*found.stored, 0, 0)[:3]
        color = f"R {red}  G {green}  B {blue}"
        return [found.segment, color, place] if found.segment else [color, place]
    first, *others = (*map(_real_world, found.real_world), "")
    return [
        "  ".join(filter(None, (f"{_sign(found.modality)} {found.unit}".rstrip(), first))),
        *filter(None, others),
        _("stored {value}").format(value=_written(found.stored[0])),
        f"P {found.p_value:.3f}",
        f"DDL {found.ddl}",
        place,
    ]


def _real_world(found: RealWorldValue) -> str:
    return " ".join(filter(None, (found.label, _sign(found.value), found.unit)))


def _sign(value: float) -> str:
    """Six digits that count, with a true minus sign."""
    return f"{value:.6g}".replace("-", "−")


def _exact(value: np.generic) -> float:
    """A number whose shortest writing is that of the stored value: 0.1 and not 0.10000000149."""
    return int(value) if isinstance(value, np.integer) else float(str(value))


def _written(stored: float) -> str:
    """All digits: what is stored is stored so."""
    if isfinite(stored):
        return str(stored).replace("-", "−")
    return "NaN" if isnan(stored) else str(stored).replace("-", "−").replace("inf", "∞")


def modality_unit_of(modality: ModalityLut) -> str:
    """The unit of modality values, as written; empty where the image does not say."""
    return written_unit(
        modality.explanation if isinstance(modality, LookupTable) else modality.unit
    )


def _segment(frame: Frame, color: npt.NDArray[np.integer]) -> str:
    """Number and label of the segment that a label map shows in this color."""
    image = frame.instance.image
    if image is None or not image.labels:
        return ""
    red, green, blue = (int(each) // (1 if color.dtype == np.uint8 else _WIDE) for each in color)
    known = segments(frame.instance.attributes)
    number = label_of_color(known, image.bits_stored, (red, green, blue))
    if number is None:
        return ""
    return _("Segment {number} {label}").format(number=number, label=known[number].label).rstrip()
