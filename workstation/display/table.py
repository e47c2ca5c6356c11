"""The last table: from 16-bit P-Values to the digital driving levels of one monitor."""

from dataclasses import dataclass, field
from enum import Enum

import numpy as np
import numpy.typing as npt

from workstation.base.text import _


class Calibration(Enum):
    """What the badge says of a monitor (ui: shape and word, not color alone)."""

    CALIBRATED = "calibrated"
    DUE = "due"
    EXPIRED = "expired"
    UNCALIBRATED = "uncalibrated"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, eq=False)
class DisplayTable:
    """P-Value index (0 to 65535) to DDL, for one monitor and one ambient light.

    ddl           uint16, shape (65536,), read only, never decreasing, values 0 to 2**bits - 1
    bits          width of a DDL: 8, 10 or 16
    calibration   what may be said of it
    note          one sentence for the badge's tooltip, in the user's language

    A P-Value p (0.0 to 1.0) selects entry floor(p * 65535 + 0.5), here and in the shader.
    """

    ddl: npt.NDArray[np.uint16]
    bits: int = 8
    calibration: Calibration = Calibration.UNCALIBRATED
    note: str = ""
    _key: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.ddl.setflags(write=False)
        key = hash((self.bits, self.calibration, self.note, self.ddl.tobytes()))
        object.__setattr__(self, "_key", key)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DisplayTable):
            return NotImplemented
        return self is other or (
            self._key == other._key
            and (self.bits, self.calibration) == (other.bits, other.calibration)
            and np.array_equal(self.ddl, other.ddl)
        )

    def __hash__(self) -> int:
        return self._key


def identity_table(bits: int = 8) -> DisplayTable:
    """The table of a display of which nothing is known: DDL proportional to the P-Value.

    A level begins where the P-Value reaches it, as in DCMTK, with which pictures are compared.
    """
    maximum = 2**bits - 1
    index = np.arange(65536, dtype=np.int64)
    return DisplayTable(
        (index * maximum // 65535).astype(np.uint16),
        bits,
        Calibration.UNCALIBRATED,
        _("Uncalibrated: nothing is known of this monitor; not for diagnosis."),
    )
