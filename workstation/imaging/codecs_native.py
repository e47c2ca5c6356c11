"""Samples that are not compressed, or only by run lengths (PS3.5 8.1, 8.2, Annex G)."""

import struct
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from workstation.base.text import _
from workstation.dicom.pixels import SUBSAMPLED
from workstation.imaging.codecs_coding import (
    Decoded,
    FrameCoding,
    FrameSizeError,
    Samples,
    TruncatedFrameError,
    UndecodableFrameError,
)

_RLE_HEADER = struct.Struct("<16I")


def decode_native(data: bytes, coding: FrameCoding) -> Decoded:
    """Lay native samples out as (rows, columns[, samples])."""
    if coding.bits_allocated == 1:
        return Decoded(_unpacked(data, coding), coding.photometric, 1)
    if coding.photometric in SUBSAMPLED:
        full = coding.photometric.removesuffix("_422")
        return Decoded(_from_422(data, coding), full, coding.bits_stored)
    dtype = coding.stored_dtype.newbyteorder(">" if coding.big_endian else "<")
    flat = _counted(data, dtype, coding)
    return Decoded(_by_pixel(flat, coding), coding.photometric, coding.bits_allocated)


def decode_rle(data: bytes, coding: FrameCoding) -> Decoded:
    """Decode an RLE frame: one segment for each byte of a sample, the highest first."""
    size = coding.stored_dtype.itemsize
    segments = _rle_segments(data, coding.samples * size)
    pixels = coding.rows * coding.columns
    length = -(-pixels // 8) if coding.bits_allocated == 1 else pixels
    planes = np.empty((coding.samples, length, size), np.uint8)
    for index, segment in enumerate(segments):
        sample, byte = divmod(index, size)
        planes[sample, :, size - 1 - byte] = _unpacked_runs(segment, length)
    if coding.bits_allocated == 1:
        return Decoded(_unpacked(planes.tobytes(), coding), coding.photometric, 1)
    values = planes.reshape(-1).view(coding.stored_dtype.newbyteorder("<"))
    return Decoded(_from_planes(values, coding), coding.photometric, coding.bits_allocated)


def _unpacked_runs(segment: bytes, length: int) -> npt.NDArray[np.uint8]:
    from imagecodecs import packbits_decode

    try:
        content = packbits_decode(segment)
    except RuntimeError as error:
        raise TruncatedFrameError from error
    if len(content) < length:
        raise TruncatedFrameError
    return np.frombuffer(content, np.uint8, length)


def _rle_segments(data: bytes, count: int) -> list[bytes]:
    """Cut a frame at the offsets of its header (PS3.5 G.5)."""
    if len(data) < _RLE_HEADER.size:
        raise TruncatedFrameError
    found, *offsets = _RLE_HEADER.unpack_from(data)
    if found != count:
        raise FrameSizeError(expected=f"{count} RLE segments", found=found)
    edges = [*offsets[:count], len(data)]
    if edges[0] < _RLE_HEADER.size or edges != sorted(edges):
        raise UndecodableFrameError(detail="the RLE header is damaged")
    return [data[start:end] for start, end in pairwise(edges)]


def _counted(data: bytes, dtype: np.dtype[np.generic], coding: FrameCoding) -> Samples:
    count = int(np.prod(coding.shape))
    if len(data) < count * dtype.itemsize:
        raise TruncatedFrameError
    return np.frombuffer(data, dtype, count)


def _by_pixel(flat: Samples, coding: FrameCoding) -> Samples:
    if coding.planar and coding.samples > 1:
        return _from_planes(flat, coding)
    return flat.reshape(coding.shape)


def _from_planes(flat: Samples, coding: FrameCoding) -> Samples:
    planes = flat.reshape(coding.samples, coding.rows, coding.columns)
    return planes[0] if coding.samples == 1 else np.moveaxis(planes, 0, -1)


def _unpacked(data: bytes, coding: FrameCoding) -> npt.NDArray[np.uint8]:
    """One bit per pixel, the first pixel in the lowest bit (PS3.5 8.1.1)."""
    count = coding.rows * coding.columns
    bits = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")[coding.first_bit :]
    if len(bits) < count:
        raise TruncatedFrameError
    return bits[:count].reshape(coding.rows, coding.columns)


def _from_422(data: bytes, coding: FrameCoding) -> Samples:
    """Y Y CB CR for two pixels of a row; both take the color of the first (PS3.3 C.7.6.3.1.2)."""
    dtype = coding.stored_dtype.newbyteorder(">" if coding.big_endian else "<")
    pairs = coding.rows * coding.columns // 2
    if coding.columns % 2:
        raise UndecodableFrameError(detail=_("YBR_FULL_422 with an odd number of columns"))
    if len(data) < pairs * 4 * dtype.itemsize:
        raise TruncatedFrameError
    four = np.frombuffer(data, dtype, pairs * 4).reshape(pairs, 4)
    pixels = np.empty((pairs, 2, 3), dtype)
    pixels[:, :, 0] = four[:, :2]
    pixels[:, :, 1:] = four[:, None, 2:]
    return pixels.reshape(coding.shape)
