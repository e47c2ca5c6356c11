"""Overlay planes, groups 6000 to 601E: one bit for each pixel, beside the image (PS3.3 C.9)."""

from dataclasses import dataclass
from enum import Enum

from workstation.dicom.cielab import Rgb


class OverlayType(Enum):
    """Overlay Type (60xx,0040); the values are the Standard's terms."""

    GRAPHICS = "G"
    ROI = "R"


@dataclass(frozen=True, slots=True)
class Overlay:
    """One overlay plane, for one frame of the image.

    group          0x6000 to 0x601E, even
    kind           graphics or region of interest
    rows, columns  of the plane, which may be smaller or larger than the image
    origin         row and column of its first pixel, counted from 1; those of the image start at 1
    bits           packed, the first pixel in the lowest bit, rows one after another without a gap;
                   None: they lie in bit `bit_position` of the image's own pixel cells (retired)
    bit_position   of the pixel cells; 0 where bits are given
    label          Overlay Label, else Overlay Description; for menus; may be empty
    ink            P-Value 0.0 to 1.0, or RGB 0 to 255; a presentation state's graphic layer may
                   ask for another than white
    """

    group: int
    kind: OverlayType
    rows: int
    columns: int
    origin: tuple[int, int]
    bits: bytes | None
    bit_position: int = 0
    label: str = ""
    ink: float | Rgb = 1.0
