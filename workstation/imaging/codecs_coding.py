"""How one frame is coded, and what can be wrong with it: values shared by the decoders."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workstation.base.errors import WorkstationError
from workstation.base.text import N_

Samples = npt.NDArray[np.generic]

RLE = "1.2.840.10008.1.2.5"
DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"
ENCAPSULATED_UNCOMPRESSED = "1.2.840.10008.1.2.1.98"


class UndecodableFrameError(WorkstationError):
    """The bytes of a frame do not make the picture that its header promises."""

    message_id = "frame-undecodable"
    sentence = N_("its pixel data cannot be decoded: {detail}")


class FrameSizeError(UndecodableFrameError):
    """The picture in the bytes has another size than the header says."""

    message_id = "frame-size"
    sentence = N_("its header says {expected}, its pixel data hold {found}")


class TruncatedFrameError(UndecodableFrameError):
    """A frame that ends too early: part of a picture is not shown as if it were one."""

    message_id = "frame-truncated"
    sentence = N_("its pixel data are incomplete")


class UnsupportedCodingError(UndecodableFrameError):
    """A way of coding that this program does not know."""

    message_id = "frame-unsupported"
    sentence = N_("its pixel data are coded in a way that is not supported: {detail}")


@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """Palette Color Lookup Tables (PS3.3 C.7.6.3.1.5), expanded.

    first_mapped   stored value of the first entry
    bits           per entry, 8 or 16
    entries        (n, 3) uint16: red, green, blue
    """

    first_mapped: int
    bits: int
    entries: npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class FrameCoding:
    """What a decoder must know of a frame besides its bytes (PS3.3 C.7.6.3, PS3.5 8).

    encapsulated   the bytes are a codestream; else native samples
    big_endian     native samples of more than one byte are big endian
    first_bit      where a native frame of one bit per pixel begins in its first byte
    icc_profile    of the color; empty: none
    floating       samples are IEEE 754 values, which no codec for images knows
    """

    transfer_syntax_uid: str
    rows: int
    columns: int
    samples: int
    photometric: str
    bits_allocated: int
    bits_stored: int
    high_bit: int
    signed: bool
    planar: bool = False
    encapsulated: bool = False
    big_endian: bool = False
    first_bit: int = 0
    palette: Palette | None = None
    icc_profile: bytes = b""
    floating: bool = False

    @property
    def monochrome(self) -> bool:
        """Whether the result is stored values; else RGB."""
        return self.photometric in ("MONOCHROME1", "MONOCHROME2")

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the samples in the data."""
        plane = (self.rows, self.columns)
        return plane if self.samples == 1 else (*plane, self.samples)

    @property
    def result_shape(self) -> tuple[int, ...]:
        """Shape of the decoded frame."""
        return (self.rows, self.columns) if self.monochrome else (self.rows, self.columns, 3)

    @property
    def result_dtype(self) -> np.dtype[np.generic]:
        """Type of the decoded frame; as ImagePixel.decoded_dtype."""
        if not self.monochrome:
            return np.dtype(np.uint8 if self.bits_stored <= 8 else np.uint16)
        if self.floating:
            return np.dtype(np.float32 if self.bits_allocated == 32 else np.float64)
        size = 1 if self.bits_allocated <= 8 else self.bits_allocated // 8
        return np.dtype(f"{'i' if self.signed else 'u'}{size}")

    @property
    def stored_dtype(self) -> np.dtype[np.generic]:
        """Unsigned type of a native sample, without its byte order."""
        return np.dtype(f"u{max(self.bits_allocated, 8) // 8}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Samples as they came out of the data, before they become stored values or RGB.

    samples       (rows, columns) or (rows, columns, 3), unsigned unless the codestream is signed
    photometric   what they are now: a codec may have undone its own color transform
    precision     bits per sample that the data claim
    lossy         they may lie beside the range of the original
    notes         sentences for the picture
    family        which codec the data turned out to be for, empty for native
    """

    samples: Samples
    photometric: str
    precision: int
    lossy: bool = False
    notes: tuple[str, ...] = ()
    family: str = ""
