"""Overlay planes in bits of the pixel cells that are not the pixels' (retired; PS3.3-2004 C.9.2).

Decoding strips these bits: they are read from the file once more, and kept packed, as other
overlays are stored.
"""

import numpy as np

from workstation.base.errors import WorkstationError
from workstation.dicom.model import Frame
from workstation.imaging.decoder import (
    Extents,
    FrameMissingError,
    FrameUndecodableError,
    native_cells,
)

EmbeddedPlanes = tuple[tuple[int, bytes], ...]
"""Bit position, and the plane packed as in dicom.overlay.Overlay."""


def embedded_planes(frame: Frame, extents: Extents) -> EmbeddedPlanes:
    """The planes of a frame's overlays that lie in its pixel cells; mostly none.

    extents   of the frame in its file, whose pixels are native

    Raises FrameMissingError and FrameUndecodableError.
    """
    positions = {each.bit_position for each in frame.overlays if each.bits is None}
    if not positions:
        return ()
    file, number = frame.instance.file, frame.frame_number
    try:
        cells = _cells(frame, extents)
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise FrameMissingError(name=file.name, detail=detail) from error
    except WorkstationError as error:
        detail = error.summary.rstrip(".")
        raise FrameUndecodableError(name=file.name, frame_number=number, detail=detail) from error
    return tuple((position, _plane(cells, position)) for position in sorted(positions))


def _cells(
    frame: Frame, extents: Extents
) -> "np.ndarray[tuple[int], np.dtype[np.unsignedinteger]]":
    image, location = frame.instance.image, frame.instance.location
    assert image is not None
    assert location is not None
    order = ">" if location.big_endian else "<"
    dtype = np.dtype(f"{order}u{image.bits_allocated // 8}")
    return np.frombuffer(native_cells(frame.instance, extents), dtype, image.rows * image.columns)


def _plane(cells: "np.ndarray[tuple[int], np.dtype[np.unsignedinteger]]", position: int) -> bytes:
    return np.packbits(cells >> position & 1, bitorder="little").tobytes()
