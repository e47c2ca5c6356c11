import struct
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import image_dataset
from tests.support.states import (
    IMAGE_UID,
    image_frames,
    image_reference,
    item,
    shown_area,
    state_dataset,
    state_instance,
    table_item,
)
from workstation.dicom.apply_state import presented
from workstation.dicom.errors import BadPresentationStateError, StateNotForImageError
from workstation.dicom.lut import LookupTable, LutShape, Rescale, Window
from workstation.dicom.model import Frame
from workstation.dicom.presentation_state import read_presentation_state
from workstation.dicom.presented import DisplayedArea


def _applied(folder: Path, state: Dataset, image: Dataset | None = None, index: int = 0) -> Frame:
    frame = image_frames(folder, image)[index]
    return presented(frame, read_presentation_state(state_instance(folder, state)))


def _image(**values: object) -> Dataset:
    """An inverted image with a Modality LUT, a window and a shutter of its own."""
    dataset = image_dataset()
    dataset.update(
        item(
            PhotometricInterpretation="MONOCHROME1",
            RescaleSlope="2",
            RescaleIntercept="-1000",
            WindowCenter="40",
            WindowWidth="400",
            PresentationLUTShape="INVERSE",
        )
    )
    dataset.update(item(**values))
    return dataset


def test_what_the_state_does_not_say_is_identity_and_not_the_images(tmp_path: Path) -> None:
    """PS3.4 N.2.1: neither Modality nor VOI LUT of the image, nor its polarity."""
    frame = _applied(tmp_path, state_dataset(), _image())
    assert frame.modality_lut == Rescale()
    assert (frame.voi, frame.voi_identity) == ((), True)
    assert frame.presentation is LutShape.IDENTITY


@pytest.mark.parametrize("shape", ["IDENTITY", "INVERSE"])
@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
def test_the_shape_of_the_state_overrides_the_polarity(
    tmp_path: Path, shape: str, photometric: str
) -> None:
    """INVERSE inverts once, IDENTITY never (PS3.4 N.2.1.4)."""
    state = state_dataset()
    state.PresentationLUTShape = shape
    frame = _applied(tmp_path, state, _image(PhotometricInterpretation=photometric))
    assert frame.presentation is LutShape[shape]


def test_a_state_has_luts_of_its_own(tmp_path: Path) -> None:
    """Line, window and table, of which the image has others."""
    state = state_dataset()
    state.RescaleSlope, state.RescaleIntercept, state.RescaleType = "3", "-7", "US"
    state.SoftcopyVOILUTSequence = [item(WindowCenter="5", WindowWidth="9")]
    state.PresentationLUTSequence = [table_item([0, 9, 65535])]
    frame = _applied(tmp_path, state, _image())
    assert frame.modality_lut == Rescale(3.0, -7.0, "US")
    assert (frame.voi, frame.voi_identity) == ((Window(5, 9),), False)
    assert frame.presentation == LookupTable(0, np.array([0, 9, 65535], np.uint16), 16)


def test_the_sign_of_a_table_is_that_of_the_image(tmp_path: Path) -> None:
    """The VR of the descriptor is often wrong (PS3.3 C.11.1.1.1)."""
    state = state_dataset()
    state.SoftcopyVOILUTSequence = [item(VOILUTSequence=[table_item([1, 2], first=-2)])]
    frame = _applied(tmp_path, state, _image(PixelRepresentation=1))
    assert frame.voi == (LookupTable(-2, np.array([1, 2], np.uint16), 16),)


def test_each_frame_has_the_window_that_names_it(tmp_path: Path) -> None:
    """Frame 2 has one, frame 3 another, frame 1 none at all."""
    state = state_dataset()
    state.SoftcopyVOILUTSequence = [
        item(
            ReferencedImageSequence=[image_reference(IMAGE_UID, frame)],
            WindowCenter=str(10 * frame),
            WindowWidth="9",
        )
        for frame in (2, 3)
    ]
    frames = [_applied(tmp_path, state, image_dataset(frames=3), index) for index in range(3)]
    assert [frame.voi for frame in frames] == [(), (Window(20, 9),), (Window(30, 9),)]


def test_frames_that_the_state_does_not_name_stay_as_they_are(tmp_path: Path) -> None:
    """The state is for frame 2."""
    state = state_dataset(image_reference(IMAGE_UID, 2))
    with pytest.raises(StateNotForImageError):
        _applied(tmp_path, state, image_dataset(frames=3), 0)


def test_area_aspect_turns_and_flip_are_the_states(tmp_path: Path) -> None:
    """The rest of the geometry stays the image's."""
    state = state_dataset()
    state.DisplayedAreaSelectionSequence = [
        shown_area((2, 1), (4, 2), PresentationPixelAspectRatio=[2, 1])
    ]
    state.ImageRotation, state.ImageHorizontalFlip = 90, "Y"
    frame = _applied(tmp_path, state, _image(PixelSpacing=[0.5, 0.5]))
    assert frame.presented is not None
    assert (frame.presented.quarter_turns, frame.presented.flipped) == (3, True)
    assert frame.presented.area == DisplayedArea((2, 1), (4, 2))
    assert (frame.pixel_aspect, frame.spacing and frame.spacing.row) == (2.0, 0.5)


def test_the_same_frame_comes_again(tmp_path: Path) -> None:
    """It is made once."""
    frame = image_frames(tmp_path)[0]
    state = read_presentation_state(state_instance(tmp_path, state_dataset()))
    assert presented(frame, state) is presented(frame, state)


def test_a_pseudo_color_state_brings_a_palette(tmp_path: Path) -> None:
    """Its place is that of the Presentation LUT."""
    state = state_dataset(kind="3")
    del state.PresentationLUTShape
    for color, entries in (("Red", [0, 65535]), ("Green", [0, 0]), ("Blue", [65535, 0])):
        setattr(state, f"{color}PaletteColorLookupTableDescriptor", [2, 0, 16])
        setattr(state, f"{color}PaletteColorLookupTableData", struct.pack("<2H", *entries))
    frame = _applied(tmp_path, state, _image())
    assert frame.presentation is LutShape.IDENTITY
    assert frame.presented is not None
    assert frame.presented.palette is not None
    assert frame.presented.palette.entries.tolist() == [[0, 0, 255], [255, 0, 0]]


def _color_image() -> Dataset:
    dataset = image_dataset()
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 3, "RGB"
    dataset.PlanarConfiguration = 0
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit = 7
    dataset.PixelData = bytes(range(46))
    return dataset


def test_a_color_state_changes_no_color(tmp_path: Path) -> None:
    """It has no LUTs; turns and area are applied."""
    state = state_dataset(kind="2")
    state.ImageRotation, state.ImageHorizontalFlip = 180, "N"
    frame = _applied(tmp_path, state, _color_image())
    assert frame.presented is not None
    assert (frame.presented.quarter_turns, frame.voi_identity) == (2, False)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"SoftcopyVOILUTSequence": [item(WindowCenter="1", WindowWidth="2")] * 2},
            "two VOI LUTs",
        ),
        (
            {
                "SoftcopyVOILUTSequence": [
                    item(WindowCenter="1", WindowWidth="2", VOILUTFunction="CUBIC")
                ]
            },
            "VOI LUT cannot",
        ),
        ({"ModalityLUTSequence": [table_item([1], count=9)]}, "fewer entries"),
        (
            {"PresentationLUTSequence": [table_item([1], count=9)]},
            "fewer entries",
        ),
        ({"DisplayedAreaSelectionSequence": [shown_area((1, 1), (2, 2))] * 2}, "two displayed"),
        ({"DisplayedAreaSelectionSequence": [shown_area((6, 1), (9, 3))]}, "beside"),
        ({"DisplayedAreaSelectionSequence": [shown_area((1, -9), (5, 0))]}, "beside"),
        ({"DisplayedAreaSelectionSequence": [shown_area((1, 1), (400, 3))]}, "too large"),
        ({"DisplayedAreaSelectionSequence": [shown_area((1, -390), (5, 9))]}, "too large"),
    ],
)
def test_what_contradicts_itself_or_the_image_is_refused(
    tmp_path: Path, values: dict[str, object], words: str
) -> None:
    """All of it, in words: never the half that could be read."""
    state = state_dataset()
    state.update(item(**values))
    with pytest.raises(BadPresentationStateError) as refused:
        _applied(tmp_path, state)
    assert words in refused.value.summary


@pytest.mark.parametrize(("kind", "gray"), [("1", False), ("2", True)])
def test_a_state_of_the_other_kind_of_image_is_refused(
    tmp_path: Path, kind: str, gray: bool
) -> None:
    """Gray for color, color for gray."""
    with pytest.raises(BadPresentationStateError, match="images"):
        _applied(tmp_path, state_dataset(kind=kind), None if gray else _color_image())


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"ICCProfile": b"other"}, ("its color profile",)),
        ({"ICCProfile": b"the image's own."}, ()),
        ({"ICCProfile": b"some", "ColorSpace": "SRGB"}, ()),
        ({}, ()),
    ],
)
def test_a_color_profile_that_is_not_applied_is_told_of(
    tmp_path: Path, values: dict[str, object], said: tuple[str, ...]
) -> None:
    """That of the image was, when it was decoded; sRGB needs nothing."""
    image, state = _color_image(), state_dataset(kind="2")
    image.ICCProfile = b"the image's own."
    state.update(item(**values))
    frame = _applied(tmp_path, state, image)
    assert frame.presented is not None
    assert frame.presented.unheeded == said
