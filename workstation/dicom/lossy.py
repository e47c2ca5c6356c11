"""What lossy compression an image has been through (PS3.3 C.7.6.1.1.5)."""

from dataclasses import dataclass

from workstation.base.text import _
from workstation.dicom import tags
from workstation.dicom.model import Instance
from workstation.dicom.uids import transfer_syntax

# Defined terms of Lossy Image Compression Method
_METHODS = {
    "ISO_10918_1": "JPEG",
    "ISO_14495_1": "JPEG-LS",
    "ISO_15444_1": "JPEG 2000",
    "ISO_15444_15": "HTJ2K",
    "ISO_18181_1": "JPEG XL",
    "ISO_13818_2": "MPEG-2",
    "ISO_14496_10": "H.264",
    "ISO_23008_2": "H.265",
}


@dataclass(frozen=True, slots=True)
class LossyCompression:
    """What the image says of the information that it has lost.

    methods   of each compression in turn, in the user's words; may be empty
    ratios    of each compression in turn; may be empty
    """

    methods: tuple[str, ...]
    ratios: tuple[float, ...]

    @property
    def sentence(self) -> str:
        """For the picture's corner: `LOSSY JPEG 12:1`."""
        ratios = [f"{ratio:.3g}:1" if ratio < 1000 else f"{ratio:.0f}:1" for ratio in self.ratios]
        count = max(len(self.methods), len(ratios))
        padded = zip(
            (*self.methods, *("",) * (count - len(self.methods))),
            (*ratios, *("",) * (count - len(ratios))),
            strict=True,
        )
        steps = [" ".join(filter(None, step)) for step in padded]
        return " ".join((_("LOSSY"), ", ".join(steps))).rstrip()


def lossy_compression(instance: Instance) -> LossyCompression | None:
    """What the image says, or its transfer syntax; None where nothing was lost.

    Lossy Image Compression once 01 stays 01 when the image is unpacked. A transfer syntax that
    may be lossy counts where the image is silent; that of a video says how it is coded.
    """
    attributes = instance.attributes
    stated = attributes.text(tags.LOSSY_IMAGE_COMPRESSION)
    syntax = transfer_syntax(instance.transfer_syntax_uid)
    if instance.image is None or not (stated == "01" or (syntax.lossy and stated != "00")):
        return None
    methods = attributes.texts(tags.LOSSY_IMAGE_COMPRESSION_METHOD) or (syntax.video,)
    ratios = attributes.numbers(tags.LOSSY_IMAGE_COMPRESSION_RATIO)
    return LossyCompression(
        methods=tuple(_METHODS.get(method, method) for method in methods if method),
        ratios=tuple(ratio for ratio in ratios if ratio > 0),
    )
