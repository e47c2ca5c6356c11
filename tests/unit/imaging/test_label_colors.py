import numpy as np
import pytest

from workstation.dicom.segmentation import Segment
from workstation.imaging.label_colors import label_of_color, label_palette

_LIVER = Segment(1, "Liver", (41661, 41167, 40792))
_REST = Segment(0, "Rest", (0, 32768, 32768), background=True)


def _colors(*segments: Segment, bits: int = 8) -> list[tuple[int, ...]]:
    known = {segment.number: segment for segment in segments}
    return [tuple(map(int, color)) for color in label_palette(known, bits).entries]


@pytest.mark.parametrize("bits", [8, 16])
def test_every_value_but_0_is_seen(bits: int) -> None:
    """Also those that no segment describes: the brightest of three channels is full."""
    brightest = np.max(_colors(bits=bits), axis=1)
    assert brightest[0] == 0
    assert brightest[1:].min() == 255


def test_the_first_segments_are_told_apart_at_a_glance() -> None:
    """By 50 levels in some channel, each from each; a label map seldom has more than 12."""
    colors = np.array(_colors()[:13])
    apart = np.abs(colors[:, None] - colors[None]).max(axis=2)
    assert apart[~np.eye(13, dtype=bool)].min() >= 50


def test_all_colors_of_8_bits_are_different() -> None:
    """The pixel under the pointer can be named by its color."""
    assert len(set(_colors())) == 256


def test_a_segment_has_the_color_that_the_object_recommends() -> None:
    """As dcmqi writes it for a liver: (217, 130, 101)."""
    assert _colors(_LIVER, _REST)[:2] == [(0, 0, 0), (217, 130, 101)]


@pytest.mark.parametrize(
    "other", [Segment(2, "Spleen", _LIVER.cielab), Segment(2, "Dark", (0, 32768, 32768))]
)
def test_recommended_colors_that_hide_a_segment_are_not_used(other: Segment) -> None:
    """Two alike, or one that cannot be told from nothing."""
    first, second = _colors(_LIVER, other)[1:3]
    assert first != second
    assert max(second) == 255


def test_background_is_black_whatever_its_number() -> None:
    """Some writers give it the highest."""
    colors = _colors(Segment(5, "Rest", background=True))
    assert colors[5] == (0, 0, 0)
    assert colors[4] != (0, 0, 0)


def test_a_segment_is_found_by_its_color() -> None:
    """What two share, or nobody has, names none."""
    known = {1: _LIVER, 0: _REST, 3: Segment(3, "", background=True)}
    assert label_of_color(known, 8, (217, 130, 101)) == 1
    assert label_of_color(known, 8, (0, 0, 0)) is None
    assert label_of_color(known, 8, (1, 2, 3)) is None
