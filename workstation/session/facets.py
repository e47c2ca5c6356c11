"""What can tell two frames of one place apart: echoes, phases, b-values, segments and others.

Enhanced objects say it in functional groups, frame by frame (PS3.3 C.7.6.16.2, C.8.13, C.8.15),
classic ones at the top level of each instance (C.8.2, C.8.3, C.8.13.5); private elements stand
where equipment wrote nothing else.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from workstation.base.text import N_, _
from workstation.dicom import tags
from workstation.dicom.dataset import Attributes
from workstation.dicom.model import Frame

_TOP = 0  # in place of a functional group: the top level
_FRAME_CONTENT = tags.FRAME_CONTENT_SEQUENCE
_CARDIAC_SYNCHRONIZATION = 0x00189118
_MR_IMAGE_FRAME_TYPE = 0x00189226
_FRAME_TYPES = (
    _MR_IMAGE_FRAME_TYPE,
    0x00189329,  # CT Image Frame Type Sequence
    0x00189751,  # PET Frame Type Sequence
    0x00189504,  # X-Ray 3D Frame Type Sequence
)
_FRAME_TYPE = 0x00089007
_COMPLEX_IMAGE_COMPONENT = 0x00089208
_SEGMENT_SEQUENCE, _SEGMENT_NUMBER, _SEGMENT_LABEL = 0x00620002, 0x00620004, 0x00620005
_GE, _GE_CREATOR, _GE_COMPONENT = "GEMS_PARM_01", 0x00430010, 0x0043102F

# Private creators and what their equipment writes the b-value into.
_PRIVATE_B_VALUES = (
    (0x00190010, "SIEMENS MR HEADER", 0x0019100C),
    (_GE_CREATOR, _GE, 0x00431039),
    (0x20010010, "Philips Imaging DD 001", 0x20011003),
)
_GE_OFFSET = 1_000_000_000  # that some versions add to the b-value

_COMPONENTS = {
    "M": N_("magnitude"),
    "MAGNITUDE": N_("magnitude"),
    "P": N_("phase map"),
    "PHASE": N_("phase map"),
    "PHASE MAP": N_("phase map"),
    "R": N_("real"),
    "REAL": N_("real"),
    "I": N_("imaginary"),
    "IMAGINARY": N_("imaginary"),
}
_DIXON = {
    "W": N_("water"),
    "WATER": N_("water"),
    "F": N_("fat"),
    "FAT": N_("fat"),
    "IP": N_("in phase"),
    "IN_PHASE": N_("in phase"),
    "OP": N_("opposed phase"),
    "OPP_PHASE": N_("opposed phase"),
    "OUT_PHASE": N_("opposed phase"),
}

Value = Hashable
Source = tuple[int, int]  # functional group or _TOP, attribute in it
Word = Callable[[Value, Frame], str]


@dataclass(frozen=True, slots=True)
class Facet:
    """One way in which frames differ.

    name      for the key of a display set
    sources   what it is read from; where their bytes are equal, so is the value
    read      the value of a frame, which can be compared with those of others; None: none is said
    word      what the title says of a value, for a frame that has it
    """

    name: str
    sources: tuple[Source, ...]
    read: Callable[[Frame], Value | None]
    word: Word

    def values(self, frames: Sequence[Frame]) -> list[Value | None]:
        """The value of each frame; what is written alike is read once."""
        grouped = any(frame.groups.levels for frame in frames)
        sources = [each for each in self.sources if grouped or each[0] == _TOP]
        if not sources:
            return [None] * len(frames)
        known: dict[tuple[bytes, ...], Value | None] = {}
        found = []
        for frame in frames:
            written = tuple([_raw(frame, source) for source in sources])
            if written not in known:
                known[written] = self.read(frame) if any(written) else None
            found.append(known[written])
        return found


def _raw(frame: Frame, source: Source) -> bytes:
    sequence, tag = source
    attributes = frame.instance.attributes
    return attributes.raw(tag) if sequence == _TOP else frame.groups.raw(sequence)


def _items(frame: Frame, sources: Sequence[Source]) -> list[tuple[Attributes, int]]:
    """Where the frame says something, each with the attribute to look for."""
    top = frame.instance.attributes
    found = [
        (top if sequence == _TOP else frame.groups.item(sequence), tag) for sequence, tag in sources
    ]
    return [(item, tag) for item, tag in found if item is not None and tag in item]


def _number(frame: Frame, sources: Sequence[Source]) -> float | None:
    numbers = (item.number(tag) for item, tag in _items(frame, sources))
    return next((round(number, 3) for number in numbers if number is not None), None)


def _text(frame: Frame, sources: Sequence[Source]) -> str | None:
    texts = (" ".join(item.texts(tag)) for item, tag in _items(frame, sources))
    return next((text for text in texts if text), None)


def _numeric(name: str, word: Callable[[float], str], *sources: Source) -> Facet:
    return Facet(
        name,
        sources,
        lambda frame: _number(frame, sources),
        lambda value, _frame: word(value) if isinstance(value, int | float) else "",
    )


def _textual(name: str, word: Callable[[str], str], *sources: Source) -> Facet:
    return Facet(
        name, sources, lambda frame: _text(frame, sources), lambda value, _frame: word(str(value))
    )


def _plain(value: float) -> str:
    return f"{value:g}"


def _segment_word(value: Value, frame: Frame) -> str:
    """The Segment Label, else the number."""
    for segment in frame.instance.attributes.items(_SEGMENT_SEQUENCE):
        label = segment.text(_SEGMENT_LABEL)
        if segment.integer(_SEGMENT_NUMBER) == value and label:
            return label
    return _("segment {number}").format(number=_plain(float(str(value))))


def _types(frame: Frame) -> tuple[str, ...]:
    """The values of Frame Type, else of Image Type, from the third on."""
    for sequence in _FRAME_TYPES:
        item = frame.groups.item(sequence)
        if item is not None and _FRAME_TYPE in item:
            return item.texts(_FRAME_TYPE)[2:]
    return frame.instance.attributes.texts(tags.IMAGE_TYPE)[2:]


def _magnetic(frame: Frame) -> bool:
    return frame.instance.attributes.text(tags.MODALITY) == "MR"


def _component(frame: Frame) -> str | None:
    """Magnitude, phase, real or imaginary part of an MR image."""
    if not _magnetic(frame):
        return None
    item = frame.attributes(_MR_IMAGE_FRAME_TYPE)
    said = (item.text(_COMPLEX_IMAGE_COMPONENT), *_types(frame))
    found = next((_COMPONENTS[each] for each in said if each in _COMPONENTS), None)
    top = frame.instance.attributes
    number = top.integer(_GE_COMPONENT) if top.text(_GE_CREATOR) == _GE else None
    if found is None and number in range(4):
        return tuple(dict.fromkeys(_COMPONENTS.values()))[number or 0]
    return found


def _dixon(frame: Frame) -> str | None:
    if not _magnetic(frame):
        return None
    return next((_DIXON[each] for each in _types(frame) if each in _DIXON), None)


def _b_value(frame: Frame) -> float | None:
    said = _number(frame, _B_VALUES)
    attributes = frame.instance.attributes
    for creator_tag, creator, tag in _PRIVATE_B_VALUES:
        if said is None and attributes.text(creator_tag) == creator:
            said = attributes.number(tag)
    return None if said is None else round(said % _GE_OFFSET)


_B_VALUES = ((0x00189117, 0x00189087), (_TOP, 0x00189087))
_TYPE_SOURCES = ((_TOP, tags.IMAGE_TYPE), *((each, _FRAME_TYPE) for each in _FRAME_TYPES))

SEGMENT = Facet(
    "segment",
    ((0x0062000A, 0x0062000B),),
    lambda frame: _number(frame, ((0x0062000A, 0x0062000B),)),
    _segment_word,
)
STACK = _textual(
    "stack", lambda value: _("stack {name}").format(name=value), (_FRAME_CONTENT, 0x00209056)
)
COMPONENT = Facet(
    "component",
    (*_TYPE_SOURCES, (_TOP, _COMPLEX_IMAGE_COMPONENT), (_TOP, _GE_COMPONENT)),
    _component,
    lambda value, _frame: _(str(value)),
)
DIXON = Facet("dixon", _TYPE_SOURCES, _dixon, lambda value, _frame: _(str(value)))
KERNEL = _textual("kernel", str, (0x00189314, 0x00181210), (_TOP, 0x00181210))
OPTICAL_PATH = _textual(
    "path", lambda value: _("optical path {name}").format(name=value), (0x00480207, 0x00480106)
)
ECHO = _numeric(
    "echo", lambda value: _("echo {number}").format(number=_plain(value)), (_TOP, 0x00180086)
)
ECHO_TIME = _numeric(
    "te",
    lambda value: _("TE {time} ms").format(time=_plain(value)),
    (0x00189114, 0x00189082),
    (_TOP, 0x00180081),
)
B_VALUE = Facet(
    "b",
    (*_B_VALUES, *((_TOP, tag) for _group, _creator, tag in _PRIVATE_B_VALUES)),
    _b_value,
    lambda value, _frame: _("b {value}").format(value=value),
)
DIRECTIONALITY = _textual("directionality", str.lower, (0x00189117, 0x00189075), (_TOP, 0x00189075))
IMAGE_TYPE = Facet(
    "type",
    _TYPE_SOURCES,
    lambda frame: " ".join(_types(frame)) or None,
    lambda value, _frame: str(value),
)
TUBE_VOLTAGE = _numeric(
    "kv",
    lambda value: _("{value} kV").format(value=_plain(value)),
    (0x00189325, 0x00180060),
    (_TOP, 0x00180060),
)
INVERSION_TIME = _numeric(
    "ti", lambda value: _("TI {time} ms").format(time=_plain(value)), (_TOP, 0x00180082)
)
FLIP_ANGLE = _numeric(
    "flip",
    lambda value: _("flip angle {angle}°").format(angle=_plain(value)),
    (_TOP, 0x00181314),
)
THICKNESS = _numeric(
    "thickness",
    lambda value: _("{thickness} mm thick").format(thickness=_plain(value)),
    (tags.PIXEL_MEASURES_SEQUENCE, tags.SLICE_THICKNESS),
    (_TOP, tags.SLICE_THICKNESS),
)


def _no_word(_value: Value, _frame: Frame) -> str:
    return ""


def _ordinal(name: str, *sources: Source) -> Facet:
    return Facet(name, sources, lambda frame: _number(frame, sources), _no_word)


TEMPORAL_POSITION = _ordinal(
    "time",
    (_FRAME_CONTENT, 0x00209128),
    (_TOP, 0x00200100),
)
TIME_OFFSET = _ordinal("offset", (0x00209310, 0x0020930D))
CARDIAC_PHASE = _ordinal(
    "cardiac",
    (_CARDIAC_SYNCHRONIZATION, 0x00209241),
    (_CARDIAC_SYNCHRONIZATION, 0x00209153),
    (_TOP, 0x00209241),
    (_TOP, 0x00181060),
)
RESPIRATORY_PHASE = _ordinal(
    "breath",
    (0x00209253, 0x00209245),
    (0x00209253, 0x00209255),
    (_TOP, 0x00209245),
)
FRAME_REFERENCE_TIME = _ordinal("reference", (_TOP, 0x00541300))
ACQUISITION = _ordinal("acquisition", (_FRAME_CONTENT, 0x00209156), (_TOP, 0x00200012))

# Whose values are the numbers of phases, from 1.
COUNTED = (TEMPORAL_POSITION,)

# In the order in which frames of one place follow each other.
PHASES = (
    TEMPORAL_POSITION,
    TIME_OFFSET,
    CARDIAC_PHASE,
    RESPIRATORY_PHASE,
    FRAME_REFERENCE_TIME,
    ACQUISITION,
)
