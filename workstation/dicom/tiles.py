"""Where the frames of a tiled image lie in the whole (PS3.3 C.7.6.17.3, C.8.12.4, C.8.12.14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workstation.dicom.concatenation import Part, part_of
from workstation.dicom.dataset import Attributes
from workstation.dicom.functional_groups import FunctionalGroups
from workstation.dicom.pixels import ImagePixel

_DIMENSION_ORGANIZATION_TYPE = 0x00209311
_TOTAL_PIXEL_MATRIX_COLUMNS = 0x00480006
_TOTAL_PIXEL_MATRIX_ROWS = 0x00480007
_TOTAL_PIXEL_MATRIX_FOCAL_PLANES = 0x00480303
_PLANE_POSITION_SLIDE_SEQUENCE = 0x0048021A
_COLUMN_POSITION = 0x0048021E
_ROW_POSITION = 0x0048021F


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """The place of a frame in the Total Pixel Matrix.

    plane          focal plane, from 0; where frames are placed one by one it is always 0
    top, left      row and column of the whole in which its first pixel lies, from 0
    rows, columns  of the whole
    """

    plane: int
    top: int
    left: int
    rows: int
    columns: int


def tiles_of(
    top: Attributes, image: ImagePixel, groups: Sequence[FunctionalGroups]
) -> Sequence[Tile | None]:
    """The tile that each frame is; None for one of which nobody says where it lies.

    Frames of TILED_FULL follow each other along the rows of tiles, then down, then through the
    focal planes, then the optical paths; they need no places of their own.
    """
    if _TOTAL_PIXEL_MATRIX_ROWS not in top:
        return [None] * len(groups)
    rows = top.integer(_TOTAL_PIXEL_MATRIX_ROWS) or 0
    columns = top.integer(_TOTAL_PIXEL_MATRIX_COLUMNS) or 0
    if rows < 1 or columns < 1:
        return [None] * len(groups)
    if top.text(_DIMENSION_ORGANIZATION_TYPE) != "TILED_FULL":
        return [_placed(each, rows, columns) for each in groups]
    planes = max(1, top.integer(_TOTAL_PIXEL_MATRIX_FOCAL_PLANES) or 1)
    return _counted(_Grid(image, rows, columns, planes), part_of(top), len(groups))


class _Grid(NamedTuple):
    """The tiles of TILED_FULL: all of the same size, and none is left out."""

    image: ImagePixel
    rows: int
    columns: int
    planes: int

    @property
    def across(self) -> int:
        return -(-self.columns // self.image.columns)

    @property
    def down(self) -> int:
        return -(-self.rows // self.image.rows)

    def tile(self, index: int) -> Tile:
        rest, column = divmod(index, self.across)
        rest, row = divmod(rest, self.down)
        left, top = column * self.image.columns, row * self.image.rows
        return Tile(rest % self.planes, top, left, self.rows, self.columns)


def _counted(grid: _Grid, part: Part | None, count: int) -> Sequence[Tile | None]:
    """None where the frames do not fill the grid: one of them would be in a wrong place."""
    start = 0 if part is None else part.start
    whole = grid.across * grid.down * grid.planes
    if start is None or (part is None and count % whole):
        return [None] * count
    return [grid.tile(start + index) for index in range(count)]


def _placed(groups: FunctionalGroups, rows: int, columns: int) -> Tile | None:
    """By Row and Column Position in Total Image Pixel Matrix, which count from 1."""
    place = groups.item(_PLANE_POSITION_SLIDE_SEQUENCE)
    if place is None:
        return None
    row, column = place.integer(_ROW_POSITION), place.integer(_COLUMN_POSITION)
    if row is None or column is None:
        return None
    return Tile(0, row - 1, column - 1, rows, columns)
