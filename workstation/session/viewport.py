"""What one viewport is showing, as a value, and the pure functions that change it."""

from dataclasses import dataclass, replace

from workstation.dicom.lut import VoiLut
from workstation.scene.scene import Affine, Interpolation
from workstation.scene.transform import fit_zoom, limited_pan, surface_from_image
from workstation.session.outline import Outline, anchor, home_zoom, offset, orientation

_SMALLEST_ZOOM, _LARGEST_ZOOM = 1 / 64, 64.0


@dataclass(frozen=True, slots=True)
class Cine:
    """Playback by the clock: the frame shown follows from the time since `started_at`.

    frames_per_second   > 0
    started_at          seconds of a monotonic clock
    started_frame       frame index shown then
    sweep               forth and back instead of round
    """

    frames_per_second: float
    started_at: float
    started_frame: int
    sweep: bool = False


@dataclass(frozen=True, slots=True)
class ViewportState:
    """What the user asks of one viewport. The display set it shows is named by its key.

    display_set    None: empty
    frame_index    index into the display set's frames, from 0
    voi            None: the frame's own (its first window, else its first LUT, else a default);
                   else what the user set, for all frames
    voi_index      which of the frame's own when voi is None, from 0
    inverted       the user's inversion
    quarter_turns  clockwise, 0 to 3, applied after the flip
    flipped        mirrored left to right, before turning
    zoom           None: fitted; else surface pixels per image column (the rows follow from the
                   pixel aspect)
    pan            shift of the image's center from the viewport's, surface pixels
    chosen         the user has asked for this display set or this frame, by scrolling or playing
    state          SOP Instance UID of the presentation state that is applied; None: none is
    overlays       overlays are drawn, where there are any
    shutter        what the shutter covers is covered, where there is one
    """

    display_set: str | None = None
    frame_index: int = 0
    voi: VoiLut | None = None
    voi_index: int = 0
    inverted: bool = False
    quarter_turns: int = 0
    flipped: bool = False
    zoom: float | None = None
    pan: tuple[float, float] = (0.0, 0.0)
    interpolation: Interpolation = Interpolation.LINEAR
    cine: Cine | None = None
    chosen: bool = False
    state: str | None = None
    overlays: bool = True
    shutter: bool = True


def placed(state: ViewportState, outline: Outline) -> Affine:
    """Where the image lies on the surface: as its presentation state asks, then as the user."""
    turns, flipped = orientation(outline, state.quarter_turns, state.flipped)
    return surface_from_image(
        outline.shape,
        outline.pixel_aspect,
        outline.rect,
        zoom_shown(state, outline),
        state.pan,
        turns,
        flipped,
        anchor(outline),
    )


def zoom_shown(state: ViewportState, outline: Outline) -> float:
    """Surface pixels per column, also where nobody has zoomed."""
    return state.zoom or home_zoom(outline, state.quarter_turns)


# ------------------------------------------------------------------------------------ frames


def at_frame(state: ViewportState, frame_index: int, count: int) -> ViewportState:
    """Show this frame, or the nearest that there is. Stops playing: the user is looking."""
    held = max(0, min(frame_index, count - 1))
    return replace(state, frame_index=held, cine=None, chosen=True)


def scrolled(state: ViewportState, by: int, count: int) -> ViewportState:
    """Move by so many frames, as far as there are any."""
    return at_frame(state, state.frame_index + by, count)


# -------------------------------------------------------------------------------- appearance


def windowed(state: ViewportState, voi: VoiLut) -> ViewportState:
    """Show all frames with this window or table."""
    return replace(state, voi=voi)


def stored_voi(state: ViewportState, voi_index: int = 0) -> ViewportState:
    """Show each frame with its own window or table of this index."""
    return replace(state, voi=None, voi_index=voi_index)


def next_stored_voi(state: ViewportState, count: int) -> ViewportState:
    """Back to the frame's own; from there on to the next of `count`, round."""
    if state.voi is not None or count < 1:
        return stored_voi(state, state.voi_index if count else 0)
    return stored_voi(state, (state.voi_index + 1) % count)


def inverted(state: ViewportState) -> ViewportState:
    """Bright for dark."""
    return replace(state, inverted=not state.inverted)


def overlays_switched(state: ViewportState) -> ViewportState:
    """Hide the overlays, or draw them again."""
    return replace(state, overlays=not state.overlays)


def shutter_switched(state: ViewportState) -> ViewportState:
    """Look under the shutter, or close it again."""
    return replace(state, shutter=not state.shutter)


_NEXT_INTERPOLATION = {
    Interpolation.NEAREST: Interpolation.LINEAR,
    Interpolation.LINEAR: Interpolation.SHARP,
    Interpolation.SHARP: Interpolation.NEAREST,
}


def next_interpolation(state: ViewportState) -> ViewportState:
    """Nearest, linear, sharp, round."""
    return replace(state, interpolation=_NEXT_INTERPOLATION[state.interpolation])


# ------------------------------------------------------------------------------- orientation
# The picture is turned or mirrored as it is seen, about the middle of the viewport.


def flipped_horizontally(state: ViewportState) -> ViewportState:
    """Mirror what is seen left to right: M after q turns is -q turns after M."""
    return replace(
        state,
        flipped=not state.flipped,
        quarter_turns=-state.quarter_turns % 4,
        pan=(-state.pan[0], state.pan[1]),
    )


def flipped_vertically(state: ViewportState) -> ViewportState:
    """Mirror what is seen top to bottom: left to right, then half a turn."""
    return rotated(flipped_horizontally(state), 2)


def rotated(state: ViewportState, quarter_turns: int) -> ViewportState:
    """Turn what is seen clockwise by so many quarters."""
    x, y = state.pan
    for _turn in range(quarter_turns % 4):
        x, y = -y, x
    turns = (state.quarter_turns + quarter_turns) % 4
    return replace(state, quarter_turns=turns, pan=(x + 0.0, y + 0.0))


# ---------------------------------------------------------------------------------- placement


def zoomed(
    state: ViewportState, outline: Outline, factor: float, point: tuple[float, float]
) -> ViewportState:
    """Enlarge about a point of the surface: what lies under it stays there."""
    before = zoom_shown(state, outline)
    zoom = min(max(before * factor, _SMALLEST_ZOOM), _LARGEST_ZOOM)
    grown = zoom / before
    rect = outline.rect
    middle = (rect.x + rect.width / 2, rect.y + rect.height / 2)
    pan = (
        point[0] - middle[0] - (point[0] - middle[0] - state.pan[0]) * grown,
        point[1] - middle[1] - (point[1] - middle[1] - state.pan[1]) * grown,
    )
    return replace(state, zoom=zoom, pan=pan)


def zoomed_to(state: ViewportState, outline: Outline, zoom: float) -> ViewportState:
    """So many surface pixels per column; the middle of the viewport stays where it is."""
    rect = outline.rect
    middle = (rect.x + rect.width / 2, rect.y + rect.height / 2)
    return zoomed(state, outline, zoom / zoom_shown(state, outline), middle)


def panned(state: ViewportState, outline: Outline, by: tuple[float, float]) -> ViewportState:
    """Shift the image, never quite out of view."""
    zoom = zoom_shown(state, outline)
    turns, flipped = orientation(outline, state.quarter_turns, state.flipped)
    x, y = offset(outline, zoom, turns, flipped)
    pan = limited_pan(
        outline.shape,
        outline.pixel_aspect,
        outline.rect,
        zoom,
        (state.pan[0] + by[0] + x, state.pan[1] + by[1] + y),
        turns,
    )
    return replace(state, pan=(pan[0] - x, pan[1] - y))


def fitted(state: ViewportState) -> ViewportState:
    """The whole image, or what a presentation state shows of it, in the middle."""
    return replace(state, zoom=None, pan=(0.0, 0.0))


def whole_image(state: ViewportState, outline: Outline) -> ViewportState:
    """All of the image, in the middle, whatever part of it a presentation state shows."""
    turns, flipped = orientation(outline, state.quarter_turns, state.flipped)
    zoom = fit_zoom(outline.shape, outline.pixel_aspect, outline.rect, turns)
    x, y = offset(outline, zoom, turns, flipped)
    return replace(state, zoom=zoom, pan=(-x, -y))


def with_presentation_state(state: ViewportState, uid: str | None) -> ViewportState:
    """Show the image as this presentation state asks, or as it is; nothing of the user's on top.

    A window or a turn that was meant for another picture would change what the state shows.
    """
    return replace(reset(state), state=uid)


def reset(state: ViewportState) -> ViewportState:
    """Zoom, pan, window, orientation and what lies over the image as at first; the rest stays."""
    plain = ViewportState()
    return replace(
        fitted(state),
        voi=plain.voi,
        voi_index=plain.voi_index,
        inverted=plain.inverted,
        quarter_turns=plain.quarter_turns,
        flipped=plain.flipped,
        overlays=plain.overlays,
        shutter=plain.shutter,
    )
