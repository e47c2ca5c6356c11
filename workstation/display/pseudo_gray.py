"""Grays between the grays of a link: one channel a level higher, another one lower.

So little that the eye sees luminance and no color.
"""

from itertools import product

import numpy as np
import numpy.typing as npt

from workstation.display.gsdf import jnd_of_luminance

Doubles = npt.NDArray[np.float64]
Levels = npt.NDArray[np.integer]

_MOST_CHROMA = 2.0  # of CIELAB, off the monitor's own gray: TG-270 allows 0.01 in u'v'
_WIDE_GAP = 0.4  # JND between neighbors: beyond it a little more color is the lesser evil
_KNEE = (6 / 29) ** 3  # of CIELAB, where it is a line


def palette(black: Doubles, steps: Doubles) -> tuple[Levels, Doubles]:
    """Triplets that pass for gray, and their luminance in cd/m2, from dark to bright.

    black     XYZ of level 0 of all channels, with ambient light
    steps     XYZ that each level adds, shape (3, levels, 3); see channels.channel_steps
    returns   triplets, shape (count, 3): black is the first, white the last

    All 27 offsets of -1, 0 and 1 around each gray. Where dark greens leave a gap, channels may
    lie three levels apart, within the same limit of color.
    """
    triplets, shown = _usable(2, black, steps)
    more, others = _usable(3, black, steps)
    dark, bright = _gaps(shown)
    gap = np.searchsorted(bright, others, "left")
    inside = (gap < len(bright)) & (others > np.append(dark, np.inf)[gap])
    triplets = np.concatenate((triplets, more[inside]))
    shown = np.concatenate((shown, others[inside]))
    order = np.argsort(shown, kind="stable")
    return triplets[order].astype(np.uint16), shown[order]


def _gaps(shown: Doubles) -> tuple[Doubles, Doubles]:
    """Luminances between which too many JND lie empty."""
    wide = np.diff(jnd_of_luminance(shown)) > _WIDE_GAP
    return shown[:-1][wide], shown[1:][wide]


def _usable(apart: int, black: Doubles, steps: Doubles) -> tuple[Levels, Doubles]:
    """Triplets whose levels lie so far apart at most and show no color, and their luminance."""
    last = steps.shape[1] - 1
    above = np.array([each for each in product(range(apart + 1), repeat=3) if min(each) == 0])
    triplets = (np.arange(last + 1)[:, None, None] + above).reshape(-1, 3)
    triplets = triplets[(triplets <= last).all(axis=1)]
    xyz = np.cumsum(steps, axis=1)
    shown = black + sum(xyz[channel, triplets[:, channel]] for channel in range(3))
    grays = black + xyz.sum(axis=0)
    gray = _off_gray(shown, triplets.mean(axis=1), grays) <= _MOST_CHROMA
    triplets, luminance = triplets[gray], shown[gray, 1]
    order = np.lexsort((*triplets.T, luminance))
    return triplets[order], luminance[order]


def _off_gray(shown: Doubles, level: Doubles, grays: Doubles) -> Doubles:
    """Distance in a* b* from the gray of the same mean level, whose white is the monitor's."""
    own, neutral = _opponents(shown, grays[-1]), _opponents(grays, grays[-1])
    positions = np.arange(len(grays))
    off = [own[:, n] - np.interp(level, positions, neutral[:, n]) for n in range(2)]
    return np.hypot(*off)


def _opponents(xyz: Doubles, white: Doubles) -> Doubles:
    """a* and b* of CIELAB (CIE 15:2004, 8.2.1)."""
    t = xyz / white
    f = np.where(t > _KNEE, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack((500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])), axis=1)
