"""Pictures of the demo disc that are no body: test patterns and moving pictures."""

from functools import cache

import numpy as np
import numpy.typing as npt

from workstation.imaging.phantom import stamp_code, stamp_text

_SIDE = 1024
_MAXIMUM = 4095  # 12 bits
Words = npt.NDArray[np.uint16]
Octets = npt.NDArray[np.uint8]


def ramps() -> Words:
    """A ramp of all 4096 values across, one down, and steps of a sixteenth: no symmetry."""
    picture = np.full((_SIDE, _SIDE), _MAXIMUM // 8, np.uint16)
    ramp = np.linspace(0, _MAXIMUM, _SIDE - 64)
    picture[64:320, 32:-32] = ramp
    picture[352:608, 32:-32] = np.repeat(np.linspace(0, _MAXIMUM, 16), (_SIDE - 64) // 16)
    picture[640:-64, 32:288] = np.linspace(_MAXIMUM, 0, _SIDE - 704)[:, None]
    picture[640:-64, 320:-32] = _MAXIMUM // 2 + np.linspace(-32, 32, _SIDE - 352)
    return _labelled(picture, "GRAY RAMPS")


def resolution_bars() -> Words:
    """Line pairs of 2, 4, 6 and 8 pixels, standing above, lying below; a checkerboard between."""
    picture = np.full((_SIDE, _SIDE), _MAXIMUM // 2, np.uint16)
    rows, columns = np.mgrid[:_SIDE, :_SIDE]
    for place, half in enumerate((1, 2, 3, 4)):
        left = 32 + 244 * place
        standing, lying = np.s_[64:384, left : left + 212], np.s_[640:960, left : left + 212]
        picture[standing] = (columns[standing] // half % 2) * _MAXIMUM
        picture[lying] = (rows[lying] // half % 2) * _MAXIMUM
        check = np.s_[416:608, left : left + 212]
        picture[check] = ((rows[check] // half + columns[check] // half) % 2) * _MAXIMUM
    return _labelled(picture, "RESOLUTION BARS  2 4 6 8 PIXELS")


@cache
def squares() -> Words:
    """Eighteen gray squares with faint bars in two corners of each (like AAPM TG270-sQC)."""
    picture = np.full((_SIDE, _SIDE), 128.0)
    for row, levels in enumerate((range(0, 90, 15), range(165, 75, -15), range(180, 270, 15))):
        for column, level in enumerate(levels):
            _square(picture, 128 * (row + 1) + 32 * (row - 1), 160 * column + 48, level)
    for place, level in enumerate((0, 128, 255)):
        picture[640:896, 128 + 256 * place : 384 + 256 * place] = level
    picture[-64:, :-128] = np.linspace(0, 255, _SIDE - 128)
    picture[-64:, -128:-64] = (np.arange(64) % 2) * 255
    picture[-64:, -64:] = (np.arange(64) % 2)[:, None] * 255
    stamp_text(picture, "PHANTOM  SQUARES AND BARS", (24, 48), 53.0, 3)
    return np.round(picture * (_MAXIMUM / 255)).astype(np.uint16)


def _square(picture: npt.NDArray[np.float64], top: int, left: int, level: int) -> None:
    """One square of 128 pixels; bars of 3 pixels on, 3 off, 5 levels below and above it."""
    below, above = {0: (3, 5), 255: (-5, -3)}.get(level, (-5, 5))
    picture[top : top + 128, left : left + 128] = level
    bars = np.arange(32) // 3 % 2 == 0
    for inset, step in ((16, below), (80, above)):
        area = picture[top + inset : top + inset + 32, left + inset : left + inset + 32]
        area[:, bars] = level + step


def _labelled(picture: Words, text: str) -> Words:
    stamp_text(picture, f"PHANTOM  {text}", (20, 32), _MAXIMUM, 2)
    return picture


# ------------------------------------------------------------------------------ moving pictures

COLOR_FRAMES = 40
COLOR_SHAPE = (360, 480)
GRAY_FRAMES = 24
GRAY_SHAPE = (256, 256)


def color_frame(index: int) -> Octets:
    """One frame like an ultrasound sector with a beating vessel: shape (360, 480, 3), RGB."""
    down, across = np.mgrid[: COLOR_SHAPE[0], : COLOR_SHAPE[1]].astype(np.float32)
    depth = np.hypot(down - 20, across - 240)
    angle = np.arctan2(across - 240, down - 20)
    sector = (np.abs(angle) < 0.7) & (depth > 30) & (depth < 310)
    gray = (55 + 40 * np.sin(depth / 21) ** 2) * _speckle()
    vessel = np.hypot((down - 190) * 1.4, across - 265) / (48 + 9 * _beat(index))
    gray = np.where(vessel < 1, 12, np.where(vessel < 1.18, 190, gray))
    picture = np.repeat((gray * sector)[..., None], 3, axis=2)
    flow = sector & (vessel < 0.8)
    picture[flow] = _flow_color(vessel[flow], _beat(index))
    frame: Octets = np.clip(picture, 0, 255).astype(np.uint8)
    stamp_text(frame, "PHANTOM US", (8, 140), 235, 1)
    for channel in range(3):
        stamp_code(frame[..., channel], index + 1, (72, 290), 0, 255)
    return frame


def _beat(index: int) -> float:
    return float(np.sin(2 * np.pi * index / 20))


def _flow_color(radius: npt.NDArray[np.float32], beat: float) -> npt.NDArray[np.float32]:
    """Red towards the probe, blue away from it, faster in the middle."""
    speed = 80 + 170 * (1 - radius)
    quiet = np.full_like(speed, 25.0)
    colors = (speed, quiet, quiet) if beat >= 0 else (quiet, quiet, speed)
    return np.stack(colors, axis=-1)


@cache
def _speckle() -> npt.NDArray[np.float32]:
    noise = np.random.default_rng(7).standard_normal(COLOR_SHAPE, np.float32)
    smooth = noise + np.roll(noise, 1, 1) + np.roll(noise, 2, 1)
    return np.asarray(np.clip(1 + 0.28 * smooth, 0.1, 3), np.float32)


def gray_frame(index: int) -> Words:
    """One frame like an angiogram, 10 bits: a dark vessel tree fills: shape (256, 256)."""
    down, across = np.mgrid[: GRAY_SHAPE[0], : GRAY_SHAPE[1]].astype(np.float32)
    picture = 640 + 180 * np.cos(across / 90) - 60 * np.cos(down / 40)
    front = 70 + 8 * index
    for slope, width in ((0.55, 6.0), (-0.35, 4.0), (0.15, 3.0)):
        middle = 120 + slope * (down - 60) + 9 * np.sin(down / 17 + index / 6)
        inside = (np.abs(across - middle) < width) & (down > 36) & (down < front)
        picture = np.where(inside, picture - 330, picture)
    frame: Words = np.clip(picture, 0, 1023).astype(np.uint16)
    stamp_text(frame, "PHANTOM XA", (6, 6), 1023, 1)
    stamp_code(frame, index + 1, (204, 12), 0, 1023)
    return frame
