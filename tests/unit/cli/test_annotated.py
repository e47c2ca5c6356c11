"""Marks in a picture that no window shows."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from click.testing import CliRunner

from tests.support import sample_frames
from tests.support.dicom_bytes import image_dataset, part10
from tests.support.graphic_items import annotation_item, graphic_item, style_item
from tests.support.states import state_dataset
from workstation.cli.annotated import annotations_on, with_graphics
from workstation.cli.render import command
from workstation.dicom.annotation import (
    Annotation,
    AnnotationUnits,
    GraphicLayer,
    GraphicObject,
    GraphicType,
)
from workstation.dicom.presented import Presented
from workstation.display.table import identity_table
from workstation.scene.graphics import Box, Graphic
from workstation.scene.graphics import Path as Stroke
from workstation.scene.scene import Affine, Rect, Scene, ViewportScene

_RECT = Rect(0, 0, 6, 4)


def _scene(*graphics: Graphic, bits: int = 8) -> Scene:
    viewport = ViewportScene(_RECT, None, None, graphics)
    return Scene(6, 4, (viewport,), identity_table(bits))


@pytest.mark.parametrize("bits", [8, 10, 16])
def test_marks_are_blended_in_levels(bits: int) -> None:
    """Half of full white over a quarter of it, whatever the number of levels."""
    highest = 2**bits - 1
    levels = np.full((4, 6, 1), highest // 4)
    box = Box(1, 1, 2, 2, (255, 255, 255), opacity=0.5)
    drawn = with_graphics(levels, _scene(box, bits=bits)).astype(float)
    assert drawn[1, 2] == pytest.approx([highest * 0.625] * 3, abs=1)
    assert drawn[0, 0].tolist() == [highest // 4] * 3


def test_levels_without_marks_stay_as_they_are() -> None:
    """The very same."""
    levels = np.zeros((4, 6, 1), np.uint16)
    assert with_graphics(levels, _scene()) is levels


def test_a_frame_has_the_annotations_of_its_state() -> None:
    """And none without one."""
    line = GraphicObject(GraphicType.POLYLINE, ((1, 1), (5, 3)), AnnotationUnits.PIXEL)
    presented = Presented("1.2", "", annotations=(Annotation(GraphicLayer("A", 1), (line,)),))
    plain, place = sample_frames.frame(), Affine(1, 0, 0, 0, 1, 0)
    assert annotations_on(plain, place, _RECT, identity_table()) == ()
    (path,) = annotations_on(replace(plain, presented=presented), place, _RECT, identity_table())
    assert isinstance(path, Stroke)
    assert path.points == ((1, 1), (5, 3))


def _rendered(folder: Path, *options: str) -> npt.NDArray[np.generic]:
    """A gray image under a state with a red line, by the command."""
    red = style_item(PatternOnColorCIELabValue=[35579, 53665, 50858], LineThickness=1.0)
    line = graphic_item("POLYLINE", [0.5, 1.5, 4.5, 1.5], LineStyleSequence=red)
    state = state_dataset()
    state.GraphicAnnotationSequence = [annotation_item([line])]
    for name, dataset in (("image.dcm", image_dataset()), ("state.dcm", state)):
        (folder / name).write_bytes(part10(dataset))
    files = [str(folder / name) for name in ("image.dcm", "state.dcm", "out.npy")]
    arguments = [files[0], "--presentation-state", files[1], "-o", files[2], "--reference"]
    result = CliRunner().invoke(command, [*arguments, *options])
    assert result.exit_code == 0, result.output
    return np.asarray(np.load(files[2]))


def test_the_command_draws_annotations_in_their_colors(tmp_path: Path) -> None:
    """A gray image with a red line is a color picture."""
    drawn = _rendered(tmp_path)
    assert drawn.shape == (3, 5, 3)
    assert drawn[1, 2, 0] > 250
    assert drawn[1, 2, 1] < 20


def test_without_overlays_there_is_only_the_image(tmp_path: Path) -> None:
    """In gray."""
    assert _rendered(tmp_path, "--no-overlays").shape == (3, 5)
    assert _rendered(tmp_path, "--stage", "p-value").shape == (3, 5)
