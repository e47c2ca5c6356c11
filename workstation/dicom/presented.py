"""What a presentation state asks for one frame, beyond its grayscale chain (PS3.3 C.10, C.11)."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from workstation.dicom.annotation import Annotation


class SizeMode(Enum):
    """Presentation Size Mode (0070,0100); the values are the Standard's terms."""

    SCALE_TO_FIT = "SCALE TO FIT"
    TRUE_SIZE = "TRUE SIZE"
    MAGNIFY = "MAGNIFY"


@dataclass(frozen=True, slots=True)
class DisplayedArea:
    """Which part of the frame is to fill the viewport, and how large (C.10.4).

    first, last     column and row, counted from 1, of the pixels in its corners before rotation
                    and flip, both inside; may lie outside of the image
    magnification   displayed pixels per image pixel, for MAGNIFY
    spacing         mm between the centers of two rows and of two columns, for TRUE SIZE
    """

    first: tuple[int, int]
    last: tuple[int, int]
    mode: SizeMode = SizeMode.SCALE_TO_FIT
    magnification: float = 1.0
    spacing: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ColorPalette:
    """Palette Color LUT of a pseudo-color state: P-Values to RGB (C.7.9).

    entries   (n, 3) uint8: red, green, blue, for P-Values spread evenly from 0 to 1
    name      for captions; may be empty
    """

    entries: npt.NDArray[np.uint8]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Presented:
    """How a presentation state wants one frame placed and marked.

    uid             SOP Instance UID of the state
    label           Content Label, else Content Description; for captions
    quarter_turns   clockwise, after the flip (the Standard rotates first; the result is the same)
    flipped         mirrored left to right, before turning
    area            None: the whole frame
    annotations     in the order of their layers
    palette         of a pseudo-color state, else None
    date            Presentation Creation Date, YYYYMMDD; may be empty
    unheeded        what the state asks for and is not done, in words
    """

    uid: str
    label: str
    quarter_turns: int = 0
    flipped: bool = False
    area: DisplayedArea | None = None
    annotations: tuple[Annotation, ...] = ()
    palette: ColorPalette | None = None
    date: str = ""
    unheeded: tuple[str, ...] = ()
