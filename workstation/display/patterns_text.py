"""Letters of test patterns, of dots that are the same on every system."""

from functools import cache

import numpy as np
import numpy.typing as npt

HEIGHT, WIDTH = 7, 5  # dots of a letter
_PITCH = WIDTH + 1

# Seven rows from the top, two hexadecimal digits each; the highest of the five bits is leftmost.
_GLYPHS = {
    " ": "00000000000000",
    "-": "0000001f000000",
    "0": "0e11131519110e",
    "1": "040c040404040e",
    "2": "0e11010204081f",
    "3": "0e11010601110e",
    "4": "02060a121f0202",
    "5": "1f101e0101110e",
    "6": "0608101e11110e",
    "7": "1f010204080808",
    "8": "0e11110e11110e",
    "9": "0e11110f01020c",
    "A": "0e11111f111111",
    "C": "0e11101010110e",
    "D": "1e11111111111e",
    "E": "1f10101e10101f",
    "G": "0e11101711110e",
    "I": "0e04040404040e",
    "L": "1010101010101f",
    "M": "111b1515111111",
    "N": "11191915131311",
    "O": "0e11111111110e",
    "P": "1e11111e101010",
    "Q": "0e11111115120d",
    "R": "1e11111e141211",
    "S": "0f10100e01011e",
    "T": "1f040404040404",
    "U": "1111111111110e",
    "V": "11111111110a04",
    "X": "110a0404040a11",
    "Y": "11110a04040404",
    "p": "00001e111e1010",
    "s": "00000f100e011e",
    "x": "0000110a040a11",
}


def lettering(text: str) -> npt.NDArray[np.bool_]:
    """The dots of a text, shape (7, dots); one empty column between two letters."""
    row = np.concatenate([_glyph(letter) for letter in text], axis=1)
    return row[:, :-1]


@cache
def _glyph(letter: str) -> npt.NDArray[np.bool_]:
    """Shape (7, 6): a letter and the room behind it."""
    rows = bytes.fromhex(_GLYPHS[letter])
    bits = [
        [row >> (WIDTH - 1 - column) & 1 if column < WIDTH else 0 for column in range(_PITCH)]
        for row in rows
    ]
    return np.array(bits, np.bool_)
