"""What must be said of a floating frame: where it holds no number there is nothing to see."""

from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.base.text import ngettext
from workstation.dicom.dataset import Attributes
from workstation.dicom.model import Instance
from workstation.dicom.note import Note

_PADDING_VALUES = (0x00280122, 0x00280123)  # Float, Double Float Pixel Padding Value
_TYPES = ("<f4", "<f8")


def number_notes(instance: Instance, values: npt.NDArray[Any]) -> tuple[str, ...]:
    """Sentences for the picture of a decoded frame; none for integers and for color.

    Pixels that are not a number, or infinite, are black as padding is. Where the image does not
    say that it pads so (PS3.3 C.7.6.24.1) it cannot be known why they are there.
    """
    image = instance.image
    if image is None or not image.floating or _pads_so(instance.attributes):
        return ()
    count = int(values.size - np.count_nonzero(np.isfinite(values)))
    if not count:
        return ()
    sentence = ngettext(
        "{count} pixel holds no number and is left black",
        "{count} pixels hold no number and are left black",
        count,
    )
    return (Note(sentence.format(count=count), "pixels"),)


def _pads_so(attributes: Attributes) -> bool:
    """Whether Pixel Padding Value itself is no finite number."""
    stored = zip(map(attributes.raw, _PADDING_VALUES), _TYPES, strict=True)
    ends = [np.frombuffer(raw, kind)[0] for raw, kind in stored if len(raw) == int(kind[2])]
    return any(not np.isfinite(end) for end in ends)
