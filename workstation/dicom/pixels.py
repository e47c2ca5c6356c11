"""The Image Pixel modules (PS3.3 C.7.6.3, C.7.6.24, C.7.6.25): what the bytes of pixels mean."""

from dataclasses import dataclass

import numpy as np

MONOCHROME = ("MONOCHROME1", "MONOCHROME2")
SUBSAMPLED = ("YBR_FULL_422", "YBR_PARTIAL_422")


@dataclass(frozen=True, slots=True)
class ImagePixel:
    """How the frames of one instance are stored.

    rows, columns                of every frame
    samples_per_pixel            1, or 3 for color
    photometric_interpretation   as stored: MONOCHROME1, MONOCHROME2, PALETTE COLOR, RGB, YBR_...
    bits_allocated               per sample in native data: 1, 8, 16 or 32; 64 for double
    bits_stored, high_bit        where the value lies in them
    signed                       Pixel Representation 1: two's complement
    planar_configuration         0: color by pixel; 1: color by plane
    number_of_frames             at least 1
    floating                     Float or Double Float Pixel Data: IEEE 754 values
    labels                       values are numbers of segments, which are shown in colors
    """

    rows: int
    columns: int
    samples_per_pixel: int
    photometric_interpretation: str
    bits_allocated: int
    bits_stored: int
    high_bit: int
    signed: bool
    planar_configuration: int
    number_of_frames: int
    floating: bool = False
    labels: bool = False

    def __hash__(self) -> int:
        """Of a few that tell most of them apart: it is asked for often."""
        return hash((self.rows, self.columns, self.bits_stored, self.number_of_frames))

    @property
    def monochrome(self) -> bool:
        """Whether frames go through the grayscale chain."""
        return self.photometric_interpretation in MONOCHROME and not self.labels

    @property
    def decoded_dtype(self) -> np.dtype[np.generic]:
        """Type of decoded samples: stored values, or 8- or 16-bit RGB for color."""
        if not self.monochrome:
            return np.dtype(np.uint8 if self.bits_stored <= 8 else np.uint16)
        if self.floating:
            return np.dtype(np.float32 if self.bits_allocated == 32 else np.float64)
        size = 1 if self.bits_allocated <= 8 else self.bits_allocated // 8
        return np.dtype(f"{'i' if self.signed else 'u'}{size}")

    @property
    def decoded_shape(self) -> tuple[int, ...]:
        """Shape of one decoded frame: (rows, columns), or (rows, columns, 3) for color."""
        if self.monochrome:
            return (self.rows, self.columns)
        return (self.rows, self.columns, 3)

    @property
    def native_frame_bytes(self) -> float:
        """Bytes of one frame in native (not encapsulated) Pixel Data.

        1-bit frames may end mid-byte; YBR_FULL_422 has half of its chroma (PS3.3 C.7.6.3.1.2).
        """
        thinned = self.photometric_interpretation in SUBSAMPLED
        samples = 2 if thinned else self.samples_per_pixel
        return self.rows * self.columns * samples * self.bits_allocated / 8


@dataclass(frozen=True, slots=True)
class PixelLocation:
    """Where the value of Pixel Data lies in its file.

    offset          first byte of the value (for encapsulated data: of the Basic Offset Table item)
    length          bytes; None for encapsulated data of undefined length
    big_endian      native samples are big endian
    """

    offset: int
    length: int | None
    big_endian: bool = False


@dataclass(frozen=True, slots=True)
class PixelPadding:
    """Stored values that are no image (PS3.3 C.7.5.1.1.2): first to last, both included.

    Of floating images the limits may be infinite; what is no finite number never is image there.
    """

    first: float
    last: float
