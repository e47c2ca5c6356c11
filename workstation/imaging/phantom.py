"""A body that exists only as formulas: ellipsoids with known values, and marks that tell slices.

Lengths are millimeters in patient coordinates (LPS: x to the left, y to the back, z to the head).
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ellipsoid:
    """A solid with axes along the patient's; a later one replaces what it covers.

    center      mm
    half_axes   mm; one that is huge makes a cylinder
    value       HU for CT, signal for MR
    """

    center: tuple[float, float, float]
    half_axes: tuple[float, float, float]
    value: float


@dataclass(frozen=True, slots=True)
class Plane:
    """A slice along two of the patient's axes.

    across, down   axis (0, 1, 2 for x, y, z) and direction along which columns and rows count
    origin         center of the first pixel, mm
    spacing        mm between pixels, both ways
    shape          rows, columns
    """

    across: tuple[int, int]
    down: tuple[int, int]
    origin: tuple[float, float, float]
    spacing: float
    shape: tuple[int, int]

    def coordinates(self) -> tuple[npt.NDArray[np.float32], ...]:
        """x, y and z of the pixels, in shapes that broadcast to the plane's."""
        rows, columns = self.shape
        axes = [np.full((1, 1), value, np.float32) for value in self.origin]
        axis, sign = self.across
        axes[axis] = axes[axis] + sign * self.spacing * np.arange(columns, dtype=np.float32)[None]
        axis, sign = self.down
        axes[axis] = axes[axis] + sign * self.spacing * np.arange(rows, dtype=np.float32)[:, None]
        return tuple(axes)


def paint(solids: tuple[Ellipsoid, ...], plane: Plane, outside: float) -> Floats:
    """Draw a slice through the solids, edges softened over one pixel.

    returns   shape of the plane, in the unit of the solids' values
    """
    picture = np.full(plane.shape, outside, np.float32)
    coordinates = plane.coordinates()
    for solid in solids:
        _paint_one(picture, coordinates, solid, plane.spacing)
    return picture


def _paint_one(
    picture: Floats, coordinates: tuple[Floats, ...], solid: Ellipsoid, spacing: float
) -> None:
    parts = [
        ((axis - center) / half) ** 2
        for axis, center, half in zip(coordinates, solid.center, solid.half_axes, strict=True)
    ]
    fixed = sum(float(part[0, 0]) for part in parts if part.size == 1)
    across = next(part for part in parts if part.shape[1] > 1)
    down = next(part for part in parts if part.shape[0] > 1)
    reach = (1 + spacing / min(solid.half_axes)) ** 2 - fixed
    rows = np.flatnonzero(down[:, 0] < reach)
    columns = np.flatnonzero(across[0] < reach)
    if not rows.size or not columns.size:
        return
    box = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    radius = np.sqrt(down[box[0]] + across[:, box[1]] + np.float32(fixed))
    cover = np.clip((1 - radius) * (min(solid.half_axes) / spacing) + 0.5, 0, 1)
    picture[box] += cover * (solid.value - picture[box])


# ------------------------------------------------------------------------------- a chest, in HU

CT_SHAPE = (512, 512)
CT_SLICES = 120
CT_SPACING = 0.7421875  # 380 mm of field over 512 pixels
CT_THICKNESS = 2.5
CT_PADDING = -3024.0  # outside the scanner's circle; no tissue has it
_AIR = -1000.0
_LONG = 1e4  # half axis of a cylinder

_BODY = (
    Ellipsoid((0, 0, 0), (168, 118, _LONG), 40),  # skin
    Ellipsoid((0, 0, 0), (165, 115, _LONG), -100),  # fat
    Ellipsoid((0, 2, 0), (147, 98, _LONG), 55),  # muscle
    Ellipsoid((-68, -4, 25), (54, 76, 150), -860),  # right lung
    Ellipsoid((70, -2, 25), (50, 74, 145), -850),  # left lung
    Ellipsoid((-62, -6, -125), (76, 78, 75), 62),  # liver, under the right dome
    Ellipsoid((78, 22, -128), (38, 40, 48), 52),  # spleen
    Ellipsoid((0, -18, 30), (26, 48, 120), 30),  # mediastinum
    Ellipsoid((24, -22, -15), (56, 48, 58), 48),  # heart
    Ellipsoid((34, -20, -18), (26, 22, 32), 190),  # left ventricle, with contrast agent
    Ellipsoid((-2, -26, -8), (20, 20, 28), 170),  # right ventricle
    Ellipsoid((0, -2, 90), (9, 8, 75), -990),  # trachea
    Ellipsoid((22, 44, 0), (13, 13, _LONG), 200),  # aorta
    Ellipsoid((14, 45, 0), (2.5, 5, 40), 700),  # calcified plaque
    Ellipsoid((-8, -88, 30), (20, 6, 90), 240),  # sternum
    Ellipsoid((0, 66, 0), (23, 20, _LONG), 420),  # vertebrae
    Ellipsoid((0, 64, 0), (19, 16, _LONG), 180),
    Ellipsoid((0, 92, 0), (12, 11, _LONG), 20),  # spinal canal
    Ellipsoid((-88, -30, 70), (9, 9, 9), 35),  # lung nodules, no two alike
    Ellipsoid((-50, 28, 20), (5, 5, 5), 20),
    Ellipsoid((92, 8, 45), (13, 11, 14), 45),
    Ellipsoid((92, 8, 45), (4, 4, 4), 350),
    Ellipsoid((60, -50, 100), (3, 3, 3), 60),
    Ellipsoid((-70, -20, -100), (14, 14, 14), 18),  # cyst in the liver
    Ellipsoid((-40, 30, -110), (9, 9, 9), 82),  # faint lesion, 20 HU over its surroundings
    Ellipsoid((-95, 10, -120), (6, 6, 6), 110),
)
_TABLE = (
    Ellipsoid((0, 131, 0), (185, 9, _LONG), -150),
    Ellipsoid((0, 131, 0), (181, 6, _LONG), -950),
)


def ct_position(index: int) -> tuple[float, float, float]:
    """Center of the first pixel of a slice, mm; slice 0 is the lowest."""
    half = CT_SPACING * (CT_SHAPE[0] - 1) / 2
    return (-half, -half, (index - (CT_SLICES - 1) / 2) * CT_THICKNESS)


def ct_slice(index: int) -> Floats:
    """One axial slice of the chest, with noise, text and its number (from 1) as a code.

    returns   shape (512, 512), HU; CT_PADDING outside the scanner's circle
    """
    plane = Plane((0, 1), (1, 1), ct_position(index), CT_SPACING, CT_SHAPE)
    picture = paint(_TABLE + _BODY, plane, _AIR)
    _add_ribs(picture, plane.origin[2])
    picture += _noise(index)
    picture[~_circle()] = CT_PADDING
    stamp_text(picture, "PHANTOM  R", (12, 10), 300.0, 2)
    stamp_code(picture, index + 1, CODE_AT, -1000.0, 3000.0)
    return picture


def _add_ribs(picture: Floats, z: float) -> None:
    """Ribs slope forward and down: where one is cut moves round the chest from slice to slice."""
    angle, shell = _chest_wall()
    phase = (z + 45 * np.abs(angle)) / 26.0
    picture[shell & (np.modf(phase + 100)[0] < 0.42)] = 380.0


@cache
def _chest_wall() -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Angle from the back (radians), and where the ribs run, between muscle and lung."""
    x, y, _z = Plane((0, 1), (1, 1), ct_position(0), CT_SPACING, CT_SHAPE).coordinates()
    outer = (x / 141) ** 2 + ((y - 2) / 92) ** 2
    inner = (x / 132) ** 2 + ((y - 2) / 83) ** 2
    angle = np.arctan2(x, y)
    return angle, (outer < 1) & (inner > 1) & (np.abs(angle) > 0.25) & (np.abs(angle) < 2.7)


@cache
def _circle() -> npt.NDArray[np.bool_]:
    rows, columns = np.ogrid[: CT_SHAPE[0], : CT_SHAPE[1]]
    inside: npt.NDArray[np.bool_] = (rows - 255.5) ** 2 + (columns - 255.5) ** 2 < 255.5**2
    return inside


@cache
def _noise_field() -> Floats:
    """Noise of 11 HU, a little smooth, as reconstruction kernels leave it."""
    field = np.random.default_rng(20261102).standard_normal((640, 640), np.float32)
    smooth = field + np.roll(field, 1, 0) + np.roll(field, 1, 1) + np.roll(field, (1, 1), (0, 1))
    return np.asarray(smooth * (11.0 / 2.0), np.float32)


def _noise(index: int) -> Floats:
    top, left = (index * 53) % 128, (index * 97) % 128
    return _noise_field()[top : top + 512, left : left + 512]


# --------------------------------------------------------------------------- a head, as MR signal

MR_SHAPE = (256, 256)
MR_SLICES = 24
MR_SPACING = 0.9375
MR_THICKNESS = 5.5

_HEAD = (
    Ellipsoid((0, -8, 20), (78, 98, 92), 900),  # skin and fat
    Ellipsoid((0, -8, 20), (73, 93, 87), 60),  # skull
    Ellipsoid((0, 20, -90), (46, 52, 70), 420),  # neck
    Ellipsoid((0, -8, 22), (68, 87, 80), 150),  # fluid
    Ellipsoid((-31, -8, 26), (34, 82, 72), 560),  # hemispheres
    Ellipsoid((31, -8, 26), (34, 82, 72), 560),
    Ellipsoid((-29, -8, 28), (27, 70, 58), 680),
    Ellipsoid((29, -8, 28), (27, 70, 58), 680),
    Ellipsoid((-12, -12, 30), (6, 34, 14), 130),  # ventricles
    Ellipsoid((12, -12, 30), (6, 34, 14), 130),
    Ellipsoid((0, 42, -28), (42, 28, 24), 600),  # cerebellum
    Ellipsoid((0, 14, -40), (13, 13, 40), 640),  # brain stem
    Ellipsoid((0, 24, -110), (7, 7, 60), 620),  # cord
    Ellipsoid((0, -96, -20), (11, 20, 22), 800),  # nose
    Ellipsoid((-26, -72, -6), (13, 13, 13), 200),  # eyes
    Ellipsoid((26, -72, -6), (13, 13, 13), 200),
    Ellipsoid((28, 22, 50), (9, 12, 10), 980),  # lesion, on the left
)


def mr_position(index: int) -> tuple[float, float, float]:
    """Center of the first pixel of a sagittal slice, mm; slice 0 is the rightmost."""
    half = MR_SPACING * (MR_SHAPE[0] - 1) / 2
    return ((index - (MR_SLICES - 1) / 2) * MR_THICKNESS, -half - 12.0, half)


def mr_slice(index: int) -> Floats:
    """One sagittal slice of the head: shape (256, 256), signal from 0 to about 1000."""
    plane = Plane((1, 1), (2, -1), mr_position(index), MR_SPACING, MR_SHAPE)
    picture = paint(_HEAD, plane, 4.0)
    top, left = (index * 37) % 128, (index * 61) % 128
    noise = _noise_field()[top : top + 256, left : left + 256]
    stamp_text(picture, "PHANTOM", (6, 6), 1000.0, 1)
    return np.asarray(np.abs(picture + noise), np.float32)


# ------------------------------------------------------------------------------ marks in a picture

CODE_BITS = 10
CODE_MODULE = 6  # pixels: width of a cell
CODE_HEIGHT = 12
CODE_AT = (60, 60)  # row and column of the code's first cell in a CT slice; the interface's own
# words stand in the corners of a viewport and at the middle of its edges
_START, _END = (1, 1, 1, 1, 0), (0, 1, 1, 1)
_MODULES = len(_START) + 2 * CODE_BITS + len(_END)
CODE_WIDTH = _MODULES * CODE_MODULE


def stamp_code(
    picture: npt.NDArray[np.generic], number: int, at: tuple[int, int], low: float, high: float
) -> None:
    """Write a number into the pixels so that it can be read back from a screen.

    number    0 to 1023
    at        row and column of the first cell; CODE_HEIGHT x CODE_WIDTH pixels are filled, and a
              dark margin of one module around them

    One row of cells, CODE_MODULE wide: a guard (four bright, one dark), ten bits, highest first,
    each as two unlike cells (bright dark for 1, dark bright for 0), a guard (one dark, three
    bright). The pairs are the parity: a cell that is misread makes a pair of like cells. The
    guards differ, so that a mirrored code reads as none.
    """
    if not 0 <= number < 2**CODE_BITS:
        raise ValueError(f"{number} does not fit into {CODE_BITS} bits")
    row, column = at
    margin = CODE_MODULE
    picture[
        row - margin : row + CODE_HEIGHT + margin, column - margin : column + CODE_WIDTH + margin
    ] = low
    cells = np.repeat(np.array(_cells(number)), CODE_MODULE)
    picture[row : row + CODE_HEIGHT, column : column + CODE_WIDTH] = np.where(cells, high, low)


def _cells(number: int) -> tuple[int, ...]:
    bits = (number >> (CODE_BITS - 1 - place) & 1 for place in range(CODE_BITS))
    return (*_START, *(cell for bit in bits for cell in (bit, 1 - bit)), *_END)


def read_slice_code(gray: npt.NDArray[np.generic]) -> int | None:
    """Find a code in a picture of the screen and read it; None where none is whole.

    gray   shape (height, width), 0 (black) to 255; the code stands upright in it, somewhere, at
           any zoom that leaves a cell at least two pixels; inverted pictures are read too
    """
    levels = np.asarray(gray, np.int32)
    for picture in (levels, 255 - levels):
        for threshold in (128, 64, 192):
            number = _search(picture > threshold)
            if number is not None:
                return number
    return None


def _search(bright: npt.NDArray[np.bool_]) -> int | None:
    height, width = bright.shape
    closed = np.zeros((height, width + 2), np.int8)
    closed[:, 1:-1] = bright
    for row in range(1, height, 3):
        edges = np.flatnonzero(np.diff(closed[row]))
        number = _read_row(bright[row], edges[::2], edges[1::2])
        if number is not None:
            return number
    return None


def _read_row(
    bright: npt.NDArray[np.bool_], starts: npt.NDArray[np.intp], stops: npt.NDArray[np.intp]
) -> int | None:
    """Read the code in one row of pixels, given where its bright runs start and stop."""
    lengths, gaps = stops - starts, np.append(starts[1:], 1 << 30) - stops
    # A guard: four cells bright and then one or two dark, each at least two pixels wide.
    for first in np.flatnonzero((lengths >= 8) & (np.abs(8 * gaps - 3 * lengths) <= 2 * lengths)):
        module = lengths[first] / 4
        end = starts[first] + module * _MODULES
        for last in np.flatnonzero(np.abs(stops - end) < 4 * module):
            span = stops[last] - starts[first]
            if abs(lengths[last] - 3 * span / _MODULES) > span / _MODULES:
                continue
            number = _read_cells(bright, float(starts[first]), span / _MODULES)
            if number is not None:
                return number
    return None


def _read_cells(bright: npt.NDArray[np.bool_], start: float, module: float) -> int | None:
    middles = (start + (np.arange(_MODULES) + 0.5) * module).astype(int)
    cells = tuple(int(cell) for cell in bright[np.clip(middles, 0, bright.size - 1)])
    pairs = cells[len(_START) : -len(_END)]
    number = int("".join(str(bit) for bit in pairs[::2]), 2)
    return number if cells == _cells(number) else None


def stamp_text(
    picture: npt.NDArray[np.generic], text: str, at: tuple[int, int], value: float, scale: int
) -> None:
    """Burn one line of text into a picture, `scale` pixels for each dot of a small bitmap font.

    at   row and column of the text's top left corner
    """
    dots = np.kron(_dots(text), np.ones((scale, scale), bool))
    row, column = at
    area = picture[row : row + dots.shape[0], column : column + dots.shape[1]]
    area[dots[: area.shape[0], : area.shape[1]]] = value


@cache
def _dots(text: str) -> npt.NDArray[np.bool_]:
    from PIL import Image, ImageDraw, ImageFont  # only a picture with text needs them

    font = ImageFont.load_default_imagefont()
    _left, _top, right, bottom = font.getbbox(text)
    image = Image.new("1", (int(right), int(bottom)))
    ImageDraw.Draw(image).text((0, 0), text, fill=1, font=font)
    return np.asarray(image, bool)
