"""The frozen description of one picture: all that session and render share.

Every length is in physical pixels of the surface, x to the right and y down from its top left
corner; a pixel's center lies at +0.5. Renderers draw exactly what is said here and decide
nothing: two renderers given equal scenes give equal pictures.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from workstation.display.table import DisplayTable
from workstation.imaging.chain import GrayscaleChain
from workstation.scene.graphics import Color, Graphic


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of whole pixels."""

    x: int
    y: int
    width: int
    height: int

    def contains(self, x: float, y: float) -> bool:
        """Whether the point lies inside."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


class Interpolation(Enum):
    """How modality values are found between pixels (after the Modality, before the VOI LUT)."""

    NEAREST = "nearest"
    LINEAR = "linear"
    SHARP = "sharp"  # Catmull-Rom


@dataclass(frozen=True, slots=True, eq=False)
class FramePixels:
    """Decoded samples of one frame; two are equal when their keys are.

    key      names the frame and the generation of its data: whoever caches textures or
             resampled planes does so by this key
    values   read only; (rows, columns) stored values for grayscale, any integer type of 8, 16
             or 32 bit, float32 or float64; (rows, columns, 3) uint8 or uint16 RGB for color
    """

    key: tuple[str, int, int]
    values: npt.NDArray[np.integer | np.floating]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FramePixels) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@dataclass(frozen=True, slots=True)
class Affine:
    """x' = a x + b y + c, y' = d x + e y + f: from image pixels to surface pixels.

    Image pixel (column j, row i) covers x in [j, j+1), y in [i, i+1): its center is at +0.5.
    Always monomial here: either b = d = 0, or a = e = 0 (quarter turns and flips).
    """

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float


@dataclass(frozen=True, slots=True, eq=False)
class MaskPlane:
    """Where something lies over the pixels of a frame; two are equal when their keys are.

    key       names what it was made of: whoever caches does so by this key
    covered   read only bool, (rows, columns)
    colors    None, or read only uint8 (rows, columns, 3): a color of its own for each pixel
    """

    key: tuple[object, ...]
    covered: npt.NDArray[np.bool_]
    colors: npt.NDArray[np.uint8] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MaskPlane) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@dataclass(frozen=True, slots=True)
class MaskLayer:
    """A mask in the image's own pixel grid, drawn over the image as it is placed.

    Between pixels and where the image is minified the mask covers in part, by the weights of the
    layer's interpolation, and blends: P-Values on a grayscale frame, RGB where `ink` or the plane
    has color or the frame is a color one.

    first_row, first_column   of the image, from 0, under the mask's first pixel
    ink       P-Value 0.0 to 1.0 (through the monitor's table), or RGB of the interface, 0 to 255;
              without meaning where the plane has colors of its own
    """

    plane: MaskPlane
    ink: float | Color
    first_row: int = 0
    first_column: int = 0


@dataclass(frozen=True, slots=True)
class ImageLayer:
    """One frame, placed, and what lies over it: shutters first, then overlays.

    chain   None for color frames, which go to the display unchanged (8 bit of RGB)
    """

    pixels: FramePixels
    chain: GrayscaleChain | None
    surface_from_image: Affine
    interpolation: Interpolation
    masks: tuple[MaskLayer, ...] = ()


class Placeholder(Enum):
    """What stands where an image cannot: three looks that no image has, and none alike."""

    EMPTY = "empty"  # nothing was put here
    LOADING = "loading"  # on its way
    MISSING = "missing"  # the file is not there
    UNDECODABLE = "undecodable"  # the file is there and cannot be shown; the reason is in the text


@dataclass(frozen=True, slots=True)
class ViewportScene:
    """One viewport: image or placeholder, then graphics over it, clipped to the rectangle.

    Around the image is black: P-Value 0 through the display table.
    """

    rect: Rect
    image: ImageLayer | None
    placeholder: Placeholder | None
    graphics: tuple[Graphic, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """The whole surface: its background, its viewports, and the table of the monitor under it.

    background   gray of the interface between viewports, 0 to 255, not through the table
    """

    width: int
    height: int
    viewports: tuple[ViewportScene, ...]
    display: DisplayTable
    background: int = 32
