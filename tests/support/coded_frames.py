"""Frames and codestreams made for tests: asymmetric, and with the faults that real ones have."""

import struct
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.support import sample_frames
from workstation.dicom.model import Instance
from workstation.dicom.pixels import ImagePixel, PixelLocation
from workstation.dicom.stored import StoredFile
from workstation.imaging.codecs_coding import FrameCoding

NATIVE, RLE = "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.5"
JPEG, EXTENDED, SV1 = (f"1.2.840.10008.1.2.4.{n}" for n in (50, 51, 70))
JPEG_LS, JPEG_LS_NEAR = "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"
J2K, J2K_LOSSY = "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91"
HTJ2K, HTJ2K_LOSSY = "1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.203"
JXL, JXL_JPEG, JXL_LOSSY = (f"1.2.840.10008.1.2.4.{n}" for n in (110, 111, 112))

ROWS, COLUMNS = 21, 34


def coding(uid: str = NATIVE, bits: int = 16, stored: int | None = None, **how: Any) -> FrameCoding:
    """Grayscale of 21 x 34 unsigned samples, unless told otherwise."""
    stored = bits if stored is None else stored
    plain = FrameCoding(
        uid,
        ROWS,
        COLUMNS,
        1,
        "MONOCHROME2",
        bits,
        stored,
        stored - 1,
        False,
        encapsulated=uid != NATIVE,
    )
    return replace(plain, **how)


def rgb_coding(uid: str = NATIVE, photometric: str = "RGB", **how: Any) -> FrameCoding:
    """Color of 8 bits."""
    return coding(uid, 8, samples=3, photometric=photometric, **how)


def gray(stored: int = 16, *, signed: bool = False, seed: int = 0) -> npt.NDArray[np.generic]:
    """Values over the whole range of so many bits, differing with the seed."""
    low = -(1 << (stored - 1)) if signed else 0
    kind = np.int64 if stored > 16 else np.int32
    values = np.random.default_rng(seed).integers(low, low + (1 << stored), (ROWS, COLUMNS), kind)
    values[0, :2] = low, low + (1 << stored) - 1
    size = 8 if stored <= 8 else 16
    return values.astype(f"{'int' if signed else 'uint'}{size}")


def smooth(stored: int = 12) -> npt.NDArray[np.uint16]:
    """A slope that lossy codecs keep well, from black to white, with saturated corners."""
    rows, columns = np.mgrid[0:ROWS, 0:COLUMNS]
    slope = (rows * 2 + columns * 3) / (2 * ROWS + 3 * COLUMNS - 5) * 1.3 - 0.15
    levels = np.clip(slope, 0, 1) * ((1 << stored) - 1)
    return np.asarray(np.rint(levels), np.uint16)


def rgb(seed: int = 0) -> npt.NDArray[np.uint8]:
    """Color that is red on the left, green below, with a little noise."""
    rows, columns = np.mgrid[0:ROWS, 0:COLUMNS]
    noise = np.random.default_rng(seed).integers(0, 20, (ROWS, COLUMNS))
    planes = [220 - columns * 6, rows * 10, 40 + noise]
    return np.stack(planes, axis=-1).astype(np.uint8)


def rle(samples: npt.NDArray[np.generic]) -> bytes:
    """Encode as PS3.5 Annex G says; only with literal runs."""
    planes = samples.reshape(*samples.shape[:2], -1)
    segments = []
    for sample in range(planes.shape[2]):
        little = np.ascontiguousarray(planes[:, :, sample]).view(np.uint8)
        size = planes.dtype.itemsize
        cells = little.reshape(-1)
        segments += [_literal_runs(cells[byte::size].tobytes()) for byte in reversed(range(size))]
    starts = np.cumsum([64, *map(len, segments)]).tolist()[:-1]
    head = [len(segments), *starts, *([0] * (15 - len(segments)))]
    return struct.pack("<16I", *head) + b"".join(segments)


def _literal_runs(data: bytes) -> bytes:
    runs = [data[at : at + 128] for at in range(0, len(data), 128)]
    return b"".join(bytes([len(run) - 1]) + run for run in runs)


def lossless_jpeg(
    values: npt.NDArray[np.generic],
    precision: int,
    predictor: int,
    *,
    point: int = 0,
    every: int = 0,
) -> bytes:
    """Lossless JPEG whose differences are taken modulo its range, as some ultrasound writes it.

    point   bits that are cut off (the point transform)
    every   rows between two restarts; 0: none
    """
    rows, columns = values.shape
    frame = struct.pack(">BHHB", precision, rows, columns, 1) + bytes([1, 0x11, 0])
    table = bytes([0, 0, 0, 0, 0, 17, *([0] * 11), *range(17)])  # 17 codes of five bits
    scan = bytes([1, 1, 0, predictor, 0, point])
    cut, left = values.astype(int) >> point, precision - point
    starts = range(0, rows, every or rows)
    parts = [_entropy_coded(cut[at : at + (every or rows)], left, predictor) for at in starts]
    marks = [b"", *(bytes((0xFF, 0xD0 + n % 8)) for n in range(len(parts) - 1))]
    body = b"".join(mark + part for mark, part in zip(marks, parts, strict=True))
    segments = [(0xC3, frame), (0xC4, table), (0xDA, scan)]
    if every:
        segments.insert(1, (0xDD, struct.pack(">H", every * columns)))
    head = b"".join(struct.pack(">BBH", 0xFF, mark, len(s) + 2) + s for mark, s in segments)
    return b"\xff\xd8" + head + body + b"\xff\xd9"


def _entropy_coded(values: npt.NDArray[Any], precision: int, predictor: int) -> bytes:
    """One restart interval of whole rows, filled up with ones."""
    bits = "".join(_coded(d) for d in _differences(values, precision, predictor))
    bits += "1" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\0")


def _differences(values: npt.NDArray[Any], precision: int, predictor: int) -> list[int]:
    half, whole = 1 << (precision - 1), 1 << precision
    found = []
    for (row, column), value in np.ndenumerate(values):
        left = int(values[row, column - 1]) if column else 0
        above = int(values[row - 1, column]) if row else 0
        corner = int(values[row - 1, column - 1]) if row and column else 0
        if row == 0 or column == 0:
            predicted = left if column else above if row else half
        else:
            predicted = _predicted(predictor, left, above, corner)
        found.append(int(value - predicted + half) % whole - half)
    return found


def _predicted(predictor: int, left: int, above: int, corner: int) -> int:
    """ISO/IEC 10918-1 Table H.1."""
    return (
        left,
        above,
        corner,
        left + above - corner,
        left + ((above - corner) >> 1),
        above + ((left - corner) >> 1),
        (left + above) >> 1,
    )[predictor - 1]


def _coded(difference: int) -> str:
    size = abs(difference).bit_length()
    low = difference if difference > 0 else difference + (1 << size) - 1
    told = 0 < size < 16  # of 16 there is only one (ISO/IEC 10918-1 H.1.2.2)
    return f"{size:05b}" + (f"{low:0{size}b}" if told else "")


def without_segment(stream: bytes, marker: int) -> bytes:
    """A JPEG stream without its segments of this marker."""
    kept, at = stream[:2], 2
    while stream[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(stream[at + 2 : at + 4], "big")
        kept += b"" if stream[at + 1] == marker else stream[at:end]
        at = end
    return kept + stream[at:]


def stored_instance(
    folder: Path, frames: Sequence[bytes], how: FrameCoding, name: str = "image"
) -> Instance:
    """An instance of these frames in a file that holds nothing else, one fragment for each."""
    if how.encapsulated:
        items = [b"", *(frame + b"\0" * (len(frame) % 2) for frame in frames)]
        content = b"".join(struct.pack("<HHI", 0xFFFE, 0xE000, len(i)) + i for i in items)
        content += struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
    else:
        content = b"".join(frames)
    path = folder / name
    path.write_bytes(b"preamble" + content)
    length = None if how.encapsulated else len(content)
    return replace(
        sample_frames.instance(f"1.2.{name}"),
        transfer_syntax_uid=how.transfer_syntax_uid,
        image=_image(how, len(frames)),
        location=PixelLocation(8, length, how.big_endian),
        file=StoredFile(f"DISC/{name}", path, 0, 8 + len(content)),
    )


def _image(how: FrameCoding, frames: int) -> ImagePixel:
    return ImagePixel(
        how.rows,
        how.columns,
        how.samples,
        how.photometric,
        how.bits_allocated,
        how.bits_stored,
        how.high_bit,
        how.signed,
        int(how.planar),
        frames,
        floating=how.floating,
    )
