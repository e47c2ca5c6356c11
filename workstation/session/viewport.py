"""What one viewport is showing, as a value, and the pure functions that change it."""

from dataclasses import dataclass

from workstation.dicom.lut import VoiLut
from workstation.scene.scene import Interpolation


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
    zoom           None: fitted; else surface pixels per image column (the rows follow from the pixel aspect)
    pan            shift of the image's center from the viewport's, surface pixels
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
