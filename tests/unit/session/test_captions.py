from dataclasses import replace

import numpy as np
import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes
from tests.support.sample_frames import display_set, frame, geometry, instance, patient, stack
from workstation.dicom import tags
from workstation.dicom.functional_groups import functional_groups
from workstation.dicom.lut import LookupTable, VoiFunction, Window
from workstation.dicom.model import Frame, PersonName
from workstation.dicom.tiles import Tile
from workstation.session.caption import Captions
from workstation.session.captions import (
    identity,
    image,
    study,
    technique,
    window,
    written_date,
    written_number,
    written_time,
    written_voi,
)
from workstation.session.look import CAUTION, TEXT


def _lines(captions: Captions) -> list[str]:
    return [caption.content for caption in captions]


def test_identity_is_name_id_birth_date_and_sex() -> None:
    """In this order."""
    assert _lines(identity(display_set())) == ["DOE, JANE", "ID P1", "1950-04-01  F"]


def test_a_name_stands_in_its_own_script_too() -> None:
    """The ideographic group has a line of its own."""
    person = replace(patient(), name=PersonName("Yamada^Tarou", "山田^太郎", "やまだ^たろう"))
    assert _lines(identity(display_set(of=person)))[:2] == [
        "Yamada, Tarou",
        "山田 太郎 (やまだ たろう)",
    ]


def test_a_doubtful_text_is_marked_where_it_stands() -> None:
    """Mark and color; what is plain beside it is not."""
    plain = display_set()
    doubted = replace(plain.study, doubtful=frozenset((tags.STUDY_DESCRIPTION,)))
    found = study(replace(plain, study=doubted))
    assert [(each.content, each.color) for each in found][::2] == [
        ("HOSPITAL", TEXT),
        ("⚠ CHEST", CAUTION),
    ]


def test_a_doubtful_name_is_marked_in_each_line() -> None:
    """Both may be wrong."""
    person = replace(patient(), name=PersonName("a", "山", doubtful=True))
    assert _lines(identity(display_set(of=person)))[:2] == ["⚠ a", "⚠ 山"]


def test_who_has_no_name_and_no_id_is_shown_as_such() -> None:
    """An empty corner would look like one that was switched off."""
    nobody = patient("", "")
    assert _lines(identity(display_set(of=nobody)))[:2] == ["No name", "No ID"]


def test_the_study_is_institution_date_description_and_number() -> None:
    """Top right."""
    assert _lines(study(display_set())) == ["HOSPITAL", "2024-01-31  08:15", "CHEST", "Acc A7"]


def test_the_technique_names_series_and_settings() -> None:
    """With their units; what is not there leaves no trace."""
    made = frame(instance(values={0x0018_0060: ("DS", "120"), 0x0018_1210: ("SH", "B30f")}))
    lines = _lines(technique(display_set(), made))
    assert lines == ["Series 4  THIN", "CT  CHEST", "120 kV", "B30f"]


def _number(shown: Frame, frame_index: int = 2) -> str:
    return _lines(image(shown, frame_index, 5, reading=False))[-1]


def test_the_image_number_counts_from_one() -> None:
    """The number of the place in the stack is enough where the equipment's is the same."""
    assert _number(stack()[2]) == "Image 3 / 5"


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (frame(instance(number=40)), "Image 3 / 5  #40"),
        (frame(instance(number=None)), "Image 3 / 5"),
        (frame(instance(frames=9), frame_index=7), "Image 3 / 5  frame 8"),
        (frame(instance(frames=9), frame_index=2), "Image 3 / 5"),
    ],
)
def test_another_number_of_the_equipment_is_shown_beside_it(shown: Frame, text: str) -> None:
    """Instance or frame number: what a report refers to."""
    assert _number(shown) == text


def test_a_count_that_is_not_final_says_so() -> None:
    """While a source is being read."""
    assert _lines(image(stack()[0], 0, 5, reading=True))[-1] == "Image 1 / 5…"


def test_a_frame_of_a_concatenation_has_its_number_in_the_whole() -> None:
    """As if the image had never been parted."""
    values = {
        0x0020_9161: ("UI", "1.2.77"),
        0x0020_9162: ("US", "\2\0"),
        0x0020_9228: ("UL", "\100\0\0\0"),
    }
    part = frame(instance(frames=9, values=values), frame_index=4)
    assert _number(part) == "Image 3 / 5  frame 69"


def test_a_tile_says_where_it_lies_in_the_whole() -> None:
    """In pixels, counted from 1."""
    tile = replace(frame(), tile=Tile(0, 512, 1024, 4096, 8192))
    assert (
        _lines(image(tile, 0, 5, reading=False))[0] == "Tile at column 1025, row 513 of 8192 × 4096"
    )


def test_where_a_tile_lies_is_said_in_fewer_words_where_room_is_short() -> None:
    """Cut short it would say nothing."""
    tile = replace(frame(), tile=Tile(0, 512, 1024, 4096, 8192))
    assert image(tile, 0, 5, reading=False)[0].short == "Tile 1025, 513 of 8192 × 4096"


def test_what_a_display_set_is_of_its_series_is_said() -> None:
    """Where the series was split."""
    lines = _lines(technique(replace(display_set(), part="echo 2"), frame()))
    assert lines[:2] == ["Series 4  THIN", "echo 2"]


def test_a_frame_has_a_side_and_a_thickness_of_its_own() -> None:
    """Functional groups win over what the top level says of all frames."""
    item, anatomy, measures = Dataset(), Dataset(), Dataset()
    anatomy.FrameLaterality, measures.SliceThickness = "L", 3
    item.FrameAnatomySequence, item.PixelMeasuresSequence = [anatomy], [measures]
    top = Dataset()
    top.PerFrameFunctionalGroupsSequence = [item]
    groups = functional_groups(attributes(top), 1)[0]
    whole = instance(values={0x0020_0062: ("CS", "R"), 0x0018_0050: ("DS", "9")})
    own = replace(frame(whole), groups=groups)
    assert _lines(technique(display_set(), own))[1] == "CT  CHEST  L"
    assert _lines(image(own, 0, 1, reading=False))[0] == "Thickness 3 mm"


def test_position_and_thickness_are_in_millimeters() -> None:
    """Position along the normal; minus is a minus, and zero has none."""
    thick = instance(values={0x0018_0050: ("DS", "2.50")})
    lines = _lines(image(frame(thick, plane=geometry(-7.25)), 0, 1, reading=False))
    assert lines[:2] == ["Thickness 2.5 mm", "Position −7.2 mm"]
    assert "Position 0 mm" in _lines(image(frame(plane=geometry(-0.01)), 0, 1, reading=False))


def test_window_and_zoom_are_shown_as_set() -> None:
    """With the name that the window came with."""
    lines = _lines(window(Window(-600, 1500, explanation="Lung"), 1.234))
    assert lines == ["Zoom 1.23×", "C −600  W 1500  Lung"]


def test_an_inversion_by_the_user_is_written_beside_the_window() -> None:
    """Bright for dark is a mistake that looks right, in a viewport that is not the active one."""
    assert _lines(window(Window(40, 400), 2, inverted=True))[1] == "C 40  W 400  inverted"
    assert _lines(window(None, 2, inverted=True))[1] == "inverted"


def test_color_has_no_window() -> None:
    """Nothing is written that does not apply."""
    assert _lines(window(None, 2)) == ["Zoom 2.00×"]


def test_a_table_and_a_sigmoid_are_called_so() -> None:
    """They look other than a window of the same numbers."""
    table = LookupTable(0, np.arange(4, dtype=np.uint16), 8, "NORMAL")
    assert written_voi(table) == "LUT  NORMAL"
    assert written_voi(Window(10, 20, VoiFunction.SIGMOID)) == "C 10  W 20  sigmoid"
    assert written_voi(Window(10, 20, explanation="HOT"), "Gy") == "C 10  W 20 Gy  HOT"


@pytest.mark.parametrize(
    ("value", "text"), [(-0.5, "−0.5"), (12345.6, "12346"), (0.12345, "0.1235"), (40, "40")]
)
def test_numbers_are_short_and_have_a_true_minus(value: float, text: str) -> None:
    """Four digits tell enough."""
    assert written_number(value) == text


def test_dates_and_times_that_are_none_are_left_as_they_are() -> None:
    """ACR-NEMA wrote dots."""
    assert written_date("1994.11.05") == "1994.11.05"
    assert written_time("8") == "8"
