"""The signs of what one viewport shows: those of its frame, and those of how it is shown."""

from collections.abc import Iterator
from math import isqrt

from workstation.base.text import _
from workstation.dicom.lut import VoiLut, Window
from workstation.dicom.model import Frame
from workstation.dicom.note import Note
from workstation.imaging.pipeline import value_range
from workstation.scene.scene import FramePixels, Interpolation
from workstation.session.annotations import annotated
from workstation.session.display_set import DisplaySet
from workstation.session.frames import FrameAnswer, FrameStatus
from workstation.session.outline import Outline
from workstation.session.signs import Signs, doubtful_text, signs_of
from workstation.session.state_captions import state_notes
from workstation.session.viewport import ViewportState
from workstation.session.windowing import voi_shown
from workstation.session.workspace import Workspace

_SAMPLES = 65536  # looked at first
_KEPT = 4096
_ranges: dict[tuple[object, ...], tuple[float, float]] = {}


def viewport_signs(
    workspace: Workspace, index: int, answer: FrameAnswer, outline: Outline | None = None
) -> Signs:
    """What must be said of the picture in this viewport; nothing where there is none.

    answer    what is known of the frame that it shows
    outline   of the frame as it is shown
    """
    state, shown = workspace.viewports[index], workspace.shown(index)
    plain, applied = workspace.plain_frame(index), workspace.applied(index)
    if shown is None or plain is None or applied is None:
        return ()
    frame = applied.frame
    others = (
        *_of_set(shown, reading=workspace.reading),
        *state_notes(plain, applied, len(workspace.states(index)), outline),
        *removed(frame, overlays=state.overlays, shutter=state.shutter),
        *_of_picture(state, frame, answer),
    )
    return signs_of(frame, answer.notes, others)


def _of_set(shown: DisplaySet, *, reading: bool) -> Iterator[Note]:
    """What is wrong with the stack waits until all of it is read."""
    if shown.study.patient.name.doubtful or shown.study.doubtful or shown.series.doubtful:
        yield doubtful_text()
    if not reading:
        yield from (Note(sentence, "stack") for sentence in shown.warnings)


def removed(frame: Frame, *, overlays: bool, shutter: bool) -> Iterator[Note]:
    """What belongs over this image and is not drawn, because the user wants it so."""
    if frame.overlays and not overlays:
        yield Note(_("Overlays hidden"), "removed")
    if annotated(frame) and not overlays:
        yield Note(_("Annotations hidden"), "removed")
    if frame.shutter is not None and not shutter:
        yield Note(_("Shutter removed"), "removed")


def _of_picture(state: ViewportState, frame: Frame, answer: FrameAnswer) -> Iterator[Note]:
    if answer.status is not FrameStatus.READY or answer.pixels is None:
        return
    if state.interpolation is not Interpolation.NEAREST:
        yield Note(_("Interpolated between pixels"), "interpolated")
    image = frame.instance.image
    if image is not None and image.monochrome:
        sentence = window_doubt(voi_shown(state, frame, answer.pixels), frame, answer.pixels)
        yield from [Note(sentence, "window")] if sentence else []


def window_doubt(voi: VoiLut | None, frame: Frame, pixels: FramePixels) -> str:
    """That a window shows nothing, for it lies beside all values; of one value nothing is said."""
    if not isinstance(voi, Window):
        return ""
    beside = _beside(voi, _range(frame, pixels, _step(pixels)))
    # Few values may have been passed over: only all of them can say that none is inside.
    if not beside or (_step(pixels) > 1 and not _beside(voi, _range(frame, pixels, 1))):
        return ""
    return beside


def _beside(window: Window, ends: tuple[float, float]) -> str:
    low, high = ends
    if low < high < window.center - window.width / 2:
        return _("Window above all values")
    if window.center + window.width / 2 < low < high:
        return _("Window below all values")
    return ""


def _step(pixels: FramePixels) -> int:
    return max(1, isqrt(pixels.values.size // _SAMPLES))


def _range(frame: Frame, pixels: FramePixels, step: int) -> tuple[float, float]:
    """Lowest and highest modality value, padding left out.

    step   of all pixels each so many-th, along both axes
    """
    key = pixels.key, step, frame.modality_lut, frame.padding
    found = _ranges.get(key)
    if found is None:
        part = pixels.values[::step, ::step]
        found = value_range(part, frame.modality_lut, frame.padding)
        if len(_ranges) >= _KEPT:
            _ranges.clear()
        _ranges[key] = found
    return found
