from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.support.sample_frames import display_set, frame, patient, ready, workspace
from tests.support.stated import state_of, stated
from workstation.dicom.annotation import Annotation, GraphicLayer
from workstation.dicom.lut import LookupTable, VoiLut, Window
from workstation.dicom.model import Frame, PersonName
from workstation.dicom.overlay import Overlay, OverlayType
from workstation.dicom.pixels import PixelPadding
from workstation.dicom.presented import Presented
from workstation.dicom.shutter import Shutter
from workstation.scene.scene import FramePixels, Interpolation
from workstation.session.frames import FrameAnswer, FrameStatus
from workstation.session.viewport import overlays_switched, shutter_switched, windowed
from workstation.session.viewport_signs import removed, viewport_signs, window_doubt
from workstation.session.workspace import Workspace, changed

_INSIDE = Window(-940, 400)  # of the samples' values, -1000 to -882


def _kinds(state: Workspace, answer: FrameAnswer | None = None) -> list[str]:
    found = viewport_signs(state, 0, answer or ready("one", 0))
    return [sign.kind.id for sign in found if sign.kind.id not in ("aspect", "interpolated")]


def _shown(of: Frame | None = None, warnings: tuple[str, ...] = ()) -> Workspace:
    frames = None if of is None else [of]
    state = workspace(display_set(frames, warnings=warnings))
    return changed(state, lambda each: windowed(each, _INSIDE))


def test_a_picture_that_is_what_it_seems_has_no_signs() -> None:
    """Five slices of a CT."""
    assert _kinds(_shown()) == []


def test_an_empty_viewport_has_no_signs() -> None:
    """Nothing is shown."""
    assert viewport_signs(workspace(rows=1, columns=2), 1, ready("one", 0)) == ()


def test_warnings_of_a_stack_wait_until_it_is_read() -> None:
    """A stack that is still growing has gaps."""
    gap = _shown(warnings=("A gap",))
    assert _kinds(gap) == ["stack"]
    assert _kinds(replace(gap, reading=True)) == []


def test_what_was_said_while_decoding_is_told() -> None:
    """Also of a frame that cannot be shown."""
    answer = ready("one", 0)
    told = FrameAnswer(answer.status, answer.pixels, notes=("Bits are missing",))
    assert _kinds(_shown(), told) == ["decoder"]
    assert _kinds(_shown(), FrameAnswer(FrameStatus.UNDECODABLE)) == []


def test_the_name_of_the_study_may_be_in_doubt() -> None:
    """Whatever the image itself says."""
    nobody = replace(patient(), name=PersonName("D\ufffdE", doubtful=True))
    state = changed(workspace(display_set(of=nobody)), lambda each: windowed(each, _INSIDE))
    assert _kinds(state) == ["charset"]


@pytest.mark.parametrize("level", ["study", "series"])
def test_other_texts_of_study_and_series_may_be_in_doubt(level: str) -> None:
    """Also where those of the image that is shown are not."""
    plain = display_set()
    doubted = {level: replace(getattr(plain, level), doubtful=frozenset((0x0008_1030,)))}
    state = workspace(replace(plain, **doubted))
    assert _kinds(changed(state, lambda each: windowed(each, _INSIDE))) == ["charset"]


def test_presentation_states_are_told_of(tmp_path: Path) -> None:
    """That there is one, and that it is applied."""
    for chosen, kind in (None, "state-none"), ("1.1", "state"):
        found = stated(tmp_path, state_of("1.1"), chosen=chosen)
        answer = FrameAnswer(FrameStatus.LOADING)
        assert kind in _kinds(found, answer)


def test_hidden_annotations_are_named_as_what_they_are() -> None:
    """A state may draw marks where the image has no overlay."""
    presented = Presented("1.1", "", annotations=(Annotation(GraphicLayer("L", 1)),))
    marked = replace(frame(), presented=presented)
    assert list(removed(marked, overlays=False, shutter=True)) == ["Annotations hidden"]
    assert not list(removed(marked, overlays=True, shutter=True))


def test_what_the_user_took_off_the_image_is_said() -> None:
    """Only where there is something: a switch that changes nothing needs no words."""
    overlay = Overlay(0x6000, OverlayType.GRAPHICS, 1, 1, (1, 1), b"")
    covered = replace(frame(), overlays=(overlay,), shutter=Shutter(()))
    assert list(removed(covered, overlays=False, shutter=True)) == ["Overlays hidden"]
    assert list(removed(covered, overlays=True, shutter=False)) == ["Shutter removed"]
    assert not list(removed(covered, overlays=True, shutter=True))
    assert not list(removed(frame(), overlays=False, shutter=False))
    state = changed(_shown(covered), lambda each: shutter_switched(overlays_switched(each)))
    assert _kinds(state).count("removed") == 2


def _doubt(voi: VoiLut | None, values: np.ndarray, padding: PixelPadding | None = None) -> str:
    """Stored values become modality values times 2 less 1000."""
    key = f"{values.shape} {values.min()} {values.max()} {values[0, 0]}"
    return window_doubt(voi, replace(frame(), padding=padding), FramePixels((key, 0, 0), values))


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (Window(-1005, 8), "Window below all values"),
        (Window(-1004, 8), ""),
        (Window(-958, 8), ""),
        (Window(-957, 8), "Window above all values"),
    ],
)
def test_a_window_beside_all_values_shows_nothing(window: Window, words: str) -> None:
    """Values from -1000 to -962; one that touches them shows something."""
    values = np.arange(20, dtype=np.int16).reshape(4, 5)
    assert _doubt(window, values) == words


def test_one_value_alone_says_nothing_of_a_window() -> None:
    """A slice of air has no values to miss; a table has no place."""
    assert _doubt(Window(40, 400), np.zeros((4, 5), np.int16)) == ""
    table = LookupTable(5000, np.arange(4, dtype=np.uint16), 8, "")
    assert _doubt(table, np.arange(20, dtype=np.int16).reshape(4, 5)) == ""


def test_padding_is_no_value_that_a_window_could_show() -> None:
    """It is left black whatever the window."""
    values = np.arange(20, dtype=np.int16).reshape(4, 5)
    values[3, 4] = 3000
    assert _doubt(Window(5000, 10), values) == ""
    assert "above" in _doubt(Window(4000, 10), values, PixelPadding(3000, 3000))


def test_one_bright_pixel_of_many_is_found() -> None:
    """All are looked at before it is said that none is inside."""
    values = (np.arange(1024 * 1024, dtype=np.int32) % 500).astype(np.int16).reshape(1024, -1)
    assert "above" in _doubt(Window(5000, 100), values)
    values[701, 333] = 3001
    assert _doubt(Window(5000, 100), values) == ""


def test_what_lies_between_pixels_is_computed() -> None:
    """Unless the nearest one is shown."""
    state = _shown()
    plain = changed(state, lambda each: replace(each, interpolation=Interpolation.NEAREST))
    kinds = [
        {sign.kind.id for sign in viewport_signs(each, 0, ready("one", 0))}
        for each in (state, plain)
    ]
    assert ["interpolated" in each for each in kinds] == [True, False]
