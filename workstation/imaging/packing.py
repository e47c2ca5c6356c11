"""From modality values to framebuffer values as one line and one table, where the chain is that."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from workstation.dicom.lut import LookupTable, LutShape, VoiFunction
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.driving import table_index
from workstation.imaging.kernel import Stages
from workstation.imaging.pipeline import presented
from workstation.imaging.voi import ramp_ends

Packed = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float32]

_WHOLE = 2**24  # below it float32 holds every whole number
_FAR = 1e30  # well within float32, as is what one gets by dividing by it


def stages_of(chain: GrayscaleChain, levels: Packed) -> Stages | None:
    """What kernel.paint() needs to equal levels[table_index(presented(values, chain))].

    levels    framebuffer value of each of the 65536 P-Values
    returns   None where the chain is another curve (SIGMOID), a step, or beyond float32
    """
    voi = chain.voi
    if isinstance(voi, LookupTable):
        return _of_table(voi, chain, levels)
    if voi is not None and voi.function is VoiFunction.SIGMOID:
        return None
    low, high = ramp_ends(voi, chain.modality_range)
    if abs(low) > _FAR or not 1 / _FAR < high - low < _FAR:
        return None
    inversions, scale, table = _after_voi(chain, levels)
    return Stages(low, high - low, 1.0, inversions, scale, table, int(levels[0]))


def _of_table(voi: LookupTable, chain: GrayscaleChain, levels: Packed) -> Stages | None:
    """A VOI LUT Sequence: what follows is done once for each of its entries."""
    if abs(voi.first_mapped) + len(voi.entries) >= _WHOLE:
        return None
    mapped = (voi.first_mapped + np.arange(len(voi.entries))).astype(np.float32)
    table = levels[table_index(presented(mapped, chain))]
    last = float(len(voi.entries) - 1)
    return Stages(float(voi.first_mapped), 1.0, last, 0, 1.0, table, int(levels[0]))


def _after_voi(chain: GrayscaleChain, levels: Packed) -> tuple[int, float, Packed]:
    """Inversions, scale and table behind the output of a window."""
    if not isinstance(chain.presentation, LookupTable):
        inverse = chain.presentation is LutShape.INVERSE
        return inverse + chain.inverted, 65535.0, levels
    last = len(chain.presentation.entries) - 1
    every = np.arange(last + 1, dtype=np.float32) / np.float32(max(1, last))
    unchanged = replace(chain, voi=None, modality_range=(0.0, 1.0))
    return 0, float(last), levels[table_index(presented(every, unchanged))]
