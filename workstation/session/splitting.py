"""Which frames of one size and orientation are scrolled together, by written rules.

Rules are tried one after the other, each on what those before it left. A rule that would not
tell frames apart leaves them together, and so does one that would leave nothing to scroll:

====================  ==================================================  =====================
rule                  applied                                             title
====================  ==================================================  =====================
Segment               always, where the values differ                     its Segment Label
Stack ID              always                                              stack 2
complex component     always (MR)                                         magnitude, phase map
Dixon                 always (MR)                                         water, in phase
Convolution Kernel    always                                              B70f
Optical Path          always                                              optical path 2
Echo Number(s)        where frames share a place                          echo 2
Echo Time             likewise                                            TE 30 ms
Image Type            likewise                                            ADC
Diffusion b-value     likewise                                            b 800
Directionality        likewise                                            isotropic
KVP                   likewise                                            80 kV
Inversion Time        likewise                                            TI 150 ms
Flip Angle            likewise                                            flip angle 15 deg
Slice Thickness       likewise                                            5 mm thick
Temporal Position     likewise: by phase where there are more places      phase 3 of 12
cardiac phase         than phases, else by place, as loops                slice 4 of 9
respiratory phase     likewise
Frame Reference Time  likewise
Acquisition Number    likewise                                            acquisition 2 of 3
other dimensions      likewise, those of the Dimension Index Sequence     its label, 2 of 3
====================  ==================================================  =====================

"Where frames share a place" means: of at least half of all places there are frames with different
values, or there are at least ten frames of each value. So the acquisitions of a step-and-shoot CT
that meet in one slice stay together. Frames of one single place are a loop already, and stay.
What no rule tells apart stays together, place by place, by acquisition and instance number.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from workstation.base.text import _
from workstation.dicom.dictionary import keyword_of
from workstation.dicom.dimension import Dimension, dimensions, index_values
from workstation.dicom.model import Frame
from workstation.session import facets
from workstation.session.facets import Facet, Value
from workstation.session.stack import Levels, levels_of

_ALWAYS = (
    facets.SEGMENT,
    facets.STACK,
    facets.COMPONENT,
    facets.DIXON,
    facets.KERNEL,
    facets.OPTICAL_PATH,
)
_IN_ONE_PLACE = (
    facets.ECHO,
    facets.ECHO_TIME,
    facets.IMAGE_TYPE,
    facets.B_VALUE,
    facets.DIRECTIONALITY,
    facets.TUBE_VOLTAGE,
    facets.INVERSION_TIME,
    facets.FLIP_ANGLE,
    facets.THICKNESS,
)
_MOST_PHASES = 10_000
_ENOUGH = 10  # frames of each value: then they are not pieces of one stack


@dataclass(frozen=True, slots=True)
class Part:
    """Frames that are scrolled together.

    marks   what makes it differ from the other parts, for its key: never translated
    words   the same for its title
    """

    frames: tuple[Frame, ...]
    marks: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def piece(self, frames: Sequence[Frame], mark: str, word: str) -> "Part":
        """A part of this part."""
        words = (*self.words, word) if word else self.words
        return Part(tuple(frames), (*self.marks, mark), words)


def split(frames: Sequence[Frame]) -> tuple[Part, ...]:
    """Every frame in exactly one part; one part where nothing has to be told apart."""
    parts = [Part(tuple(frames))]
    for facet in _ALWAYS:
        parts = [piece for part in parts for piece in _by_value(part, facet)]
    return tuple(piece for part in parts for piece in _apart(part))


def _by_value(part: Part, facet: Facet) -> Iterator[Part]:
    """A part for each value, in the order of the values; those that say none come first."""
    values = facet.values(part.frames)
    distinct = set(values)
    if len(distinct) < 2:
        yield part
        return
    for value in sorted(distinct, key=_sortable):
        members = [frame for frame, own in zip(part.frames, values, strict=True) if own == value]
        word = "" if value is None else facet.word(value, members[0])
        if facet is facets.IMAGE_TYPE:
            word = _own_words(word, distinct)
        yield part.piece(members, f"{facet.name}={value}", word)


def _own_words(types: str, all_types: Iterable[Value | None]) -> str:
    """What of an Image Type the others do not have too."""
    common = set.intersection(*(set(str(each).split()) for each in all_types))
    return " ".join(word for word in types.split() if word not in common)


def _sortable(value: Value | None) -> tuple[int, float, str]:
    if value is None:
        return 0, 0.0, ""
    return (1, float(value), "") if isinstance(value, int | float) else (2, 0.0, str(value))


def _apart(part: Part) -> Iterator[Part]:
    """Part the frames of one place, with the first rule that can; again, until none can."""
    levels = levels_of(part.frames)
    if levels is None or int(levels.max()) + 1 == len(part.frames):
        yield part
        return
    for rule in _rules(part):
        pieces = rule(part, levels)
        if len(pieces) > 1:
            yield from (each for piece in pieces for each in _apart(piece))
            return
    yield part


def _rules(part: Part) -> Iterator[Callable[[Part, Levels], Sequence[Part]]]:
    for facet in _IN_ONE_PLACE:
        yield partial(_in_one_place, facet=facet)
    for facet in facets.PHASES:
        yield partial(_by_phase, facet=facet)
    for number, dimension in enumerate(known := _common_dimensions(part.frames)):
        if not dimension.spatial:
            yield partial(_by_dimension, known=known, number=number)


def _common_dimensions(frames: Sequence[Frame]) -> tuple[Dimension, ...]:
    """The dimensions of the object that all frames are of; () where they are of several."""
    tops = {id(frame.instance): frame.instance.attributes for frame in frames}
    known = {dimensions(top) for top in tops.values()}
    return known.pop() if len(known) == 1 else ()


def _in_one_place(part: Part, levels: Levels, facet: Facet) -> Sequence[Part]:
    if levels.max() == 0 or not _met(facet.values(part.frames), levels):
        return [part]
    return list(_by_value(part, facet))


def _met(values: Sequence[Value | None], levels: Levels) -> bool:
    """Whether the values differ in one place often enough to be meant to."""
    distinct = len(set(values))
    if distinct < 2:
        return False
    pairs = set(zip(levels.tolist(), values, strict=True))
    deep = np.bincount([level for level, _value in pairs])
    shared = int((deep > 1).sum())
    return shared > 0 and (2 * shared >= len(deep) or len(values) >= _ENOUGH * distinct)


def _by_phase(part: Part, levels: Levels, facet: Facet) -> Sequence[Part]:
    word = _acquisition if facet is facets.ACQUISITION else _phase
    counts = facet in facets.COUNTED
    return _phased(part, levels, facet.name, facet.values(part.frames), word, counts=counts)


def _by_dimension(
    part: Part, levels: Levels, known: tuple[Dimension, ...], number: int
) -> Sequence[Part]:
    indices = [index_values(frame.groups, known) for frame in part.frames]
    values = [each[number] if each else None for each in indices]
    word = _labeled(known[number].label or keyword_of(known[number].pointer))
    return _phased(part, levels, f"dimension {number}", values, word, counts=True)


def _phased(
    part: Part,
    levels: Levels,
    name: str,
    values: Sequence[Value | None],
    word: Callable[[int, int], str],
    *,
    counts: bool,
) -> Sequence[Part]:
    """By phase where there are more places, by place where there are more phases.

    counts   the values are the numbers of the phases themselves
    """
    places = int(levels.max()) + 1
    if not _met(values, levels):
        return [part]
    if int(np.bincount(levels).max()) > places:
        return _numbered(part, "slice", levels.tolist(), _slice)
    phases = _aligned(values, places, counts=counts) or _ranked(values, levels)
    return [part] if phases is None else _numbered(part, name, phases, word)


def _aligned(values: Sequence[Value | None], places: int, *, counts: bool) -> list[int] | None:
    """The number of each frame's phase, from 0, where a value comes at most of the places."""
    distinct = sorted(set(values), key=_sortable)
    if 2 * len(values) < places * len(distinct):
        return None
    if counts:
        numbers = [int(value) for value in values if isinstance(value, int | float)]
        if len(numbers) == len(values) and min(numbers) >= 1 and max(numbers) <= _MOST_PHASES:
            return [number - 1 for number in numbers]
    number = {value: count for count, value in enumerate(distinct)}
    return [number[value] for value in values]


def _ranked(values: Sequence[Value | None], levels: Levels) -> list[int] | None:
    """The same by order of time, where each place has its own times, and all as many.

    Where one is missing nobody knows which: a slice of another phase would take its place.
    """
    counts = np.bincount(levels)
    pairs = list(zip(levels.tolist(), values, strict=True))
    if None in values or counts.min() != counts.max() or len(set(pairs)) < len(pairs):
        return None
    order = sorted(range(len(pairs)), key=lambda index: (pairs[index][0], _sortable(values[index])))
    phases = [0] * len(pairs)
    for rank, index in enumerate(order):
        phases[index] = rank % int(counts[0])
    return phases


def _numbered(
    part: Part, name: str, numbers: Sequence[int], word: Callable[[int, int], str]
) -> list[Part]:
    count = max(numbers) + 1
    members: list[list[Frame]] = [[] for _number in range(count)]
    for frame, number in zip(part.frames, numbers, strict=True):
        members[number].append(frame)
    return [
        part.piece(own, f"{name} {number}", word(number + 1, count))
        for number, own in enumerate(members)
        if own
    ]


def _phase(number: int, count: int) -> str:
    return _("phase {number} of {count}").format(number=number, count=count)


def _acquisition(number: int, count: int) -> str:
    return _("acquisition {number} of {count}").format(number=number, count=count)


def _slice(number: int, count: int) -> str:
    return _("slice {number} of {count}").format(number=number, count=count)


def _labeled(label: str) -> Callable[[int, int], str]:
    def word(number: int, count: int) -> str:
        return _("{label} {number} of {count}").format(label=label, number=number, count=count)

    return word
