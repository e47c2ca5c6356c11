"""Workspace and data to a scene: what the window shows, decided without a screen.

The words and the pixels of a viewport come from one frame, asked for once: the number shown is
the number of the slice shown.
"""

from collections.abc import Callable
from dataclasses import dataclass

from workstation.base.text import _
from workstation.dicom.model import Frame, Patient
from workstation.display.table import Calibration, DisplayTable
from workstation.imaging.pipeline import chain_of
from workstation.scene.graphics import Align, Box, Graphic, Text
from workstation.scene.scene import (
    ImageLayer,
    MaskLayer,
    Placeholder,
    Rect,
    Scene,
    ViewportScene,
)
from workstation.scene.transform import edge_letters, zoom_of
from workstation.session import captions
from workstation.session.annotations import annotation_graphics, displayed_area
from workstation.session.badge import badge
from workstation.session.caption import Captions
from workstation.session.coloring import in_colors
from workstation.session.corners import bottom_corner, standing, top_corner, wanted
from workstation.session.display_set import DisplaySet
from workstation.session.frames import FrameAnswer, FrameStatus
from workstation.session.layout import viewport_rects
from workstation.session.look import ACCENT, DANGER, QUIET, TEXT, Look, wrapped
from workstation.session.masks import mask_layers
from workstation.session.names import written_name
from workstation.session.outline import Outline, outline_of
from workstation.session.readout import modality_unit_of, probe, written
from workstation.session.real_world import mappings_of
from workstation.session.scale_bar import scale_bar
from workstation.session.signs import captions_of
from workstation.session.states import Applied
from workstation.session.supplemental import color_layers
from workstation.session.viewport import ViewportState, placed
from workstation.session.viewport_signs import viewport_signs
from workstation.session.windowing import voi_shown
from workstation.session.workspace import Workspace

Frames = Callable[[str, int], FrameAnswer]

_PLACEHOLDERS = {
    FrameStatus.LOADING: Placeholder.LOADING,
    FrameStatus.MISSING: Placeholder.MISSING,
    FrameStatus.UNDECODABLE: Placeholder.UNDECODABLE,
}
_WHITE = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class _Monitor:
    """What lies under a viewport.

    calibration   what may be said of it there
    pitch         mm from one of its pixels to the next; None: it does not say
    """

    display: DisplayTable
    calibration: Calibration
    pitch: float | None


@dataclass(frozen=True, slots=True)
class _View:
    """One viewport with all that its picture is made of.

    plain     the frame as the image itself wants it
    applied   the same as its presentation state wants it
    index     which viewport it is
    answer    of the frame that is shown and named; asked for once
    outline   None: the frame has no image
    """

    workspace: Workspace
    state: ViewportState
    display_set: DisplaySet
    plain: Frame
    applied: Applied
    index: int
    answer: FrameAnswer
    look: Look
    monitor: _Monitor
    outline: Outline | None

    @property
    def frame(self) -> Frame:
        """The frame that is shown, as its presentation state wants it."""
        return self.applied.frame


def resolve(
    workspace: Workspace,
    frames: Frames,
    width: int,
    height: int,
    display: DisplayTable,
    pixel_ratio: float = 1.0,
    covered: Rect | None = None,
    pitch: float | None = None,
) -> Scene:
    """The picture of this moment.

    frames          answers at once what is known of a frame, by display set and index
    width, height   of the surface, physical pixels
    pixel_ratio     physical pixels per logical one
    covered         the part of the surface that is on the monitor of `display`; None: all of it
    pitch           mm from one pixel of that monitor to the next; None: it does not say
    """
    rects = viewport_rects(workspace.layout, width, height, pixel_ratio)
    mixed = two_patients(workspace)
    viewports = []
    for index, rect in rects.items():
        look = _look(workspace, index, rect, pixel_ratio, mixed)
        on_it = covered is None or encloses(covered, rect)
        calibration = display.calibration if on_it else Calibration.SPLIT
        monitor = _Monitor(display, calibration, pitch)
        viewports.append(_viewport(workspace, index, frames, look, monitor))
    return Scene(width, height, tuple(viewports), display)


def encloses(outer: Rect, inner: Rect) -> bool:
    """Whether all of one rectangle lies in the other."""
    right, bottom = inner.x + inner.width - 1, inner.y + inner.height - 1
    return outer.contains(inner.x, inner.y) and outer.contains(right, bottom)


def two_patients(workspace: Workspace) -> bool:
    """Whether the viewports that are seen show more than one person.

    One person only where ID, issuer, name and birth date agree.
    """
    shown = (workspace.shown(index) for index in workspace.layout.visible)
    return len({_person(each.study.patient) for each in shown if each is not None}) > 1


def _person(patient: Patient) -> tuple[str, str, str, str]:
    name = written_name(patient.name).casefold()
    return patient.patient_id, patient.issuer, name, patient.birth_date


def _look(workspace: Workspace, index: int, rect: Rect, ratio: float, mixed: bool) -> Look:
    shown = workspace.shown(index)
    plain = Look(rect, ratio)
    several = shown is not None and len(shown.frames) > 1
    return Look(
        rect,
        ratio,
        banner=plain.line * 1.5 if mixed and shown is not None else 0.0,
        slider=round(plain.size * 0.8) if several else 0.0,
    )


def _viewport(
    workspace: Workspace, index: int, frames: Frames, look: Look, monitor: _Monitor
) -> ViewportScene:
    view, border = _view(workspace, index, frames, look, monitor), _border(workspace, index, look)
    if view is None:
        words = look.centered(_("Drag a series here"), look.middle[1], QUIET)
        return ViewportScene(look.rect, None, Placeholder.EMPTY, (words, *border))
    image = _image(view)
    placeholder = None if image is not None else _PLACEHOLDERS[view.answer.status]
    graphics = (*_graphics(view, image), *border)
    seen = None if image is None else in_colors(image, view.frame)
    return ViewportScene(look.rect, seen, placeholder, graphics)


def _view(
    workspace: Workspace, index: int, frames: Frames, look: Look, monitor: _Monitor
) -> _View | None:
    state, shown = workspace.viewports[index], workspace.shown(index)
    plain, applied = workspace.plain_frame(index), workspace.applied(index)
    if shown is None or plain is None or applied is None:
        return None
    return _View(
        workspace,
        state,
        shown,
        plain,
        applied,
        index,
        frames(shown.key, state.frame_index),
        look,
        monitor,
        outline_of(applied.frame, look.rect, monitor.pitch),
    )


def _image(view: _View) -> ImageLayer | None:
    pixels, image, outline = view.answer.pixels, view.frame.instance.image, view.outline
    if view.answer.status is not FrameStatus.READY or pixels is None:
        return None
    if image is None or outline is None:
        return None
    chain = None
    if image.monochrome:
        voi = voi_shown(view.state, view.frame, pixels)
        chain = chain_of(view.frame, voi, view.state.inverted, pixels.values)
    return ImageLayer(
        pixels,
        chain,
        placed(view.state, outline),
        view.state.interpolation,
        (*color_layers(view.frame, pixels), *_masks(view)),
    )


def _masks(view: _View) -> tuple[MaskLayer, ...]:
    state, embedded = view.state, view.answer.embedded
    return mask_layers(view.frame, embedded, overlays=state.overlays, shutter=state.shutter)


def _graphics(view: _View, image: ImageLayer | None) -> tuple[Graphic, ...]:
    marks = _placeholder_words(view) if image is None else _on_image(view, image)
    return (
        *marks,
        *_corners(view, image),
        *_slider(view),
        *_badge(view),
        *_banner(view.look),
    )


def _badge(view: _View) -> tuple[Graphic, ...]:
    """Where there will never be an image, there is nothing to say of how it is shown."""
    if view.answer.status in {FrameStatus.READY, FrameStatus.LOADING}:
        return badge(view.look, view.monitor.calibration)
    return ()


def _placeholder_words(view: _View) -> tuple[Graphic, ...]:
    number, look = view.state.frame_index + 1, view.look
    sentence = {
        FrameStatus.LOADING: _("Loading image {number}"),
        FrameStatus.MISSING: _("The file of image {number} is missing"),
    }.get(view.answer.status, _("Image {number} cannot be shown"))
    y = look.middle[1] - look.line
    words = look.centered(sentence.format(number=number), y, TEXT, bold=True)
    if view.answer.status is FrameStatus.LOADING or not view.answer.reason:
        return (words,)
    reason = wrapped(view.answer.reason, look.size, look.rect.width - 6 * look.margin)
    return words, look.centered(reason, y + look.line * 1.2, TEXT)


def _on_image(view: _View, image: ImageLayer) -> tuple[Graphic, ...]:
    look, letters = view.look, edge_letters(view.frame, image.surface_from_image)
    marks: list[Graphic] = [*_annotations(view, image), *_letters(look, letters)]
    if view.workspace.corner_text != "none":
        zoom = zoom_of(image.surface_from_image)
        bottom = look.bottom - look.size * 0.3
        marks += scale_bar(look, view.frame.spacing, zoom, bottom)
        marks += _readout(view, image)
    return tuple(marks)


def _annotations(view: _View, image: ImageLayer) -> tuple[Graphic, ...]:
    """What a presentation state draws on the image: under the words of the interface."""
    frame, affine = view.frame, image.surface_from_image
    if frame.presented is None or not view.state.overlays:
        return ()
    area = displayed_area(frame.presented, frame, affine)
    display = view.monitor.display
    return annotation_graphics(frame.presented, frame, affine, area, display, view.look)


def _letters(look: Look, letters: tuple[str, str, str, str]) -> tuple[Text, ...]:
    left, right, top, bottom = letters
    (x, y), size = look.middle, round(look.size * 1.2)
    down = look.bottom + look.line
    places = (
        (look.left, y, left, Align.START, Align.MIDDLE),
        (look.right, y, right, Align.END, Align.MIDDLE),
        (x, look.top, top, Align.MIDDLE, Align.START),
        (x, down, bottom, Align.MIDDLE, Align.END),
    )
    return tuple(
        Text(x, y, letter, size, TEXT, across, down, bold=True)
        for x, y, letter, across, down in places
        if letter
    )


def _readout(view: _View, image: ImageLayer) -> tuple[Text, ...]:
    pointer, look = view.workspace.pointer, view.look
    if pointer is None or not look.rect.contains(*pointer):
        return ()
    mappings = mappings_of(view.display_set.study, view.plain)
    found = probe(image, view.plain, pointer, view.monitor.display, mappings)
    if found is None:
        return ()
    content = written(found, look.size, look.corner_width)
    return (Text(look.left, look.bottom, content, look.size, TEXT, width=look.corner_width),)


def _corners(view: _View, image: ImageLayer | None) -> tuple[Text, ...]:
    shown, frame, look, text = view.display_set, view.frame, view.look, view.workspace.corner_text
    reading = view.workspace.reading
    signs = viewport_signs(view.workspace, view.index, view.answer, view.outline)
    told = standing(captions_of(signs), text)
    number = captions.image(frame, view.state.frame_index, len(shown.frames), reading)
    appearance = () if image is None else _appearance(image)
    cine = view.state.cine
    playing = captions.playing(None if cine is None else cine.frames_per_second)
    return (
        *top_corner(wanted(captions.identity(shown), text) + told, look, Align.START),
        *top_corner(wanted(captions.study(shown), text), look, Align.END),
        *bottom_corner(wanted(appearance + playing + number, text), look, Align.START),
        *bottom_corner(wanted(captions.technique(shown, frame), text), look, Align.END),
    )


def _appearance(image: ImageLayer) -> Captions:
    chain, zoom = image.chain, zoom_of(image.surface_from_image)
    if chain is None:
        return captions.window(None, zoom)
    unit = modality_unit_of(chain.modality)
    written = "" if unit == "HU" else unit
    return captions.window(chain.voi, zoom, written, inverted=chain.inverted)


def _slider(view: _View) -> tuple[Box, ...]:
    """Where in the stack the frame lies: a mark on a track at the right edge."""
    count, look = len(view.display_set.frames), view.look
    if count < 2:
        return ()
    track = slider_track(look)
    mark = max(track.height / count, 4 * look.ratio)
    y = track.y + (track.height - mark) * view.state.frame_index / (count - 1)
    return (
        Box(track.x, track.y, track.width, track.height, QUIET, opacity=0.35),
        Box(track.x, y, track.width, mark, TEXT, opacity=0.9),
    )


def slider_track(look: Look) -> Rect:
    """The track of the position mark."""
    width = max(2, round(3 * look.ratio))
    right = look.rect.x + look.rect.width - round(look.margin * 0.7)
    height = round(look.rect.height * 0.6)
    return Rect(right - width, round(look.middle[1]) - height // 2, width, height)


def _banner(look: Look) -> tuple[Graphic, ...]:
    if not look.banner:
        return ()
    rect = look.rect
    box = Box(rect.x, rect.y, rect.width, look.banner, DANGER)
    y = rect.y + (look.banner - look.line) / 2
    return box, look.centered(_("MORE THAN ONE PATIENT IN VIEW"), y, _WHITE, bold=True)


def _border(workspace: Workspace, index: int, look: Look) -> tuple[Box, ...]:
    """The viewport that commands act on, where there are several."""
    if index != workspace.active or workspace.layout.count == 1:
        return ()
    rect, thickness = look.rect, max(1.0, round(2 * look.ratio))
    return (Box(rect.x, rect.y, rect.width, rect.height, ACCENT, thickness=thickness),)


__all__ = ["Frames", "encloses", "resolve", "slider_track", "two_patients", "viewport_rects"]
