"""How long each frame of a cine is shown (PS3.3 C.7.6.5)."""

from collections.abc import Sequence

from workstation.dicom import tags
from workstation.dicom.dataset import Attributes

_LONGEST = 60_000.0  # milliseconds


def frame_times(top: Attributes, count: int) -> Sequence[float | None]:
    """Milliseconds until the next frame, for each frame; None where nothing says so."""
    if count == 1:
        return [None]
    vector = _vector(top, count)
    if vector is not None and not top.number(tags.RECOMMENDED_DISPLAY_FRAME_RATE):
        return vector
    return [_constant(top)] * count


def _vector(top: Attributes, count: int) -> list[float | None] | None:
    """Frame Time Vector: its n-th value is the time from the frame before to frame n."""
    if top.integer(tags.FRAME_INCREMENT_POINTER) not in (tags.FRAME_TIME_VECTOR, None):
        return None
    steps = [_possible(value) for value in top.numbers(tags.FRAME_TIME_VECTOR)[1:]]
    if len(steps) != count - 1 or None in steps:
        return None
    return [*steps, steps[-1]]  # the last waits as long as the one before


def _constant(top: Attributes) -> float | None:
    recommended = _of_rate(top.number(tags.RECOMMENDED_DISPLAY_FRAME_RATE))
    cine = _of_rate(top.number(tags.CINE_RATE))
    return recommended or _possible(top.number(tags.FRAME_TIME)) or cine


def _of_rate(frames_per_second: float | None) -> float | None:
    return _possible(1000 / frames_per_second) if frames_per_second else None


def _possible(milliseconds: float | None) -> float | None:
    if milliseconds is None or not 0 < milliseconds <= _LONGEST:
        return None
    return milliseconds
