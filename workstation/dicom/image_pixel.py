"""Read the Image Pixel modules and check that they make sense (PS3.3 C.7.6.3, C.7.6.24, .25)."""

from dataclasses import replace
from math import ceil

from workstation.dicom import tags
from workstation.dicom.dataset import Attributes, Header
from workstation.dicom.dictionary import keyword_of
from workstation.dicom.errors import (
    BadImageError,
    MissingAttributeError,
    ShortPixelDataError,
    UnthinnedColorError,
)
from workstation.dicom.fragments import holds_codestreams, uncounted_frames
from workstation.dicom.pixels import MONOCHROME, SUBSAMPLED, ImagePixel, PixelLocation
from workstation.dicom.segmentation import holds_labels
from workstation.dicom.uids import transfer_syntax

_MOST_FRAMES = 10_000_000
_PALETTE = "PALETTE COLOR"
_FLOAT_BITS = {0x7FE00008: 32, 0x7FE00009: 64}  # Float, Double Float Pixel Data
_RETIRED = ("ARGB", "CMYK", "HSV")  # nobody says any more what exactly their samples mean


def image_pixel(
    attributes: Attributes, name: str = "", pixel_data: int | None = None
) -> ImagePixel:
    """Read how the frames of an image are stored.

    name         of the file, for the error that a contradiction raises
    pixel_data   tag of its pixel data; None: Pixel Data (7FE0,0010)
    """
    samples = _number(attributes, tags.SAMPLES_PER_PIXEL, name, default=1)
    photometric = attributes.text(tags.PHOTOMETRIC_INTERPRETATION).upper()
    bits = _FLOAT_BITS.get(pixel_data or 0)
    allocated = _number(attributes, tags.BITS_ALLOCATED, name, default=bits)
    # Floating values fill their words and are signed, whatever else is written.
    stored = bits or _number(attributes, tags.BITS_STORED, name, default=allocated)
    image = ImagePixel(
        rows=_number(attributes, tags.ROWS, name),
        columns=_number(attributes, tags.COLUMNS, name),
        samples_per_pixel=samples,
        photometric_interpretation=photometric or ("RGB" if samples == 3 else "MONOCHROME2"),
        bits_allocated=allocated,
        bits_stored=stored,
        high_bit=stored - 1 if bits else _number(attributes, tags.HIGH_BIT, name, stored - 1),
        signed=bits is not None
        or _number(attributes, tags.PIXEL_REPRESENTATION, name, default=0) == 1,
        planar_configuration=_number(attributes, tags.PLANAR_CONFIGURATION, name, default=0),
        number_of_frames=max(1, attributes.integer(tags.NUMBER_OF_FRAMES) or 1),
        floating=bits is not None,
        labels=holds_labels(attributes) and photometric in MONOCHROME,
    )
    _check(image, name)
    return image


def with_counted_frames(image: ImagePixel, header: Header) -> ImagePixel:
    """The image with as many frames as its native Pixel Data holds, where their number is unread.

    Only where that is a whole number: else nobody knows, and it is refused.
    """
    written = uncounted_frames(header.attributes)
    if not written or header.location is None:
        return image
    length, each = header.location.length, image.native_frame_bytes
    encapsulated = transfer_syntax(header.transfer_syntax_uid).encapsulated
    if encapsulated or not length or length % each or length // each > _MOST_FRAMES:
        raise BadImageError(name=header.file.name, keyword="NumberOfFrames", value=written)
    return replace(image, number_of_frames=int(length // each))


def check_size(header: Header, image: ImagePixel) -> None:
    """Refuse an image whose Pixel Data is shorter than its frames, or whose file ends in the first.

    Of a file that is cut off in a later native frame the others are shown (`fragments`).
    """
    location, file = header.location, header.file
    if location is None:
        return
    found = max(0, file.length - location.offset)
    if location.length is not None:
        found = min(found, location.length)
    if found < (needed := _needed(header, image, location)):
        raise ShortPixelDataError(name=file.name, needed=needed, found=found)
    if image.photometric_interpretation in SUBSAMPLED and location.length == _unthinned(image):
        raise UnthinnedColorError(
            name=file.name, photometric=image.photometric_interpretation, found=location.length
        )


def _unthinned(image: ImagePixel) -> int:
    """Bytes of frames that have all of their color, made even."""
    each = image.rows * image.columns * image.samples_per_pixel * image.bits_allocated // 8
    return (each * image.number_of_frames + 1) // 2 * 2


def _needed(header: Header, image: ImagePixel, location: PixelLocation) -> int:
    """Bytes that must be there; of fragments nobody knows before they are walked."""
    if location.length is None:
        return 16
    uid = header.transfer_syntax_uid
    if transfer_syntax(uid).encapsulated or holds_codestreams(header.file, image, location, uid):
        return location.length
    whole = ceil(image.native_frame_bytes * image.number_of_frames)
    return ceil(image.native_frame_bytes) if location.length >= whole else whole


def _number(attributes: Attributes, tag: int, name: str, default: int | None = None) -> int:
    value = attributes.integer(tag)
    if value is not None:
        return value
    written = attributes.text(tag)
    if written:  # a number that cannot be read is not one that goes without saying
        raise BadImageError(name=name, keyword=keyword_of(tag), value=written)
    if default is None:
        raise MissingAttributeError(name=name, keyword=keyword_of(tag))
    return default


def _check(image: ImagePixel, name: str) -> None:
    """Each row: the attribute, its value, whether it can be."""
    allocated, photometric = image.bits_allocated, image.photometric_interpretation
    table = (
        ("Rows", image.rows, image.rows > 0),
        ("Columns", image.columns, image.columns > 0),
        ("BitsAllocated", allocated, _bits_fit(image)),
        ("BitsStored", image.bits_stored, 0 < image.bits_stored <= allocated),
        ("HighBit", image.high_bit, image.bits_stored - 1 <= image.high_bit < allocated),
        ("PhotometricInterpretation", photometric, photometric not in _RETIRED),
        ("SamplesPerPixel", image.samples_per_pixel, _samples_fit(image)),
        ("PlanarConfiguration", image.planar_configuration, image.planar_configuration in (0, 1)),
        ("NumberOfFrames", image.number_of_frames, image.number_of_frames <= _MOST_FRAMES),
    )
    for keyword, value, possible in table:
        if not possible:
            raise BadImageError(name=name, keyword=keyword, value=value)


def _bits_fit(image: ImagePixel) -> bool:
    """Bits Allocated of floating values is what their element says (PS3.3 C.7.6.24, C.7.6.25)."""
    if image.floating:
        return image.bits_allocated == image.bits_stored
    return image.bits_allocated in (1, 8, 16, 32)


def _samples_fit(image: ImagePixel) -> bool:
    """Gray and palette images have one sample, all others three; there is no floating color."""
    if image.floating and image.photometric_interpretation not in MONOCHROME:
        return False
    one = image.photometric_interpretation in (*MONOCHROME, _PALETTE)
    return image.samples_per_pixel == (1 if one else 3)
