"""Read the overlay planes of an image or of a presentation state (PS3.3 C.9.2, C.9.3)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workstation.base.text import _
from workstation.dicom.dataset import Attributes
from workstation.dicom.overlay import Overlay, OverlayType
from workstation.dicom.pixels import ImagePixel
from workstation.dicom.remembered import remembered

GROUPS = range(0x6000, 0x6020, 2)

# Element numbers in each of the groups.
_ROWS, _COLUMNS, _FRAMES, _DESCRIPTION = 0x0010, 0x0011, 0x0015, 0x0022
_TYPE, _ORIGIN, _FRAME_ORIGIN = 0x0040, 0x0050, 0x0051
_BITS_ALLOCATED, _BIT_POSITION, _LABEL, _DATA = 0x0100, 0x0102, 0x1500, 0x3000


@dataclass(frozen=True, slots=True)
class ReadOverlays:
    """The overlay planes of a data set.

    by_frame   by frame index; a frame without planes may be missing
    notes      sentences for the picture: which planes are there and cannot be shown, and why
    """

    by_frame: Mapping[int, tuple[Overlay, ...]]
    notes: tuple[str, ...]

    def of(self, frame_index: int) -> tuple[Overlay, ...]:
        """The planes over one frame, the lowest group first."""
        return self.by_frame.get(frame_index, ())


class _UnusableError(Exception):
    """A plane that cannot be shown as it is written; says why."""


def overlays_of(
    attributes: Attributes, image: ImagePixel, native: Callable[[], bool] = lambda: False
) -> ReadOverlays:
    """Read all planes; one that makes no sense costs a note, and not the image.

    attributes   of the image, or of a presentation state over it
    native       whether the pixel cells are stored as they are, so that bits beside those of the
                 pixels exist; asked only where a plane claims to lie in them
    """
    by_frame: dict[int, tuple[Overlay, ...]] = {}
    notes = []
    for group in _groups(attributes):
        try:
            for frame_index, overlay in _planes(attributes, group, image, native):
                by_frame[frame_index] = (*by_frame.get(frame_index, ()), overlay)
        except _UnusableError as error:
            note = _("Overlay {group:04X} cannot be shown: {problem}")
            notes.append(note.format(group=group, problem=error))
    return ReadOverlays(by_frame, tuple(notes))


@remembered
def _groups(attributes: Attributes) -> tuple[int, ...]:
    """Groups that hold a plane; those that only describe one, as some equipment writes, do not."""
    return tuple(
        group
        for group in GROUPS
        if attributes.raw(_tag(group, _DATA)) or _claims_cells(attributes, group)
    )


def _claims_cells(attributes: Attributes, group: int) -> bool:
    """Whether the plane says that it lies in the cells of the pixels."""
    tag = _tag(group, _BITS_ALLOCATED)
    return tag in attributes and (attributes.integer(tag) or 0) > 1


def _tag(group: int, element: int) -> int:
    return group << 16 | element


def _planes(
    attributes: Attributes, group: int, image: ImagePixel, native: Callable[[], bool]
) -> Iterator[tuple[int, Overlay]]:
    """The planes of a group, each with the index of its frame; all are sound, or none comes."""
    data = attributes.raw(_tag(group, _DATA))
    if not data:
        embedded = _embedded(attributes, group, image, native)
        return iter([(index, embedded) for index in range(image.number_of_frames)])
    overlay = _described(attributes, group)
    pixels = overlay.rows * overlay.columns
    frames = _frames(attributes, group, image.number_of_frames)
    if len(data) * 8 < pixels * frames.planes:
        raise _UnusableError(_("it has fewer bits than pixels"))
    planes = [
        replace(overlay, bits=_frame_bits(data, index * pixels, pixels))
        for index in range(frames.planes)
    ]
    return ((index, planes[frames.plane(index)]) for index in frames.indices)


def _described(attributes: Attributes, group: int) -> Overlay:
    """All but the bits."""
    rows = attributes.integer(_tag(group, _ROWS)) or 0
    columns = attributes.integer(_tag(group, _COLUMNS)) or 0
    origin = attributes.integers(_tag(group, _ORIGIN))
    if rows <= 0 or columns <= 0:
        raise _UnusableError(_("it has no size"))
    if len(origin) < 2:
        raise _UnusableError(_("it has no place"))
    return Overlay(
        group,
        _kind(attributes, group),
        rows,
        columns,
        (origin[0], origin[1]),
        b"",
        label=_label(attributes, group),
    )


def _kind(attributes: Attributes, group: int) -> OverlayType:
    roi = attributes.text(_tag(group, _TYPE)).upper() == OverlayType.ROI.value
    return OverlayType.ROI if roi else OverlayType.GRAPHICS


def _label(attributes: Attributes, group: int) -> str:
    description = attributes.text(_tag(group, _DESCRIPTION))
    return attributes.text(_tag(group, _LABEL)) or description


@dataclass(frozen=True, slots=True)
class _Frames:
    """Which frames of the image a group's planes lie over.

    planes    how many there are
    indices   of the image's frames
    each      one plane for each frame, and not one for all
    """

    planes: int
    indices: Sequence[int]
    each: bool

    def plane(self, frame_index: int) -> int:
        return frame_index - self.indices[0] if self.each else 0


def _frames(attributes: Attributes, group: int, count: int) -> _Frames:
    """One plane for each frame from Image Frame Origin on (PS3.3 C.9.3.1.1).

    Without either attribute the plane is that of a single frame (C.9.2), and lies over all of it.
    """
    planes = attributes.integer(_tag(group, _FRAMES))
    first = attributes.integer(_tag(group, _FRAME_ORIGIN))
    if planes is None and first is None:
        return _Frames(1, range(count), each=False)
    planes, start = max(1, planes or 1), max(1, first or 1) - 1
    if start + planes > count:
        raise _UnusableError(_("it belongs to frames that the image has not"))
    return _Frames(planes, range(start, start + planes), each=True)


def _frame_bits(data: bytes, first: int, pixels: int) -> bytes:
    """The bits of one plane; those of the next follow without padding (PS3.5 8.1.2)."""
    part = data[first // 8 : (first + pixels + 7) // 8]
    if first % 8 == 0:
        return part
    shifted = int.from_bytes(part, "little") >> first % 8
    return shifted.to_bytes(len(part), "little")[: (pixels + 7) // 8]


def _embedded(
    attributes: Attributes, group: int, image: ImagePixel, native: Callable[[], bool]
) -> Overlay:
    """A plane in bits of the pixel cells that no pixel uses (retired; PS3.3-2004 C.9.2.1.1)."""
    position = attributes.integer(_tag(group, _BIT_POSITION))
    if not native():
        raise _UnusableError(_("its bits are not part of compressed pixels"))
    if image.samples_per_pixel != 1 or attributes.integer(_tag(group, _BITS_ALLOCATED)) != (
        image.bits_allocated
    ):
        raise _UnusableError(_("the pixels have no bits for it"))
    if position is None or not _free(position, image):
        raise _UnusableError(_("its bits belong to the pixels"))
    return Overlay(
        group,
        _kind(attributes, group),
        image.rows,
        image.columns,
        (1, 1),
        None,
        position,
        _label(attributes, group),
    )


def _free(position: int, image: ImagePixel) -> bool:
    lowest = image.high_bit - image.bits_stored + 1
    return 0 <= position < image.bits_allocated and not lowest <= position <= image.high_bit
