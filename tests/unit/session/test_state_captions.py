from pathlib import Path
from typing import Any

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import image_dataset
from tests.support.graphic_items import annotation_item, graphic_item
from tests.support.stated import state_of, stated
from tests.support.states import IMAGE_UID, image_reference, item, shown_area, state_dataset
from workstation.dicom.note import Note
from workstation.scene.scene import Rect
from workstation.session.outline import outline_of
from workstation.session.state_captions import state_notes
from workstation.session.workspace import Workspace


def _said(found: Workspace, pitch: float | None = None) -> list[str]:
    plain, applied = found.plain_frame(0), found.applied(0)
    assert plain is not None
    assert applied is not None
    outline = outline_of(applied.frame, Rect(0, 0, 90, 60), pitch)
    notes: list[str] = [*state_notes(plain, applied, len(found.states(0)), outline)]
    assert all(isinstance(note, Note) for note in notes)
    return notes


def test_an_image_without_states_says_nothing_of_them(tmp_path: Path) -> None:
    """Most have none."""
    assert _said(stated(tmp_path)) == []


def test_states_that_are_not_applied_are_counted(tmp_path: Path) -> None:
    """Nobody can miss that there is another way to see the image."""
    one, two = state_of("1.1"), state_of("1.2")
    assert _said(stated(tmp_path, one)) == ["1 presentation state, not applied"]
    assert _said(stated(tmp_path, one, two)) == ["2 presentation states, none applied"]


def test_the_applied_state_is_named_by_label_and_date(tmp_path: Path) -> None:
    """And where it changes nothing, nothing else is said."""
    found = stated(tmp_path, state_of("1.1", "20240229", "REPORT"), chosen="1.1")
    assert _said(found) == ["Presentation state REPORT 2024-02-29"]


_CIRCLE = {
    "ShutterShape": "CIRCULAR",
    "CenterOfCircularShutter": [2, 2],
    "RadiusOfCircularShutter": 1,
}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (_CIRCLE, "shutter"),
        ({"PresentationLUTShape": "INVERSE"}, "inverted"),
        ({"ImageHorizontalFlip": "Y"}, "mirrored"),
        ({"ImageRotation": 270}, "turned by 270°"),
        ({"DisplayedAreaSelectionSequence": [shown_area((2, 1), (5, 3))]}, "part of the image"),
    ],
)
def test_what_a_state_does_is_named(tmp_path: Path, values: dict[str, Any], words: str) -> None:
    """It hides or turns something."""
    found = stated(tmp_path, state_of("1.1", **values), chosen="1.1")
    assert _said(found)[1:] == [f"By the state: {words}"]


def test_damaged_annotations_are_counted(tmp_path: Path) -> None:
    """Something that somebody marked is not on the picture."""
    spiral, line = graphic_item("SPIRAL", (1, 2, 3, 4)), graphic_item("POLYLINE", (1, 2, 3, 4))
    annotations = [annotation_item([spiral, line]), annotation_item([spiral])]
    found = stated(tmp_path, state_of("1.1", GraphicAnnotationSequence=annotations), chosen="1.1")
    assert _said(found)[1:] == ["2 damaged annotations are left out"]


@pytest.mark.parametrize("shape", ["IDENTITY", "INVERSE"])
def test_inverted_means_other_than_the_image_itself(tmp_path: Path, shape: str) -> None:
    """MONOCHROME1 under INVERSE looks as it always does, under IDENTITY it does not."""
    image = image_dataset()
    image.PhotometricInterpretation = "MONOCHROME1"
    state = state_of("1.1", PresentationLUTShape=shape)
    found = stated(tmp_path, state, image=image, chosen="1.1")
    assert _said(found)[1:] == (["By the state: inverted"] if shape == "IDENTITY" else [])


@pytest.mark.parametrize(
    ("entries", "said"),
    [(b"\xff\xff\0\0", ["By the state: inverted"]), (b"\0\0\xff\xff", [])],
)
def test_a_falling_table_is_an_inversion(tmp_path: Path, entries: bytes, said: list[str]) -> None:
    """However the state says it; a rising one is none."""
    table = item(LUTDescriptor=[2, 0, 16])
    table.add_new(0x0028_3006, "OW", entries)
    state = state_of("1.1", PresentationLUTSequence=[table])
    assert _said(stated(tmp_path, state, chosen="1.1"))[1:] == said


def _overlaid() -> Dataset:
    image = image_dataset()
    for element, vr, value in (
        *((0x0010, "US", 3), (0x0011, "US", 5), (0x0040, "CS", "G"), (0x0050, "SS", [1, 1])),
        *((0x0100, "US", 1), (0x0102, "US", 0), (0x3000, "OW", b"\1\0")),
    ):
        image.add_new(0x6000_0000 | element, vr, value)
    return image


def test_overlays_that_a_state_leaves_out_are_told_of(tmp_path: Path) -> None:
    """The image has one."""
    found = stated(tmp_path, state_of("1.1"), image=_overlaid(), chosen="1.1")
    assert _said(found)[1:] == ["By the state: overlays left out"]


def test_a_shutter_that_a_state_leaves_out_is_told_of(tmp_path: Path) -> None:
    """What somebody had covered is seen."""
    image = image_dataset()
    image.update(item(**_CIRCLE))
    found = stated(tmp_path, state_of("1.1"), image=image, chosen="1.1")
    assert _said(found)[1:] == ["By the state: shutter left out"]


def test_what_of_a_state_is_not_done_is_said(tmp_path: Path) -> None:
    """The mask subtraction of an angiogram."""
    state = state_of("1.1", MaskSubtractionSequence=[item(MaskOperation="AVG_SUB")])
    assert _said(stated(tmp_path, state, chosen="1.1"))[1:] == ["Not applied: mask subtraction"]


def test_true_size_that_is_not_known_is_said(tmp_path: Path) -> None:
    """Where the monitor tells its pitch there is nothing to say."""
    area = shown_area((1, 1), (5, 3), PresentationSizeMode="TRUE SIZE")
    area.PresentationPixelSpacing = [0.5, 0.5]
    state = state_of("1.1", DisplayedAreaSelectionSequence=[area])
    found = stated(tmp_path, state, chosen="1.1")
    assert _said(found)[1:] == ["True size is not known here: fitted instead"]
    assert _said(found, pitch=0.25)[1:] == []


def test_a_state_for_other_frames_is_named_as_such(tmp_path: Path) -> None:
    """After scrolling away from the frame it is for."""
    state = state_dataset(image_reference(IMAGE_UID, 2), uid="1.2")
    found = stated(tmp_path, state, image=image_dataset(frames=3), chosen="1.2")
    assert _said(found) == ["Presentation state REPORT 2024-02-29 is not for this image"]


def test_a_state_that_cannot_be_applied_says_why(tmp_path: Path) -> None:
    """The picture is plain, and says so."""
    found = stated(tmp_path, state_of("1.1", ImageRotation=45), chosen="1.1")
    (words,) = _said(found)
    assert words.startswith("The presentation state state.dcm cannot be applied")
