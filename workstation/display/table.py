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
class Noise:
    """Levels between those of the link, shown by a pattern of pixels that never changes.

    fine         uint32, shape (65536,), read only, by P-Value: DDL * 4096 + the share of pixels,
                 in 4096ths, that show the next level instead
    thresholds   uint16, shape (64, 64), read only, each of 0 to 4095 once, repeated over the
                 surface from its top left corner: column x, row y takes [y % 64, x % 64]

    A pixel shows (fine + threshold) >> 12: whole numbers, so that every renderer agrees.
    """

    fine: npt.NDArray[np.uint32]
    thresholds: npt.NDArray[np.uint16]

    def __post_init__(self) -> None:
        self.fine.setflags(write=False)
        self.thresholds.setflags(write=False)


@dataclass(frozen=True, slots=True, eq=False)
class DisplayTable:
    """P-Value index (0 to 65535) to DDL, for one monitor and one ambient light.

    ddl           uint16, shape (65536,), read only, never decreasing, values 0 to 2**bits - 1: the
                  nearest gray, also where something finer is shown; probes name it
    bits          width of a DDL: 8, 10 or 16
    calibration   what may be said of it
    note          sentences for the badge's tooltip, in the user's language
    triplets      uint16, shape (65536, 3), read only: DDL of red, green and blue, shown instead of
                  ddl (pseudo-gray); None: the three are equal
    noise         shown instead of ddl; None where there are triplets

    A P-Value p (0.0 to 1.0) selects entry floor(p * 65535 + 0.5), here and in the shader.
    """

    ddl: npt.NDArray[np.uint16]
    bits: int = 8
    calibration: Calibration = Calibration.UNCALIBRATED
    note: str = ""
    triplets: npt.NDArray[np.uint16] | None = None
    noise: Noise | None = None
    _key: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.triplets is not None and self.noise is not None:
            raise ValueError("a table of triplets and of noise")
        for shown in self._levels():
            shown.setflags(write=False)
        levels = tuple(shown.tobytes() for shown in self._levels())
        key = hash((self.bits, self.calibration, self.note, levels))
        object.__setattr__(self, "_key", key)

    def triplet(self, index: int) -> tuple[int, int, int]:
        """DDL of red, green and blue of a P-Value where it stands alone, without a pattern."""
        if self.triplets is None:
            level = int(self.ddl[index])
            return level, level, level
        red, green, blue = (int(level) for level in self.triplets[index])
        return red, green, blue

    def _levels(self) -> tuple[npt.NDArray[np.uint16 | np.uint32], ...]:
        """All that is shown."""
        if self.triplets is not None:
            return self.ddl, self.triplets
        if self.noise is not None:
            return self.ddl, self.noise.fine, self.noise.thresholds
        return (self.ddl,)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DisplayTable):
            return NotImplemented
        return self is other or (
            self._key == other._key
            and (self.bits, self.calibration) == (other.bits, other.calibration)
            and len(self._levels()) == len(other._levels())
            and all(map(np.array_equal, self._levels(), other._levels()))
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
