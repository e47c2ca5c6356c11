import struct
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from tests.support.dicom_bytes import part10
from tests.support.states import image_frames, item, shown_area, state_dataset
from workstation.cli.picture import Loaded, Wish, draw
from workstation.cli.render import command
from workstation.cli.stated import NoPresentationStateError, place_of, under_state
from workstation.dicom.errors import StateNotForImageError
from workstation.dicom.model import Frame
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.pipeline import draw_image
from workstation.scene.scene import FramePixels, ImageLayer, Interpolation

STORED = np.arange(15, dtype=np.uint16).reshape(3, 5)


def _frame(folder: Path, degrees: int = 0, flip: str = "N", **area: object) -> Frame:
    state = state_dataset()
    state.ImageRotation, state.ImageHorizontalFlip = degrees, flip
    if area:
        state.DisplayedAreaSelectionSequence = [shown_area(**area)]  # type: ignore[arg-type]
    path = folder / "state.dcm"
    path.write_bytes(part10(state))
    return under_state(image_frames(folder)[0], path)


def _drawn(frame: Frame, size: tuple[int, int] | None = None) -> np.ndarray:
    """Stored values where they come to lie; the chain is a line from 0 to 100."""
    place = place_of(frame, (3, 5), size)
    chain = GrayscaleChain(modality_range=(0.0, 100.0))
    pixels = FramePixels(("one", 0, 0), STORED)
    layer = ImageLayer(pixels, chain, place.surface_from_image, Interpolation.NEAREST)
    return np.rint(draw_image(layer, place.rect) * 100)


# By the words of PS3.3 C.10.6: first turned clockwise, then left and right exchanged.
_EXPECTED = {
    (0, "N"): STORED,
    (90, "N"): np.rot90(STORED, -1),
    (180, "N"): np.rot90(STORED, -2),
    (270, "N"): np.rot90(STORED, -3),
    (0, "Y"): np.fliplr(STORED),
    (90, "Y"): np.fliplr(np.rot90(STORED, -1)),
    (180, "Y"): np.fliplr(np.rot90(STORED, -2)),
    (270, "Y"): np.fliplr(np.rot90(STORED, -3)),
}


@pytest.mark.parametrize("transform", list(_EXPECTED), ids=str)
def test_every_pixel_comes_to_lie_where_turns_and_flip_bring_it(
    tmp_path: Path, transform: tuple[int, str]
) -> None:
    """Pixel by pixel, all of the image, also where the state shows a part of it."""
    frame = _frame(tmp_path, *transform, first=(2, 1), last=(3, 2))
    assert np.array_equal(_drawn(frame), _EXPECTED[transform])


def test_in_a_size_the_displayed_area_fills_it(tmp_path: Path) -> None:
    """Columns 2 to 5 and rows 2 to 3, turned to the right, at two pixels each."""
    frame = _frame(tmp_path, 90, first=(2, 3), last=(5, 2))
    enlarged = np.kron(np.rot90(STORED[1:3, 1:5], -1), np.ones((2, 2)))
    assert np.array_equal(_drawn(frame, (4, 8)), enlarged)


def test_around_the_area_there_is_more_of_the_image(tmp_path: Path) -> None:
    """The Standard leaves open what is there (PS3.3 C.10.4): nothing is cut off."""
    frame = _frame(tmp_path, first=(2, 2), last=(4, 2))
    assert np.array_equal(_drawn(frame, (3, 3)), STORED[:, 1:4])


def test_the_aspect_of_the_state_is_that_of_the_picture(tmp_path: Path) -> None:
    """Pixels twice as high as wide."""
    frame = _frame(tmp_path, first=(1, 1), last=(5, 3), PresentationPixelAspectRatio=[2, 1])
    assert np.array_equal(_drawn(frame, (5, 6)), np.repeat(STORED, 2, axis=0))


def test_pixel_by_pixel_the_aspect_does_not_matter(tmp_path: Path) -> None:
    """None is drawn twice."""
    frame = _frame(tmp_path, first=(1, 1), last=(5, 3), PresentationPixelAspectRatio=[2, 1])
    assert np.array_equal(_drawn(frame), STORED)


def test_a_state_for_another_image_is_refused(tmp_path: Path) -> None:
    """In words."""
    state = state_dataset()
    state.ReferencedSeriesSequence[0].ReferencedImageSequence[0].ReferencedSOPInstanceUID = "9.9"
    path = tmp_path / "state.dcm"
    path.write_bytes(part10(state))
    with pytest.raises(StateNotForImageError, match="not for this image"):
        under_state(image_frames(tmp_path)[0], path)


def test_what_is_no_state_is_refused(tmp_path: Path) -> None:
    """An image in its place."""
    frame = image_frames(tmp_path)[0]
    with pytest.raises(NoPresentationStateError):
        under_state(frame, tmp_path / "image.dcm")


def test_a_pseudo_color_state_draws_in_its_colors(tmp_path: Path) -> None:
    """Values 0 to 14 of 12 bits lie at the dark end; under a window of 7 they part."""
    state = state_dataset(kind="3")
    del state.PresentationLUTShape
    state.SoftcopyVOILUTSequence = [item(WindowCenter="7", WindowWidth="1")]
    for color, entries in (("Red", [0, 65535]), ("Green", [2570, 0]), ("Blue", [65535, 0])):
        setattr(state, f"{color}PaletteColorLookupTableDescriptor", [2, 0, 16])
        setattr(state, f"{color}PaletteColorLookupTableData", struct.pack("<2H", *entries))
    path = tmp_path / "state.dcm"
    path.write_bytes(part10(state))
    frame = under_state(image_frames(tmp_path)[0], path)
    drawn = draw(Loaded(frame, STORED), Wish(reference=True))
    assert drawn.values.shape == (3, 5, 3)
    assert drawn.values[1, 1].tolist() == [0, 10, 255]
    assert drawn.values[1, 2].tolist() == [255, 0, 0]


@pytest.mark.parametrize("stage", ["stored", "modality"])
def test_a_state_has_nothing_to_say_of_earlier_stages(tmp_path: Path, stage: str) -> None:
    """It would be left out in silence."""
    frame = _frame(tmp_path)
    assert frame.presented is not None
    files = [str(tmp_path / name) for name in ("image.dcm", "state.dcm", "out.npy")]
    arguments = [files[0], "--presentation-state", files[1], "-o", files[2], "--stage", stage]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 2
    assert "p-value and ddl" in result.output


def test_the_command_draws_under_a_state(tmp_path: Path) -> None:
    """Turned to the right; each value as its share of 12 bits."""
    _frame(tmp_path, 90)
    files = [str(tmp_path / name) for name in ("image.dcm", "state.dcm", "out.npy")]
    arguments = [files[0], "--presentation-state", files[1], "-o", files[2], "--reference"]
    result = CliRunner().invoke(command, [*arguments, "--bits", "16"])
    assert result.exit_code == 0, result.output
    expected = np.rot90(STORED, -1) / 4095 * 65535
    assert np.abs(np.load(tmp_path / "out.npy") - expected).max() <= 1
