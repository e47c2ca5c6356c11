"""Color as its ICC profile describes it to sRGB, which monitors are taken to show (C.11.15).

Profiles come from outside and are parsed by C code: only workers call this.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from workstation.base.text import _
from workstation.dicom.note import Note

MOST_BYTES = 8 << 20
"""Bytes of the largest profile that is looked at; those of printers with large tables have 2 MB."""

_RELATIVE_COLORIMETRIC = 1  # keeps what both color spaces have exactly as it is
_NOT_OPTIMIZED = 0x100  # Little CMS's own tables of 16 bits are up to 19 levels of 255 off
_GRID = 17  # steps along each primary, at which a profile is compared with sRGB
_ROUNDING = 1  # of 255, by which sRGB profiles differ from each other


def to_srgb(rgb: npt.NDArray[np.generic], profile: bytes) -> tuple[str, ...]:
    """Convert RGB in place; answers notes for the user.

    rgb   (rows, columns, 3), 8 or 16 bits
    """
    kind = _kind(profile)
    if kind == "damaged":
        return (not_applied(),)
    if kind == "other":
        np.copyto(rgb, _transformed(np.ascontiguousarray(rgb), profile))
    return ()


def not_applied() -> str:
    """Tell that the colors may be others."""
    note = _("Its color profile cannot be applied: the colors are shown as stored.")
    return Note(note, "color")


@lru_cache(maxsize=8)
def _kind(profile: bytes) -> str:
    """`sRGB` itself, `other`, or `damaged`."""
    steps = np.linspace(0, 255, _GRID).round().astype(np.uint8)
    grid = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(_GRID, -1, 3)
    try:
        apart = np.abs(_transformed(grid, profile).astype(int) - grid).max()
    except (RuntimeError, ValueError):  # what imagecodecs raises derives from these
        return "damaged"
    return "sRGB" if apart <= _ROUNDING else "other"


def _transformed(rgb: npt.NDArray[np.generic], profile: bytes) -> npt.NDArray[np.generic]:
    from imagecodecs import cms_transform

    found: npt.NDArray[np.generic] = cms_transform(
        rgb,
        profile,
        _srgb(),
        colorspace="rgb",
        outcolorspace="rgb",
        intent=_RELATIVE_COLORIMETRIC,
        flags=_NOT_OPTIMIZED,
    )
    return found


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    from imagecodecs import cms_profile

    return bytes(cms_profile("srgb"))
