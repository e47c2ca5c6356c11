"""The range of all values of a dose grid, found once, where its frames are decoded.

A window from 0 to the largest dose must be that of the whole grid: one from a single plane would
show a plane at its edge as bright as the target.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from workstation.base.errors import WorkstationError
from workstation.dicom import tags
from workstation.dicom.lut_reading import modality_lut
from workstation.dicom.model import Instance
from workstation.dicom.pixels import ImagePixel
from workstation.dicom.units import RT_DOSE
from workstation.imaging.decoder import Decoder, Extents
from workstation.imaging.pipeline import value_range

Range = tuple[float, float]

_KEPT = 256
_known: OrderedDict[int, tuple[Instance, Range]] = OrderedDict()  # by the identity of the instance
_lock, _looking = Lock(), Lock()


def is_dose(instance: Instance) -> bool:
    """Whether this is an RT Dose object (PS3.3 A.18)."""
    return instance.attributes.text(tags.SOP_CLASS_UID) == RT_DOSE


def known_range(instance: Instance) -> Range | None:
    """Lowest and highest modality value of all frames, if they were looked at."""
    with _lock:
        found = _known.get(id(instance))
    return None if found is None or found[0] is not instance else found[1]


def find_range(instance: Instance, extents: Sequence[Extents], decoder: Decoder) -> None:
    """Look at all frames of a dose grid once; do nothing for other objects.

    Frames that cannot be decoded are left out: whoever shows them says so.
    """
    image = instance.image
    if image is None or not is_dose(instance):
        return
    with _looking:  # several threads ask for the frames of one grid
        if known_range(instance) is None:
            ranges = _ranges(instance, image, extents, decoder)
            if ranges:
                _keep(instance, ranges)


def _keep(instance: Instance, ranges: Sequence[Range]) -> None:
    lows, highs = zip(*ranges, strict=True)
    with _lock:
        _known[id(instance)] = instance, (min(lows), max(highs))
        while len(_known) > _KEPT:
            _known.popitem(last=False)


def _ranges(
    instance: Instance, image: ImagePixel, extents: Sequence[Extents], decoder: Decoder
) -> list[Range]:
    lut = modality_lut(instance.attributes, image)
    found: list[Range] = []
    for index, where in enumerate(extents):
        try:
            samples, _notes = decoder.decode(instance, index, where)
        except WorkstationError:
            continue
        found.append(value_range(samples, lut, None))  # type: ignore[arg-type]
    return found
