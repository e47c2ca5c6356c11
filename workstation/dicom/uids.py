"""Unique identifiers that the program acts on: transfer syntaxes (PS3.6 A)."""

from dataclasses import dataclass

IMPLICIT_LITTLE = "1.2.840.10008.1.2"
EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
DEFLATED = "1.2.840.10008.1.2.1.99"
EXPLICIT_BIG = "1.2.840.10008.1.2.2"
GE_PRIVATE = "1.2.840.113619.5.2"  # implicit little endian, but for its native samples
MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10"

_JPEG = "1.2.840.10008.1.2.4."
_MPEG2, _H264, _H265 = "MPEG-2", "H.264", "H.265"


@dataclass(frozen=True, slots=True)
class TransferSyntax:
    """How a data set and its Pixel Data are encoded (PS3.5 A).

    encapsulated   Pixel Data is a sequence of compressed fragments
    lossy          the compression may have lost information
    video          how a bit stream is coded whose frames are not coded one by one; else empty
    """

    uid: str
    name: str
    encapsulated: bool
    big_endian: bool = False
    explicit_vr: bool = True
    deflated: bool = False
    lossy: bool = False
    video: str = ""


def _native(
    uid: str,
    name: str,
    *,
    big_endian: bool = False,
    explicit_vr: bool = True,
    deflated: bool = False,
) -> TransferSyntax:
    return TransferSyntax(uid, name, False, big_endian, explicit_vr, deflated)


def _coded(uid: str, name: str, *, lossy: bool = False, video: str = "") -> TransferSyntax:
    return TransferSyntax(uid, name, encapsulated=True, lossy=lossy, video=video)


_TABLE = (
    _native(IMPLICIT_LITTLE, "Implicit VR Little Endian", explicit_vr=False),
    _native(EXPLICIT_LITTLE, "Explicit VR Little Endian"),
    _native(DEFLATED, "Deflated Explicit VR Little Endian", deflated=True),
    _native(EXPLICIT_BIG, "Explicit VR Big Endian", big_endian=True),
    _native(GE_PRIVATE, "GE Private Implicit VR, Big Endian Pixels", explicit_vr=False),
    _coded("1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian"),
    _coded("1.2.840.10008.1.2.5", "RLE Lossless"),
    _coded("1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression"),
    _coded(_JPEG + "50", "JPEG Baseline (Process 1)", lossy=True),
    _coded(_JPEG + "51", "JPEG Extended (Process 2 & 4)", lossy=True),
    _coded(_JPEG + "53", "JPEG Spectral Selection (Process 6 & 8)", lossy=True),
    _coded(_JPEG + "55", "JPEG Full Progression (Process 10 & 12)", lossy=True),
    _coded(_JPEG + "57", "JPEG Lossless (Process 14)"),
    _coded(_JPEG + "70", "JPEG Lossless (Process 14, Selection Value 1)"),
    _coded(_JPEG + "80", "JPEG-LS Lossless"),
    _coded(_JPEG + "81", "JPEG-LS Lossy (Near-Lossless)", lossy=True),
    _coded(_JPEG + "90", "JPEG 2000 (Lossless Only)"),
    _coded(_JPEG + "91", "JPEG 2000", lossy=True),
    _coded(_JPEG + "92", "JPEG 2000 Part 2 (Lossless Only)"),
    _coded(_JPEG + "93", "JPEG 2000 Part 2", lossy=True),
    _coded(_JPEG + "110", "JPEG XL Lossless"),
    _coded(_JPEG + "111", "JPEG XL JPEG Recompression", lossy=True),
    _coded(_JPEG + "112", "JPEG XL", lossy=True),
    _coded(_JPEG + "201", "High-Throughput JPEG 2000 (Lossless Only)"),
    _coded(_JPEG + "202", "High-Throughput JPEG 2000 RPCL (Lossless Only)"),
    _coded(_JPEG + "203", "High-Throughput JPEG 2000", lossy=True),
    _coded(_JPEG + "100", "MPEG2 Main Profile @ Main Level", lossy=True, video=_MPEG2),
    _coded(_JPEG + "100.1", "MPEG2 Main Profile @ Main Level", lossy=True, video=_MPEG2),
    _coded(_JPEG + "101", "MPEG2 Main Profile @ High Level", lossy=True, video=_MPEG2),
    _coded(_JPEG + "101.1", "MPEG2 Main Profile @ High Level", lossy=True, video=_MPEG2),
    _coded(_JPEG + "102", "MPEG-4 AVC/H.264 High Profile", lossy=True, video=_H264),
    _coded(_JPEG + "102.1", "MPEG-4 AVC/H.264 High Profile", lossy=True, video=_H264),
    _coded(_JPEG + "103", "MPEG-4 AVC/H.264 BD-compatible", lossy=True, video=_H264),
    _coded(_JPEG + "103.1", "MPEG-4 AVC/H.264 BD-compatible", lossy=True, video=_H264),
    _coded(_JPEG + "104", "MPEG-4 AVC/H.264 For 2D Video", lossy=True, video=_H264),
    _coded(_JPEG + "104.1", "MPEG-4 AVC/H.264 For 2D Video", lossy=True, video=_H264),
    _coded(_JPEG + "105", "MPEG-4 AVC/H.264 For 3D Video", lossy=True, video=_H264),
    _coded(_JPEG + "105.1", "MPEG-4 AVC/H.264 For 3D Video", lossy=True, video=_H264),
    _coded(_JPEG + "106", "MPEG-4 AVC/H.264 Stereo", lossy=True, video=_H264),
    _coded(_JPEG + "106.1", "MPEG-4 AVC/H.264 Stereo", lossy=True, video=_H264),
    _coded(_JPEG + "107", "HEVC/H.265 Main Profile", lossy=True, video=_H265),
    _coded(_JPEG + "108", "HEVC/H.265 Main 10 Profile", lossy=True, video=_H265),
)
_SYNTAXES = {syntax.uid: syntax for syntax in _TABLE}


def transfer_syntax(uid: str) -> TransferSyntax:
    """What is known of a transfer syntax; one that is unknown is taken as encapsulated.

    New transfer syntaxes are compressions in Explicit VR Little Endian (PS3.5 A.4).
    """
    known = _SYNTAXES.get(uid)
    return known or TransferSyntax(uid, uid, encapsulated=True)
