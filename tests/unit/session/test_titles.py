from dataclasses import replace

import pytest

from tests.support.sample_frames import frame, geometry, instance, series
from workstation.dicom.geometry import PlaneGeometry
from workstation.dicom.model import Frame
from workstation.session.titles import Named, orientation_word, part_titles, series_name

AXIAL = geometry()
SAGITTAL = geometry(row_direction=(0.0, 1.0, 0.0), col_direction=(0.0, 0.0, -1.0))
CORONAL = geometry(row_direction=(1.0, 0.0, 0.0), col_direction=(0.0, 0.0, -1.0))
OBLIQUE = geometry(row_direction=(1.0, 0.0, 0.0), col_direction=(0.0, 0.8, -0.6))


def _named(
    *frames: Frame, bundle: str = "a", alone: bool = False, words: tuple[str, ...] = ()
) -> Named:
    return Named(bundle, frames, alone, words)


def _titles(*sets: Named) -> list[str]:
    return part_titles(sets)


def test_a_series_without_a_description_is_called_by_its_modality() -> None:
    """Else by what the equipment calls it."""
    shown = series()
    assert series_name(shown) == "THIN"
    assert series_name(replace(shown, description="")) == "CT"


def test_a_description_in_doubt_is_marked() -> None:
    """Wherever the series is named."""
    assert series_name(replace(series(), doubtful=frozenset((0x0008103E,)))) == "⚠ THIN"


def test_one_display_set_is_called_like_its_series() -> None:
    """Nothing more to say, whatever it is."""
    scout = frame(
        instance(values={0x0008_0008: ("CS", "ORIGINAL\\PRIMARY\\LOCALIZER")}), plane=SAGITTAL
    )
    assert _titles(_named(scout)) == [""]


def test_what_a_series_was_split_by_is_said() -> None:
    """In the order of the rules."""
    sets = [_named(frame(), words=("b 800", f"phase {n} of 2")) for n in (1, 2)]
    assert _titles(*sets) == ["b 800 · phase 1 of 2", "b 800 · phase 2 of 2"]


def test_planes_are_named_where_there_are_several() -> None:
    """A pilot in three planes."""
    sets = [_named(frame(plane=each)) for each in (AXIAL, SAGITTAL, CORONAL)]
    assert _titles(*sets) == ["axial", "sagittal", "coronal"]


def test_images_that_stand_for_themselves_have_their_numbers() -> None:
    """Loops of one echo."""
    sets = [
        _named(frame(instance(f"1.{n}", n, frames=4)), bundle=str(n), alone=True) for n in (3, 5)
    ]
    assert _titles(*sets) == ["#3", "#5"]


def test_no_two_titles_are_the_same() -> None:
    """Where nothing else tells them apart they are counted."""
    sets = [_named(frame(plane=plane)) for plane in (OBLIQUE, OBLIQUE, AXIAL)]
    assert _titles(*sets) == ["oblique (1)", "oblique (2)", "axial"]


def test_sizes_and_color_are_named_where_they_differ() -> None:
    """Columns first, as everybody says it."""
    large, small = frame(instance(size=(6, 10))), frame(instance(size=(4, 8)))
    assert _titles(_named(large), _named(small, bundle="b")) == ["10 × 6", "8 × 4"]
    color = frame(instance(photometric="RGB"))
    assert _titles(_named(large), _named(color, bundle="b")) == ["", "color"]


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("LOCALIZER", "localizer"),
        ("LABEL", "label"),
        ("OVERVIEW", "overview"),
        ("AXIAL", ""),
    ],
)
def test_what_is_no_slice_is_named(kind: str, word: str) -> None:
    """Beside the others of its series."""
    own = frame(instance(values={0x0008_0008: ("CS", f"ORIGINAL\\PRIMARY\\{kind}")}))
    other = _named(frame(), bundle="b", words=("x",))
    assert _titles(_named(own), other)[0] == word


@pytest.mark.parametrize(
    ("plane", "word"),
    [
        (AXIAL, "axial"),
        (SAGITTAL, "sagittal"),
        (CORONAL, "coronal"),
        (OBLIQUE, "oblique"),
        (None, ""),
    ],
)
def test_a_plane_has_a_word(plane: PlaneGeometry | None, word: str) -> None:
    """That of the axis it looks along."""
    assert orientation_word(plane) == word
