"""What an image says about its grayscale chain: Modality, VOI and Presentation LUT."""

from dataclasses import dataclass, field
from enum import Enum

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Rescale:
    """Modality LUT as a line (PS3.3 C.11.1.1.2): value = stored * slope + intercept.

    unit   Rescale Type: HU, US (unspecified), ...; empty when the image does not say
    """

    slope: float = 1.0
    intercept: float = 0.0
    unit: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class LookupTable:
    """One item of a Modality, VOI or Presentation LUT Sequence (PS3.3 C.11.1.1.1, C.11.2.1.1).

    first_mapped   input value of the first entry; smaller inputs take the first entry,
                   inputs past the end the last
    entries        uint16, read only, at least one
    bits           per entry, 8 to 16: the output range is 0 to 2**bits - 1
    explanation    LUT Explanation or Modality LUT Type, for menus; may be empty
    """

    first_mapped: int
    entries: npt.NDArray[np.uint16]
    bits: int
    explanation: str = ""
    _key: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.entries.setflags(write=False)
        key = hash((self.first_mapped, self.bits, self.explanation, self.entries.tobytes()))
        object.__setattr__(self, "_key", key)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, LookupTable):
            return NotImplemented
        return self is other or (
            self._key == other._key
            and (self.first_mapped, self.bits) == (other.first_mapped, other.bits)
            and np.array_equal(self.entries, other.entries)
        )

    def __hash__(self) -> int:
        return self._key


class VoiFunction(Enum):
    """VOI LUT Function (PS3.3 C.11.2.1.3); the values are the Standard's terms."""

    LINEAR = "LINEAR"
    LINEAR_EXACT = "LINEAR_EXACT"
    SIGMOID = "SIGMOID"


@dataclass(frozen=True, slots=True)
class Window:
    """A VOI window (PS3.3 C.11.2.1.2): LINEAR needs width >= 1, the others width > 0.

    explanation   Window Center & Width Explanation, for menus; may be empty
    """

    center: float
    width: float
    function: VoiFunction = VoiFunction.LINEAR
    explanation: str = ""


class LutShape(Enum):
    """Presentation LUT Shape (PS3.3 C.11.6); the values are the Standard's terms."""

    IDENTITY = "IDENTITY"
    INVERSE = "INVERSE"


ModalityLut = Rescale | LookupTable
VoiLut = Window | LookupTable
PresentationLut = LutShape | LookupTable
