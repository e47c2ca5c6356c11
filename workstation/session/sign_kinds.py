"""Every kind of sign that a picture is not what it seems: the one table, most dangerous first.

The order is that of what is lost when the sign goes unread: the wrong patient, an image that is
not for reading, wrong values, missing images, a wrong side, another look, wrong numbers. Room on
the picture is given out in this order; the user guide's table is made of it.
"""

from dataclasses import dataclass

from workstation.base.text import N_
from workstation.scene.graphics import Color
from workstation.session.caption import Weight
from workstation.session.look import CAUTION, DANGER, TEXT


@dataclass(frozen=True, slots=True)
class SignKind:
    """What signs of one kind have in common. Texts are untranslated.

    id        as notes name it
    title     in few words; stands for a long sentence where the corner is narrow, if `stands_in`
    meaning   what it means for the picture
    advice    what to do
    clause    where the Standard speaks of it; empty: it does not
    weight    MUST: on the picture whatever corner text is chosen; ASIDE: beside it only
    """

    id: str
    title: str
    meaning: str
    advice: str
    clause: str = ""
    weight: Weight = Weight.MUST
    color: Color = CAUTION
    bold: bool = False
    stands_in: bool = False


KINDS: tuple[SignKind, ...] = (
    SignKind(
        "charset",
        N_("Character set in doubt"),
        N_("A name or text behind ⚠ may be written in other characters than those shown."),
        N_("Compare ID and birth date with the request; choose how it reads in View."),
        "PS3.3 C.12.1.1.2",
    ),
    SignKind(
        "processing",
        N_("For processing: not meant to be read"),
        N_("The detector's image before it was processed for the eye: findings may not be seen."),
        N_("Read the image of the same view that is for presentation."),
        "PS3.3 C.8.11.1.1.1",
        color=DANGER,
        bold=True,
    ),
    SignKind(
        "not-clinical",
        N_("Not for diagnosis"),
        N_("An image of a phantom, or made with equipment or software that is not approved."),
        N_("Do not read from it."),
        "PS3.3 C.7.6.1, C.8.13.2.1.1, C.12.1",
        color=DANGER,
        bold=True,
    ),
    SignKind(
        "sign",
        N_("Sign of the values in doubt"),
        N_("Header and compressed data disagree whether values can be negative. One was believed."),
        N_("Check the gray of air, water or background. Tell the sender."),
        "PS3.5 A.4.4",
        stands_in=True,
    ),
    SignKind(
        "pixels",
        N_("Pixels without a number"),
        N_("They are shown black, and could be taken for something that is dark."),
        N_("Do not read where they are. Ask for the image again."),
        "PS3.3 C.7.6.24.1",
        stands_in=True,
    ),
    SignKind(
        "color",
        N_("Gray or color in doubt"),
        N_("The image contradicts itself on what its values look like, or a part cannot be used."),
        N_("Compare with another image of the study before you rely on a color or on polarity."),
        "PS3.3 C.7.6.1, C.7.6.3.1.2, C.11.15; PS3.5 8.2.1",
        stands_in=True,
    ),
    SignKind(
        "frames",
        N_("Number of frames in doubt"),
        N_("The file holds fewer or more images than it says."),
        N_("Ask for the file again. Do not count frames, and do not take this for all of it."),
        "PS3.5 A.4",
        stands_in=True,
    ),
    SignKind(
        "stack",
        N_("Stack not complete or not even"),
        N_("Images are missing, lie twice at one place, or are not evenly and squarely stacked."),
        N_("Ask for the series again. Do not count slices or measure across them."),
        "PS3.3 C.7.6.2.1.1, C.7.6.16.2.2.4",
    ),
    SignKind(
        "decoder",
        N_("Read with reservations"),
        N_("The file is not as the Standard wants it, and was read by a rule of this program."),
        N_("Look whether the picture makes sense. Tell the sender."),
        stands_in=True,
    ),
    SignKind(
        "orientation",
        N_("Orientation not known"),
        N_("The image does not say which way the patient lies: no letters stand at its edges."),
        N_("Tell left from right by a marker in the image, never by the side of the screen."),
        "PS3.3 C.7.6.1.1.1, C.7.6.2",
    ),
    SignKind(
        "side",
        N_("Left or right not stated"),
        N_("The image is of a part that everybody has two of, and does not say which it is."),
        N_("Look for a marker in the image, and ask who took it."),
        "PS3.3 C.7.3.1, C.8.11.2",
    ),
    SignKind(
        "state-failed",
        N_("Presentation state not applied"),
        N_("The presentation state that was chosen cannot be applied, or is for other images."),
        N_("What its author saw is not on the screen. Read the image itself, or another state."),
        "PS3.3 C.11",
        stands_in=True,
    ),
    SignKind(
        "state",
        N_("Presentation state"),
        N_("The picture is as somebody else saw it: covered, cut, inverted or turned as it says."),
        N_("Look at the image without the state too (G)."),
        "PS3.3 C.11, PS3.4 N.2",
    ),
    SignKind(
        "window",
        N_("Not the image's own window"),
        N_("What the window of the image asks for is not shown, or the window shows nothing."),
        N_("Set a window by hand; 0 goes back to the first one."),
        "PS3.3 C.11.2",
    ),
    SignKind(
        "masks",
        N_("Overlay or shutter not shown"),
        N_("Something that belongs over the image is damaged: marks or a cover are missing."),
        N_("Look for the marks in another image or in the report."),
        "PS3.3 C.9.2, C.7.6.11",
        stands_in=True,
    ),
    SignKind(
        "removed",
        N_("Overlays or shutter taken off"),
        N_("You have taken off what belongs over the image."),
        N_("Shift+O shows overlays and annotations, Shift+S the shutter; Reset Viewport both."),
    ),
    SignKind(
        "lossy",
        N_("LOSSY compression"),
        N_("Fine detail was given up, perhaps long ago: what is small or faint may be missing."),
        N_("Ask for the original where fine detail decides."),
        "PS3.3 C.7.6.1.1.5",
        bold=True,
        stands_in=True,
    ),
    SignKind(
        "values",
        N_("Values in doubt"),
        N_("The numbers at the pointer are not what they seem, or their unit is not known."),
        N_("Do not rely on a value; the picture itself is right."),
        "PS3.3 C.11.1",
        stands_in=True,
    ),
    SignKind(
        "state-none",
        N_("Presentation states are there"),
        N_("Somebody has kept a way to see this image, and it is not applied."),
        N_("G applies the newest."),
        "PS3.3 C.11",
    ),
    SignKind(
        "partial",
        N_("Partial view"),
        N_("The image shows a part of what is to be seen in this view; others show the rest."),
        N_("Find the other images of this view."),
        "PS3.3 C.8.11.7",
    ),
    SignKind(
        "encoding",
        N_("Encoded otherwise than said"),
        N_("The pixel data are not encoded as the file says; what they are was believed."),
        N_("The picture is right. Tell the sender: other programs may show it wrong."),
        "PS3.5 A.4",
        weight=Weight.FEW,
        stands_in=True,
    ),
    SignKind(
        "identity",
        N_("Identity removed"),
        N_("Names, numbers and dates were taken out or replaced."),
        N_("Do not report on it for a patient."),
        "PS3.3 C.7.1.1",
        weight=Weight.FEW,
        color=TEXT,
    ),
    SignKind(
        "burned-in",
        N_("Text burned into the image"),
        N_("Text is part of the pixels. It may name the patient, and be another one's."),
        N_("Read it, and compare it with the identity in the corner."),
        "PS3.3 C.7.6.1",
        weight=Weight.FULL,
        color=TEXT,
    ),
    SignKind(
        "secondary",
        N_("Secondary capture"),
        N_(
            "A copy of a screen, of film or of paper: gray levels are not those that were measured."
        ),
        N_("Read the original images where they are there."),
        "PS3.3 C.8.6.1",
        weight=Weight.FULL,
        color=TEXT,
    ),
    SignKind(
        "derived",
        N_("Derived image"),
        N_("Computed from other images: reformatted, subtracted, averaged."),
        N_("Check a finding in the original images."),
        "PS3.3 C.7.6.1.1.2",
        weight=Weight.FULL,
        color=TEXT,
    ),
    SignKind(
        "no-spacing",
        N_("Pixel size not known"),
        N_("The image does not say how large a pixel is, or says it of several regions."),
        N_("Lengths are in pixels; do not compare them with those of other images."),
        "PS3.3 10.7",
        weight=Weight.FULL,
        color=TEXT,
    ),
    SignKind(
        "aspect",
        N_("Pixels are not square"),
        N_("The image is drawn stretched, so that shapes are true."),
        N_("Nothing: lengths and angles are true."),
        "PS3.3 C.7.6.3.1.7",
        weight=Weight.DETAIL,
        color=TEXT,
    ),
    SignKind(
        "padding",
        N_("Padding"),
        N_("Pixels outside of the image are left black whatever the window."),
        N_("Nothing: they are no finding."),
        "PS3.3 C.7.5.1.1.2",
        weight=Weight.ASIDE,
        color=TEXT,
    ),
    SignKind(
        "spacing",
        N_("Where millimeters come from"),
        N_("Lengths hold only as far as their source, which the scale bar names."),
        N_("Measure in another image where a length decides."),
        "PS3.3 10.7.1.3, C.8.5.5",
        weight=Weight.ASIDE,
        color=TEXT,
    ),
    SignKind(
        "interpolated",
        N_("Interpolated"),
        N_("Between the pixels of the image the picture is computed."),
        N_("Zoom in to see the pixels themselves, or choose no interpolation."),
        weight=Weight.ASIDE,
        color=TEXT,
    ),
)
_BY_ID = {kind.id: kind for kind in KINDS}
_RANKS = {kind.id: rank for rank, kind in enumerate(KINDS)}


def sign_kind(kind_id: str) -> SignKind:
    """The kind of this id."""
    return _BY_ID[kind_id]


def rank(kind_id: str) -> int:
    """Place of a kind in the order of danger, from 0."""
    return _RANKS[kind_id]
