"""Frames that are shown together, in the order of the body, not of the files."""

from dataclasses import dataclass

from workstation.dicom.model import Frame, Series, Study


@dataclass(frozen=True, slots=True)
class DisplaySet:
    """What one viewport scrolls through.

    key        names it for as long as the program runs: series UID and a running number
    frames     ordered along the normal where all have a place; else by acquisition or instance
               number, then frame number; never by file name
    warnings   sentences for the picture: gaps, uneven spacing, duplicates, mixed orientation
    """

    key: str
    study: Study
    series: Series
    title: str
    frames: tuple[Frame, ...]
    warnings: tuple[str, ...] = ()
