from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from tests.support.states import image_reference, item, shown_area, state_dataset, state_instance
from workstation.dicom.errors import BadPresentationStateError, UnsupportedPresentationStateError
from workstation.dicom.presentation_state import read_presentation_state
from workstation.dicom.presentation_state_values import PresentationState, StateKind
from workstation.dicom.presented import DisplayedArea, SizeMode


def _read(folder: Path, dataset: Dataset) -> PresentationState:
    return read_presentation_state(state_instance(folder, dataset))


def _changed(**values: object) -> Dataset:
    dataset = state_dataset()
    dataset.update(item(**values))
    return dataset


def test_a_state_says_what_it_is_called_and_when_it_was_made(tmp_path: Path) -> None:
    """What a reader chooses by."""
    title = _read(tmp_path, state_dataset()).title
    assert (title.name, title.description) == ("REPORT", "as reported")
    assert (title.created, title.creator) == (("20240229", "123456"), "Roe^Richard")


def test_a_state_names_its_frames_in_all_series(tmp_path: Path) -> None:
    """Whole images and single frames, in two series."""
    dataset = state_dataset(image_reference("1.2.3", 2, 5))
    other = item(SeriesInstanceUID="1.9", ReferencedImageSequence=[image_reference("1.2.4")])
    dataset.ReferencedSeriesSequence.append(other)
    state = _read(tmp_path, dataset)
    named = [state.names("1.2.3", 1), state.names("1.2.3", 5), state.names("1.2.4", 7)]
    assert named == [False, True, True]


# Degrees and flip of the Standard, turns first; then turns and flip with the flip first.
_TRANSFORMS = [
    (0, "N", 0, False),
    (90, "N", 1, False),
    (180, "N", 2, False),
    (270, "N", 3, False),
    (0, "Y", 0, True),
    (90, "Y", 3, True),
    (180, "Y", 2, True),
    (270, "Y", 1, True),
]


@pytest.mark.parametrize(("degrees", "flip", "turns", "flipped"), _TRANSFORMS)
def test_turns_before_the_flip_become_turns_after_it(
    tmp_path: Path, degrees: int, flip: str, turns: int, flipped: bool
) -> None:
    """PS3.3 C.10.6: the rotation is applied before the flip."""
    state = _read(tmp_path, _changed(ImageRotation=degrees, ImageHorizontalFlip=flip))
    assert (state.quarter_turns, state.flipped) == (turns, flipped)


@pytest.mark.parametrize(
    ("first", "last"), [((2, 3), (40, 50)), ((40, 50), (2, 3)), ((40, 3), (2, 50))]
)
def test_the_corners_of_an_area_may_come_in_any_order(
    tmp_path: Path, first: tuple[int, int], last: tuple[int, int]
) -> None:
    """They are named as they lie after turns and flip (PS3.3 C.10.4)."""
    areas = [shown_area(first, last, PresentationPixelAspectRatio=[3, 2])]
    (found,) = _read(tmp_path, _changed(DisplayedAreaSelectionSequence=areas)).areas
    assert found.value.area == DisplayedArea((2, 3), (40, 50))
    assert found.value.pixel_aspect == 1.5


def test_true_size_and_magnification_are_read(tmp_path: Path) -> None:
    """Each with the number that it needs; the spacing says the aspect too."""
    true = shown_area((1, 1), (5, 3), PresentationSizeMode="TRUE SIZE")
    true.PresentationPixelSpacing = [0.2, 0.1]
    magnified = shown_area((1, 1), (5, 3), PresentationSizeMode="MAGNIFY")
    magnified.PresentationPixelMagnificationRatio = 2.5
    areas = _read(tmp_path, _changed(DisplayedAreaSelectionSequence=[true, magnified])).areas
    assert areas[0].value.area.spacing == (0.2, 0.1)
    assert areas[0].value.pixel_aspect == 2.0
    assert areas[1].value.area.mode is SizeMode.MAGNIFY
    assert areas[1].value.area.magnification == 2.5


def test_overlays_are_active_only_in_a_layer(tmp_path: Path) -> None:
    """An empty name of a layer means that the overlay is not to be seen (PS3.3 C.11.7)."""
    dataset = state_dataset()
    dataset.add_new(0x6002_1001, "CS", "ARROWS")
    dataset.add_new(0x6004_1001, "CS", "")
    assert _read(tmp_path, dataset).activations == ((0x6002, "ARROWS"),)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"ReferencedSeriesSequence": []}, "no image"),
        ({"ImageRotation": 45}, "rotation or flip"),
        ({"ImageHorizontalFlip": "V"}, "rotation or flip"),
        ({"PresentationLUTShape": ""}, "dark or bright"),
        ({"PresentationLUTSequence": [item()], "PresentationLUTShape": ""}, "dark or bright"),
        ({"DisplayedAreaSelectionSequence": [item()]}, "no corners"),
        (
            {
                "DisplayedAreaSelectionSequence": [
                    shown_area((1, 1), (2, 2), PresentationSizeMode="MAGNIFY")
                ]
            },
            "how much",
        ),
        (
            {
                "DisplayedAreaSelectionSequence": [
                    shown_area((1, 1), (2, 2), PresentationSizeMode="LARGE")
                ]
            },
            "size mode",
        ),
        (
            {
                "DisplayedAreaSelectionSequence": [
                    shown_area((1, 1), (2, 2), PresentationPixelAspectRatio=[999, 1])
                ]
            },
            "only a line",
        ),
        ({"SoftcopyVOILUTSequence": [item(ReferencedImageSequence=[item()])]}, "does not name"),
    ],
)
def test_what_is_damaged_is_refused_in_words(
    tmp_path: Path, values: dict[str, object], words: str
) -> None:
    """Nothing of such a state is applied."""
    with pytest.raises(BadPresentationStateError) as refused:
        _read(tmp_path, _changed(**values))
    assert words in refused.value.summary


def test_a_kind_that_cannot_be_applied_is_named(tmp_path: Path) -> None:
    """Blending needs two images."""
    with pytest.raises(UnsupportedPresentationStateError, match="blending"):
        _read(tmp_path, state_dataset(kind="4"))


def test_what_is_not_heeded_is_said(tmp_path: Path) -> None:
    """The mask subtraction of an angiogram's state."""
    dataset = state_dataset(kind="5")
    dataset.MaskSubtractionSequence = [item(MaskOperation="AVG_SUB")]
    state = _read(tmp_path, dataset)
    assert (state.kind, state.unheeded) == (StateKind.XA_XRF_GRAYSCALE, ("mask subtraction",))
