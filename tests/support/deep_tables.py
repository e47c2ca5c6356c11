"""Tables that show more than the levels of the link, uneven and asymmetric, for renderers."""

import numpy as np
import numpy.typing as npt

from workstation.display.blue_noise import COUNT, thresholds
from workstation.display.table import DisplayTable, Noise


def _rising(lowest: int, highest: int) -> npt.NDArray[np.int64]:
    """Uneven, from black to white of the table."""
    steps = np.sort(np.random.default_rng(4).integers(lowest, highest + 1, 65536))
    steps[[0, -1]] = lowest, highest
    return steps


def with_triplets(bits: int = 8) -> DisplayTable:
    """Red, green and blue that no two of agree, from a black that is not gray."""
    highest = 2**bits - 1
    gray = _rising(5, highest - 9)
    triplets = np.stack((gray, gray + 1 + np.arange(65536) % 2, gray - 2), axis=1)
    return DisplayTable(gray.astype(np.uint16), bits, triplets=triplets.astype(np.uint16))


def with_noise(bits: int = 8) -> DisplayTable:
    """Every share of pixels there is, from a whole level to a whole level."""
    highest = 2**bits - 1
    fine = _rising(5 * COUNT, (highest - 9) * COUNT)
    gray = (fine + COUNT // 2) // COUNT
    noise = Noise(fine.astype(np.uint32), thresholds())
    return DisplayTable(gray.astype(np.uint16), bits, noise=noise)


DEEP_TABLES = {"triplets": with_triplets(), "noise": with_noise()}
