"""From the bytes of one frame to stored values, or to RGB: the one place that knows how."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from workstation.base.text import _
from workstation.dicom.note import Note
from workstation.dicom.uids import transfer_syntax
from workstation.imaging import codecs_jxl
from workstation.imaging.codecs_coding import (
    DEFLATED_FRAMES,
    ENCAPSULATED_UNCOMPRESSED,
    RLE,
    Decoded,
    FrameCoding,
    FrameSizeError,
    UndecodableFrameError,
    UnsupportedCodingError,
)
from workstation.imaging.codecs_j2k import CODESTREAM, JP2_SIGNATURE, decode_j2k
from workstation.imaging.codecs_jpeg import decode_jpeg
from workstation.imaging.codecs_native import decode_native, decode_rle
from workstation.imaging.color import apply_palette, to_rgb
from workstation.imaging.icc import to_srgb

_JPEG_SOI = b"\xff\xd8\xff"
_JPEG = "1.2.840.10008.1.2.4."
_FAMILIES = {
    **dict.fromkeys((_JPEG + "50", _JPEG + "51", _JPEG + "53", _JPEG + "55"), "JPEG"),
    **dict.fromkeys((_JPEG + "57", _JPEG + "70"), "lossless JPEG"),
    **dict.fromkeys((_JPEG + "80", _JPEG + "81"), "JPEG-LS"),
    **dict.fromkeys((_JPEG + "90", _JPEG + "91", _JPEG + "92", _JPEG + "93"), "JPEG 2000"),
    **dict.fromkeys((_JPEG + "110", _JPEG + "111", _JPEG + "112"), codecs_jxl.FAMILY),
    **dict.fromkeys((_JPEG + "201", _JPEG + "202", _JPEG + "203"), "JPEG 2000"),
}


def decode_frame(
    data: bytes, coding: FrameCoding, out: npt.NDArray[np.generic] | None = None
) -> tuple[npt.NDArray[np.generic], tuple[str, ...]]:
    """Decode one frame into coding.result_shape and coding.result_dtype, with notes for the user.

    Grayscale comes out as stored values: the bits beside bits_stored (old overlays) are stripped,
    and signed ones are sign-extended. Color comes out as RGB, which is sRGB where a profile says
    how. A frame that is damaged, incomplete or of another size is refused with an
    UndecodableFrameError, never shown in part.
    """
    result = np.empty(coding.result_shape, coding.result_dtype) if out is None else out
    unsigned = result.view(_unsigned(result.dtype)) if coding.monochrome else None
    decoded = decode_samples(data, coding, unsigned)
    if decoded.samples.shape != coding.shape:
        raise FrameSizeError(expected=coding.shape, found=decoded.samples.shape)
    if coding.monochrome:
        _write_stored_values(decoded, coding, result)
    elif coding.photometric == "PALETTE COLOR":
        np.copyto(result, _looked_up(decoded, coding))
    else:
        bits = max(decoded.precision, 1) if decoded.lossy else coding.bits_stored
        samples = _color_samples(decoded, coding)
        np.copyto(result, to_rgb(samples, decoded.photometric, bits, result.dtype))
    notes = to_srgb(result, coding.icc_profile) if coding.icc_profile else ()
    return result, (*decoded.notes, *notes)


def decode_samples(
    data: bytes, coding: FrameCoding, out: npt.NDArray[np.generic] | None = None
) -> Decoded:
    """Undo the compression only; dispatched on the codestream, not on the transfer syntax.

    out   gray samples may be put here
    """
    if not coding.encapsulated or coding.transfer_syntax_uid == ENCAPSULATED_UNCOMPRESSED:
        return decode_native(data, coding)
    if coding.transfer_syntax_uid == DEFLATED_FRAMES:
        return decode_native(_inflated(data, coding), coding)
    if coding.floating and coding.transfer_syntax_uid != RLE:
        raise UnsupportedCodingError(detail=coding.transfer_syntax_uid)
    if data.startswith(_JPEG_SOI):
        return _noted(decode_jpeg(data, coding, out), coding.transfer_syntax_uid)
    if data.startswith((CODESTREAM, JP2_SIGNATURE)):
        return _noted(decode_j2k(data, coding, out), coding.transfer_syntax_uid)
    if data.startswith((codecs_jxl.CODESTREAM, codecs_jxl.CONTAINER)):
        return _noted(codecs_jxl.decode_jxl(data, coding), coding.transfer_syntax_uid)
    if coding.transfer_syntax_uid == RLE:
        return decode_rle(data, coding)
    raise _unknown(coding.transfer_syntax_uid)


def _unknown(uid: str) -> UndecodableFrameError:
    """No codestream that there is: damage, where the transfer syntax is one that is known."""
    family = _FAMILIES.get(uid)
    if family is None:
        return UnsupportedCodingError(detail=uid)
    return UndecodableFrameError(detail=_("they are no {family} data").format(family=family))


def _noted(decoded: Decoded, uid: str) -> Decoded:
    """Say where the transfer syntax names another codec, or promises more than the data hold."""
    notes = list(decoded.notes)
    if decoded.family != _FAMILIES.get(uid):
        note = _("The pixel data are {found}, although the file says {said}.")
        said = _FAMILIES.get(uid) or transfer_syntax(uid).name
        notes.append(Note(note.format(found=decoded.family, said=said), "encoding"))
    if decoded.lossy and not transfer_syntax(uid).lossy:
        note = _("LOSSY {method}, although the transfer syntax is lossless")
        method = decoded.family.removeprefix("lossless ")
        notes.append(Note(note.format(method=method), "lossy"))
    return replace(decoded, notes=tuple(notes))


def _inflated(data: bytes, coding: FrameCoding) -> bytes:
    """Inflate a deflated frame, to no more than the frame can hold."""
    import zlib

    bits = coding.rows * coding.columns * coding.samples * coding.bits_allocated
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, bits // 8 + 2)
    except zlib.error as error:
        raise UndecodableFrameError(detail=str(error)) from error


def _color_samples(decoded: Decoded, coding: FrameCoding) -> npt.NDArray[np.generic]:
    """Leave out the bits beside the stored ones: scaled along, they would run over."""
    if decoded.lossy or decoded.precision <= coding.bits_stored:
        return decoded.samples
    samples = np.empty(decoded.samples.shape, _unsigned(decoded.samples.dtype))
    _write_stored_values(decoded, replace(coding, signed=False), samples)
    return samples


def _looked_up(decoded: Decoded, coding: FrameCoding) -> npt.NDArray[np.generic]:
    if coding.palette is None:
        raise UndecodableFrameError(detail=_("it has no color palette"))
    indices = np.empty(coding.shape, f"{'i' if coding.signed else 'u'}{decoded.samples.itemsize}")
    _write_stored_values(decoded, coding, indices)
    return apply_palette(indices, coding.palette, coding.result_dtype)


def _write_stored_values(
    decoded: Decoded, coding: FrameCoding, out: npt.NDArray[np.generic]
) -> None:
    """Extract the stored bits; their sign is Pixel Representation's to say.

    A JPEG 2000 stream that names another sign than the header holds the same bits: they are read
    as the header says (the rule for files whose SIZ marker and Pixel Representation disagree).
    Lossless samples are cut to bits_stored; lossy ones, which may overshoot, are clamped.
    """
    samples = decoded.samples
    if decoded.lossy and decoded.precision > coding.bits_stored:
        samples = _clamped(samples, coding)
    raw = samples.astype(_unsigned(out.dtype), copy=False)
    unsigned = out.view(raw.dtype)
    low = 0 if decoded.precision <= coding.bits_stored else coding.high_bit + 1 - coding.bits_stored
    width = coding.bits_stored
    if coding.bits_allocated == 1 or (low <= 0 and width >= out.itemsize * 8):
        np.copyto(unsigned, raw)
    elif coding.signed:
        top = out.itemsize * 8 - width
        np.left_shift(raw, raw.dtype.type(max(top - max(low, 0), 0)), out=unsigned)
        np.right_shift(out, out.dtype.type(top), out=out)
    else:
        np.right_shift(raw, raw.dtype.type(max(low, 0)), out=unsigned)
        np.bitwise_and(unsigned, raw.dtype.type((1 << width) - 1), out=unsigned)


def _unsigned(dtype: np.dtype[np.generic]) -> np.dtype[np.generic]:
    return np.dtype(f"u{dtype.itemsize}")


def _clamped(samples: npt.NDArray[np.generic], coding: FrameCoding) -> npt.NDArray[np.generic]:
    """Keep what overshot within the stored range, where the samples carry their sign themselves."""
    if coding.signed:
        return samples
    return np.asarray(np.clip(samples, 0, (1 << coding.bits_stored) - 1), samples.dtype)


def finish_in_place(samples: npt.NDArray[np.generic], coding: FrameCoding) -> None:
    """Turn native samples that were read into their place into stored values or RGB."""
    if coding.big_endian and samples.itemsize > 1:
        samples.byteswap(inplace=True)
    if coding.monochrome and coding.bits_stored < coding.bits_allocated:
        decoded = Decoded(samples, coding.photometric, coding.bits_allocated)
        _write_stored_values(decoded, coding, samples)
