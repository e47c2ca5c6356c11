"""Codestreams and files that somebody or something spoiled, drawn by hypothesis."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

import imagecodecs
import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st

from tests.support import coded_frames as made
from workstation.imaging.codecs_coding import FrameCoding

ROWS, COLUMNS = 61, 83

_EXTREMES = [b"\0", b"\1", b"\x7f", b"\x80", b"\xff"]
_LENGTHS = [
    form.pack(n)
    for form in map(struct.Struct, (">H", "<H", ">I", "<I"))
    for n in (0, 1, 2, 255, 65535)
]
_HUGE = [b"\xff" * 2, b"\xff" * 4, b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x80\0\0\0"]


@dataclass(frozen=True)
class Sample:
    """A codestream that is whole, and what the header of its file says of it."""

    name: str
    stream: bytes
    coding: FrameCoding

    def __repr__(self) -> str:
        return self.name


def samples() -> tuple[Sample, ...]:
    """Of every codec, gray and in color."""
    rows, columns = np.mgrid[0:ROWS, 0:COLUMNS]
    noise = np.random.default_rng(3).integers(0, 60, (ROWS, COLUMNS))
    gray16 = (rows * 30 + columns * 20 + noise).astype(np.uint16)
    gray8 = (gray16 >> 4).astype(np.uint8)
    color = np.stack([gray8, gray8[::-1], gray8[:, ::-1]], axis=-1)
    ic = imagecodecs
    gray_streams = (
        ("native", made.NATIVE, 16, gray16.tobytes()),
        ("rle", made.RLE, 16, made.rle(gray16)),
        ("jpeg", made.JPEG, 8, bytes(ic.jpeg8_encode(gray8))),
        ("extended", made.EXTENDED, 16, bytes(ic.jpeg8_encode(gray16, bitspersample=12))),
        ("lossless", made.SV1, 16, bytes(ic.jpeg8_encode(gray16, lossless=True, bitspersample=16))),
        ("jpeg-ls", made.JPEG_LS, 16, bytes(ic.jpegls_encode(gray16))),
        ("near", made.JPEG_LS_NEAR, 8, bytes(ic.jpegls_encode(gray8, level=2))),
        ("j2k", made.J2K, 16, bytes(ic.jpeg2k_encode(gray16, 0, codecformat="j2k"))),
        ("j2k-lossy", made.J2K_LOSSY, 8, bytes(ic.jpeg2k_encode(gray8, 30, codecformat="j2k"))),
        ("htj2k", made.HTJ2K, 16, bytes(ic.htj2k_encode(gray16, reversible=True))),
        ("jxl", made.JXL, 16, bytes(ic.jpegxl_encode(gray16, lossless=True, bitspersample=16))),
        ("jxl-lossy", made.JXL_LOSSY, 8, bytes(ic.jpegxl_encode(gray8, distance=1.0))),
        ("htj2k-lossy", made.HTJ2K_LOSSY, 8, bytes(ic.htj2k_encode(gray8, 0.01, reversible=False))),
    )
    color_streams = (
        ("rle-color", made.RLE, "RGB", made.rle(color)),
        ("jpeg-color", made.JPEG, "YBR_FULL_422", bytes(ic.jpeg8_encode(color))),
        ("jpeg-ls-color", made.JPEG_LS, "RGB", bytes(ic.jpegls_encode(color))),
        ("j2k-color", made.J2K, "YBR_RCT", bytes(ic.jpeg2k_encode(color, 0, codecformat="j2k"))),
        ("jxl-color", made.JXL, "RGB", bytes(ic.jpegxl_encode(color, lossless=True))),
        ("jxl-jpeg", made.JXL_JPEG, "YBR_FULL_422", _recompressed(color)),
        ("htj2k-color", made.HTJ2K, "YBR_RCT", bytes(ic.htj2k_encode(color, reversible=True))),
    )
    size = {"rows": ROWS, "columns": COLUMNS}
    gray = [Sample(n, s, made.coding(uid, bits, **size)) for n, uid, bits, s in gray_streams]
    return (
        *gray,
        *(Sample(n, s, made.rgb_coding(uid, how, **size)) for n, uid, how, s in color_streams),
    )


def _recompressed(color: npt.NDArray[np.uint8]) -> bytes:
    return bytes(imagecodecs.jpegxl_encode_jpeg(imagecodecs.jpeg8_encode(color)))


def _places(length: int) -> st.SearchStrategy[int]:
    """Anywhere; as often in what is at the beginning, where sizes and tables are."""
    return st.integers(0, length - 1) | st.integers(0, min(length - 1, 160))


def spoiled(content: bytes) -> st.SearchStrategy[bytes]:
    """Some bits turned over, bytes, lengths and sizes made up, pieces lost or doubled, cut off."""
    place = _places(len(content))
    values = st.sampled_from(_EXTREMES + _LENGTHS + _HUGE) | st.binary(min_size=1, max_size=40)
    flip = st.tuples(st.just("flip"), place, st.integers(0, 7))
    write = st.tuples(st.just("write"), place, values)
    lose = st.tuples(st.just("lose"), place, st.integers(1, 300))
    double = st.tuples(st.just("double"), place, st.integers(1, 300))
    cut = st.tuples(st.just("cut"), place, st.just(0))
    deeds = st.lists(flip | write | lose | double | cut, min_size=1, max_size=6)
    return deeds.map(lambda chosen: _spoil(content, chosen))


def _spoil(content: bytes, deeds: Sequence[tuple[str, int, int | bytes]]) -> bytes:
    whole = bytearray(content)
    for deed, at, what in deeds:
        match deed, what:
            case "flip", int(bit) if at < len(whole):
                whole[at] ^= 1 << bit
            case "write", bytes(value):
                whole[at : at + len(value)] = value
            case "lose", int(count):
                del whole[at : at + count]
            case "double", int(count):
                whole[at:at] = whole[at : at + count]
            case "cut", _:
                del whole[at:]
    return bytes(whole)
