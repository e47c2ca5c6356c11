"""Pictures and values as files: PNG of 8 or 16 bits, NumPy's .npy."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from workstation.base.errors import WorkstationError
from workstation.base.text import N_
from workstation.cli.picture import Drawn


class NotWrittenError(WorkstationError):
    message_id = "cli.not-written"
    sentence = N_("{name} could not be written: {reason}.")
    advice = N_("Check that the folder is there, that you may write in it, and that it has room.")


class NoPngError(WorkstationError):
    """PNG holds whole numbers from 0, of 8 or 16 bits."""

    message_id = "cli.no-png"
    sentence = N_("Values of type {type} do not fit into a PNG file.")
    advice = N_("Write a NumPy file: let OUT end in .npy.")


def write_picture(drawn: Drawn, target: Path) -> None:
    """Write by the ending of the name: .npy as it is, anything else as PNG."""
    try:
        if target.suffix.lower() == ".npy":
            with target.open("wb") as file:
                np.save(file, drawn.values, allow_pickle=False)
        else:
            _write_png(drawn, target)
    except OSError as error:
        raise NotWrittenError(name=str(target), reason=error.strerror or str(error)) from error


def _write_png(drawn: Drawn, target: Path) -> None:
    """8 bits as they are; more as 16 bits holding 0 to 2**bits - 1."""
    from PIL import Image

    dtype = np.uint8 if drawn.bits <= 8 else np.uint16
    values = np.ascontiguousarray(drawn.values)
    if values.dtype.kind != "u" or values.itemsize > 2:
        raise NoPngError(type=values.dtype.name)
    if values.ndim == 3 and dtype == np.uint16:
        target.write_bytes(_deep_rgb(values.astype(dtype)))
        return
    Image.fromarray(values.astype(dtype)).save(target, format="PNG")


def _deep_rgb(values: npt.NDArray[np.uint16]) -> bytes:
    """Pillow has no RGB of 16 bits."""
    from imagecodecs import png_encode

    return bytes(png_encode(values))
