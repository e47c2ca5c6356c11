"""What a display set is called: its series, and in words what makes it differ from the others."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workstation.base.text import _
from workstation.dicom import tags
from workstation.dicom.geometry import PlaneGeometry
from workstation.dicom.model import Frame, Series
from workstation.session.names import marked

_UPRIGHT = 0.9  # of a normal's largest component: within 25 degrees of an axis of the patient
_SLIDE_FLAVORS = ("LABEL", "OVERVIEW", "THUMBNAIL", "LOCALIZER")


@dataclass(frozen=True, slots=True)
class Named:
    """A display set that waits for its name.

    bundle   whose frames could be scrolled together but for their orientation
    alone    it is an image that stands for itself, with an Instance Number that tells it apart
    words    what it was split by
    """

    bundle: str
    frames: tuple[Frame, ...]
    alone: bool
    words: tuple[str, ...]


def series_name(series: Series) -> str:
    """What the equipment calls the series, else its modality."""
    return marked(series.description, bool(series.doubtful)) or series.modality


def part_titles(sets: Sequence[Named]) -> list[str]:
    """What each display set is of its series; no two are the same, and one alone may need none."""
    several = len({each.bundle for each in sets}) > 1
    found = [_title(each, sets, several) for each in sets]
    count, met = Counter(found), Counter[str]()
    for at, title in enumerate(found):
        met[title] += 1
        if count[title] > 1:
            found[at] = f"{title} ({met[title]})".strip()
    return found


def _title(named: Named, sets: Sequence[Named], several: bool) -> str:
    frame = named.frames[0]
    number = frame.instance.instance_number
    parts = [
        f"#{number}" if several and named.alone and number is not None else "",
        _flavor(frame, alone=len(sets) == 1),
        _differing_size(named, sets),
        orientation_word(frame.geometry) if _turned(named, sets) else "",
        *named.words,
    ]
    return " · ".join(part for part in parts if part)


def _flavor(frame: Frame, *, alone: bool) -> str:
    """What is no picture of the tissue or of the body part itself (Image Type, value 3)."""
    kind = frame.instance.attributes.texts(tags.IMAGE_TYPE)[2:3]
    if alone or not kind or kind[0] not in _SLIDE_FLAVORS:
        return ""
    words = {"LABEL": _("label"), "OVERVIEW": _("overview"), "THUMBNAIL": _("thumbnail")}
    return words.get(kind[0], _("localizer"))


def _differing_size(named: Named, sets: Sequence[Named]) -> str:
    """Rows and columns, or that it is in color, where others of the series are not so."""
    own, others = _size(named), {_size(each) for each in sets if not each.alone}
    if named.alone or len(others) < 2:
        return ""
    rows, columns, gray = own
    if len({(each[0], each[1]) for each in others}) == 1:
        return "" if gray else _("color")
    return f"{columns} × {rows}"


def _size(named: Named) -> tuple[int, int, bool]:
    image = named.frames[0].instance.image
    return (0, 0, True) if image is None else (image.rows, image.columns, image.monochrome)


def _turned(named: Named, sets: Sequence[Named]) -> bool:
    """Whether frames of its kind lie in other planes too."""
    words = {
        orientation_word(each.frames[0].geometry) for each in sets if each.bundle == named.bundle
    }
    return len(words) > 1


def orientation_word(geometry: PlaneGeometry | None) -> str:
    """Axial, sagittal, coronal, or oblique; empty where it has no place in the patient."""
    if geometry is None:
        return ""
    normal = np.abs(geometry.normal())
    axis = int(normal.argmax())
    if normal[axis] < _UPRIGHT:
        return _("oblique")
    return (_("sagittal"), _("coronal"), _("axial"))[axis]
