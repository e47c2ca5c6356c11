"""Read presentation states: what they say, and what of it nobody could apply (PS3.3 A.33)."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import TypeVar

from workstation.base.text import N_, _
from workstation.dicom import tags
from workstation.dicom.annotation import Annotation, GraphicLayer
from workstation.dicom.annotation_reading import annotations_of, layers_of
from workstation.dicom.dataset import Attributes
from workstation.dicom.errors import BadPresentationStateError, UnsupportedPresentationStateError
from workstation.dicom.model import Instance
from workstation.dicom.palette_reading import palette_of
from workstation.dicom.plane import plausible_aspect
from workstation.dicom.presentation_state_values import (
    ImageReference,
    PresentationState,
    References,
    Scoped,
    ShownArea,
    StateKind,
    StateTitle,
    words_of_kind,
)
from workstation.dicom.presented import DisplayedArea, SizeMode

T = TypeVar("T")

REFERENCED_SERIES_SEQUENCE = 0x0008_1115
REFERENCED_IMAGE_SEQUENCE = 0x0008_1140
REFERENCED_SOP_INSTANCE_UID = 0x0008_1155
REFERENCED_FRAME_NUMBER = 0x0008_1160
SOFTCOPY_VOI_LUT_SEQUENCE = 0x0028_3110
GRAPHIC_ANNOTATION_SEQUENCE = 0x0070_0001
IMAGE_HORIZONTAL_FLIP = 0x0070_0041
IMAGE_ROTATION = 0x0070_0042
DISPLAYED_AREA_TOP_LEFT = 0x0070_0052
DISPLAYED_AREA_BOTTOM_RIGHT = 0x0070_0053
DISPLAYED_AREA_SELECTION_SEQUENCE = 0x0070_005A
CONTENT_LABEL = 0x0070_0080
CONTENT_DESCRIPTION = 0x0070_0081
PRESENTATION_CREATION_DATE = 0x0070_0082
PRESENTATION_CREATION_TIME = 0x0070_0083
CONTENT_CREATOR_NAME = 0x0070_0084
PRESENTATION_SIZE_MODE = 0x0070_0100
PRESENTATION_PIXEL_SPACING = 0x0070_0101
PRESENTATION_PIXEL_ASPECT_RATIO = 0x0070_0102
PRESENTATION_PIXEL_MAGNIFICATION_RATIO = 0x0070_0103
OVERLAY_ACTIVATION_LAYER = 0x6000_1001
ICC_PROFILE = 0x0028_2000

_GROUPS = range(0x6000, 0x6020, 2)
_FLIPS = {"Y": True, "N": False, "": False}
# Where states of two or more inputs name their images: blending, advanced blending, volumetric.
_INPUTS = (0x0070_0402, 0x0070_1B01, 0x0070_1201)
# What is asked for by an attribute that nobody here heeds, as the picture says it.
_UNHEEDED = (
    (0x0028_6100, N_("mask subtraction")),
    (0x0018_9472, N_("shutters of single frames")),
    (0x0028_9411, N_("edge enhancement")),
)


def title_of(attributes: Attributes) -> StateTitle:
    """The title of a state, also of one that cannot be applied (C.11.10)."""
    date = attributes.text(PRESENTATION_CREATION_DATE)
    return StateTitle(
        attributes.text(CONTENT_LABEL),
        attributes.text(CONTENT_DESCRIPTION),
        (date, attributes.text(PRESENTATION_CREATION_TIME)),
        attributes.text(CONTENT_CREATOR_NAME),
    )


def references_of(attributes: Attributes) -> References:
    """The images that a state of whatever kind is for, as far as they can be read."""
    parts = (part for sequence in _INPUTS for part in attributes.items(sequence))
    return tuple(
        reference
        for level in (attributes, *parts)
        for item in (level, *level.items(REFERENCED_SERIES_SEQUENCE))
        for reference in _images(item)
    )


def read_presentation_state(instance: Instance) -> PresentationState:
    """Read a state whole; DicomError where it is of a kind that cannot be applied, or broken."""
    try:
        kind = StateKind(instance.sop_class_uid)
    except ValueError:
        raise UnsupportedPresentationStateError(
            name=instance.file.name, kind=words_of_kind(instance.sop_class_uid)
        ) from None
    return _Reader(instance, kind).state()


class _Reader:
    """Reads one state; what is wrong with it names its file."""

    def __init__(self, instance: Instance, kind: StateKind) -> None:
        self._instance = instance
        self._kind = kind
        self._top = instance.attributes

    def state(self) -> PresentationState:
        top, layers = self._top, layers_of(self._top)
        turns, flipped = self._transform()
        self._check_presentation_lut()
        return PresentationState(
            uid=self._instance.sop_instance_uid,
            kind=self._kind,
            title=title_of(top),
            references=self._references(),
            attributes=top,
            voi=self._scoped(SOFTCOPY_VOI_LUT_SEQUENCE, lambda item: item),
            areas=self._scoped(DISPLAYED_AREA_SELECTION_SEQUENCE, self._area),
            quarter_turns=turns,
            flipped=flipped,
            activations=tuple(_activations(top)),
            layers=layers,
            annotations=self._annotations({layer.name: layer for layer in layers}),
            palette=palette_of(top, self._bad) if self._kind is StateKind.PSEUDO_COLOR else None,
            icc_profile=top.raw(ICC_PROFILE),
            unheeded=tuple(_(words) for tag, words in _UNHEEDED if top.raw(tag)),
        )

    def _bad(self, problem: str) -> BadPresentationStateError:
        return BadPresentationStateError(name=self._instance.file.name, problem=problem)

    def _references(self) -> References:
        """The images of all series (C.11.11)."""
        found = references_of(self._top)
        if not found:
            raise self._bad(_("it refers to no image"))
        return found

    def _scoped(self, sequence: int, read: Callable[[Attributes], T]) -> tuple[Scoped[T], ...]:
        """The items of a sequence, each with the images that it is for."""
        return tuple(Scoped(self._scope(item), read(item)) for item in self._top.items(sequence))

    def _scope(self, item: Attributes) -> References:
        references = tuple(_images(item))
        if item.items(REFERENCED_IMAGE_SEQUENCE) and not references:
            raise self._bad(_("it does not name the images that a part of it is for"))
        return references

    def _annotations(self, layers: Mapping[str, GraphicLayer]) -> tuple[Scoped[Annotation], ...]:
        """In the order of their layers, the lowest first."""
        found = self._scoped(GRAPHIC_ANNOTATION_SEQUENCE, lambda item: annotations_of(item, layers))
        return tuple(sorted(found, key=lambda part: part.value.layer.order))

    def _transform(self) -> tuple[int, bool]:
        """Quarter turns clockwise and flip, as we have them: the flip first.

        The Standard turns first (C.10.6): a flip after q turns is -q turns after the flip.
        """
        degrees = self._top.integer(IMAGE_ROTATION) or 0
        flip = self._top.text(IMAGE_HORIZONTAL_FLIP)
        if degrees not in (0, 90, 180, 270) or flip not in _FLIPS:
            raise self._bad(_("its rotation or flip is none that there is"))
        turns = degrees // 90
        return (-turns % 4, True) if _FLIPS[flip] else (turns, False)

    def _check_presentation_lut(self) -> None:
        """Without it nobody knows whether low values are dark: it must be there (C.11.6)."""
        if self._kind in (StateKind.COLOR, StateKind.PSEUDO_COLOR):
            return
        items = self._top.items(tags.PRESENTATION_LUT_SEQUENCE)
        table = any(item.raw(tags.LUT_DATA) for item in items)
        shape = self._top.text(tags.PRESENTATION_LUT_SHAPE).upper()
        if not table and shape not in ("IDENTITY", "INVERSE"):
            raise self._bad(_("it does not say whether low values are dark or bright"))

    def _area(self, item: Attributes) -> ShownArea:
        """One item of the Displayed Area Selection Sequence (C.10.4).

        Its corners are top left and bottom right after the spatial transformation, in
        coordinates from before it: which of them has the lower column depends on the turns.
        """
        corners = item.integers(DISPLAYED_AREA_TOP_LEFT), item.integers(DISPLAYED_AREA_BOTTOM_RIGHT)
        if any(len(corner) != 2 for corner in corners):
            raise self._bad(_("its displayed area has no corners"))
        columns, rows = zip(*corners, strict=True)
        spacing = _pair(item, PRESENTATION_PIXEL_SPACING)
        aspect = spacing or _pair(item, PRESENTATION_PIXEL_ASPECT_RATIO)
        mode = self._size_mode(item)
        magnification = item.number(PRESENTATION_PIXEL_MAGNIFICATION_RATIO) or 0.0
        if mode is SizeMode.MAGNIFY and not 0 < magnification < 1e4:
            raise self._bad(_("it magnifies, and does not say how much"))
        if aspect is not None and not plausible_aspect(aspect[0] / aspect[1]):
            raise self._bad(_("its pixels would be so long that only a line is seen"))
        area = DisplayedArea(
            (min(columns), min(rows)),
            (max(columns), max(rows)),
            mode,
            magnification if mode is SizeMode.MAGNIFY else 1.0,
            spacing,
        )
        return ShownArea(area, None if aspect is None else aspect[0] / aspect[1])

    def _size_mode(self, item: Attributes) -> SizeMode:
        with suppress(ValueError):
            return SizeMode(item.text(PRESENTATION_SIZE_MODE, SizeMode.SCALE_TO_FIT.value).upper())
        raise self._bad(_("its presentation size mode is none that there is"))


def _images(item: Attributes) -> Iterator[ImageReference]:
    for image in item.items(REFERENCED_IMAGE_SEQUENCE):
        uid = image.text(REFERENCED_SOP_INSTANCE_UID)
        if uid:
            yield ImageReference(uid, image.integers(REFERENCED_FRAME_NUMBER))


def _pair(item: Attributes, tag: int) -> tuple[float, float] | None:
    values = item.numbers(tag)
    if len(values) != 2 or not all(0 < value < 1e6 for value in values):
        return None
    return values[0], values[1]


def _activations(top: Attributes) -> Iterator[tuple[int, str]]:
    """Overlay groups that are to be seen, each with its layer (C.11.7)."""
    for group in _GROUPS:
        layer = top.text(OVERLAY_ACTIVATION_LAYER + (group - 0x6000 << 16))
        if layer:
            yield group, layer
