"""Interpolation and minification along one axis, as weights computed once per axis.

A picture is placed with quarter turns, flips, scales and shifts only, so its two axes are
independent: each output pixel is a weighted sum of a few consecutive source samples along
each axis. These weights (float64, stored as float32) are the one definition: numpy here and
the shaders read the same arrays.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, eq=False)
class AxisWeights:
    """How each output pixel of one axis is made of source samples.

    first     int32, shape (outputs,): index of the first source sample; may be negative
    weights   float32, shape (outputs, taps); a tap outside the source has weight 0; each row
              sums to 1, or is all 0 where the output pixel lies outside the image
    """

    first: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]
