from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes
from workstation.dicom.functional_groups import functional_groups
from workstation.dicom.image_pixel import image_pixel
from workstation.dicom.tiles import Tile, tiles_of


def _whole(frames: int, **more: object) -> Dataset:
    """Tiles of 2 rows and 3 columns in a matrix of 3 rows and 7 columns: 2 x 3 of them."""
    dataset = Dataset()
    dataset.Rows, dataset.Columns, dataset.NumberOfFrames = 2, 3, frames
    dataset.BitsAllocated = 8
    dataset.TotalPixelMatrixRows, dataset.TotalPixelMatrixColumns = 3, 7
    for keyword, value in more.items():
        setattr(dataset, keyword, value)
    return dataset


def _tiles(dataset: Dataset) -> list[Tile | None]:
    top = attributes(dataset)
    image = image_pixel(top)
    return list(tiles_of(top, image, functional_groups(top, image.number_of_frames)))


def _place(row: int, column: int) -> Dataset:
    groups, place = Dataset(), Dataset()
    place.RowPositionInTotalImagePixelMatrix = row
    place.ColumnPositionInTotalImagePixelMatrix = column
    groups.PlanePositionSlideSequence = [place]
    return groups


def test_tiles_without_gaps_follow_each_other_along_the_rows() -> None:
    """TILED_FULL: then down, then through the focal planes."""
    full = _whole(12, DimensionOrganizationType="TILED_FULL", TotalPixelMatrixFocalPlanes=2)
    tiles = _tiles(full)
    assert tiles[:5] == [
        Tile(0, row, left, 3, 7) for row, left in ((0, 0), (0, 3), (0, 6), (2, 0), (2, 3))
    ]
    assert tiles[6] == Tile(1, 0, 0, 3, 7)


def test_the_next_optical_path_begins_with_the_first_plane_again() -> None:
    """Twelve frames of one plane are two paths."""
    tiles = _tiles(_whole(12, DimensionOrganizationType="TILED_FULL"))
    assert tiles[6] == tiles[0] == Tile(0, 0, 0, 3, 7)


def test_a_part_of_a_concatenation_begins_where_the_one_before_ends() -> None:
    """By Concatenation Frame Offset Number; without that, nobody knows where."""
    part = _whole(2, DimensionOrganizationType="TILED_FULL", ConcatenationUID="1.2")
    part.InConcatenationNumber = 2
    assert _tiles(part) == [None, None]
    part.ConcatenationFrameOffsetNumber = 4
    assert _tiles(part) == [Tile(0, 2, 3, 3, 7), Tile(0, 2, 6, 3, 7)]


def test_frames_that_do_not_fill_the_grid_have_no_place() -> None:
    """Better none than a wrong one."""
    assert _tiles(_whole(5, DimensionOrganizationType="TILED_FULL")) == [None] * 5


def test_tiles_with_gaps_say_where_they_lie() -> None:
    """TILED_SPARSE: counted from 1; one that does not say it has no place."""
    sparse = _whole(3, DimensionOrganizationType="TILED_SPARSE")
    sparse.PerFrameFunctionalGroupsSequence = [_place(3, 4), _place(1, 1), Dataset()]
    assert _tiles(sparse) == [Tile(0, 2, 3, 3, 7), Tile(0, 0, 0, 3, 7), None]


def test_what_is_no_part_of_a_whole_is_no_tile() -> None:
    """A CT."""
    plain = _whole(2)
    del plain.TotalPixelMatrixRows
    assert _tiles(plain) == [None, None]
