"""The reason behind the badge, at the pointer."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from tests.support.reading import FakeFrames, make_window
from tests.support.sample_frames import display_set, frame, geometry, instance, patient
from tests.ui.conftest import shown
from workstation.dicom.model import PersonName
from workstation.display.table import Calibration, identity_table
from workstation.scene.graphics import Text
from workstation.scene.scene import Rect
from workstation.session.badge import words
from workstation.ui.badge_tip import BadgeTip, note
from workstation.ui.reading_window import ReadingWindow


def _tip(window: ReadingWindow) -> tuple[BadgeTip, QPoint]:
    surface = window.surface.as_widget()
    return BadgeTip(window.picture, surface), surface.rect().bottomRight() - QPoint(40, 14)


def test_the_badge_tells_its_reason(qtbot: QtBot, window: ReadingWindow) -> None:
    """The note of the monitor's table."""
    tip, badge = _tip(window)
    assert "nothing is known of this monitor" in tip.text_at(badge.x(), badge.y())


def test_away_from_the_badge_nothing_covers_the_image(qtbot: QtBot, window: ReadingWindow) -> None:
    """Not in the middle, nor in the line above."""
    tip, badge = _tip(window)
    assert tip.text_at(300, 300) == tip.text_at(badge.x(), badge.y() - 60) == ""


def test_a_viewport_on_two_monitors_says_so(qtbot: QtBot, window: ReadingWindow) -> None:
    """The note of one of them would be wrong."""
    tip, badge = _tip(window)
    window.picture.covered = lambda: Rect(0, 0, 100, 100)
    assert "two displays" in tip.text_at(badge.x(), badge.y())


@pytest.mark.parametrize("state", Calibration)
def test_the_note_says_the_word_of_the_badge_once(state: Calibration) -> None:
    """Also where the reason begins with it."""
    for reason in ("A reason.", f"{words(state)}: a reason."):
        said = note(replace(identity_table(), calibration=state, note=reason))
        assert said.startswith(words(state))
        assert said.count(words(state)) == 1


def test_a_sign_tells_what_it_means(qtbot: QtBot, frames: FakeFrames) -> None:
    """All of them do, where the pointer is on the line of one; the name beside it does not."""
    lossy = frame(instance(values={0x0028_2110: ("CS", "01")}), plane=geometry())
    window = shown(qtbot, make_window(frames, display_set([lossy])))
    tip, _badge = _tip(window)
    assert window.picture.scene is not None
    texts = [each for each in window.picture.scene.viewports[0].graphics if isinstance(each, Text)]
    sign = next(each for each in texts if each.content == "LOSSY")
    name = next(each for each in texts if each.content == "DOE, JANE")
    assert "Fine detail was given up" in tip.text_at(sign.x + 5, sign.y + 5)
    assert tip.text_at(sign.x + 5, sign.y + 5).count("<p>") == 1
    assert tip.text_at(name.x + 5, name.y + 5) == ""


def test_the_count_of_other_signs_tells_those(qtbot: QtBot, frames: FakeFrames) -> None:
    """In a small viewport; what stands there has a tooltip of its own."""
    notes = tuple(f"Overlay {number} is damaged" for number in range(30))
    odd = replace(frame(instance(), plane=geometry(-3)), notes=notes)
    window = shown(qtbot, make_window(frames, display_set([odd]), rows=2, columns=2))
    tip, _badge = _tip(window)
    assert window.picture.scene is not None
    texts = [each for each in window.picture.scene.viewports[0].graphics if isinstance(each, Text)]
    more = next(each for each in texts if each.content.startswith("+ "))
    said = tip.text_at(more.x + 3, more.y + 3)
    seen = {each.content for each in texts}
    assert 0 < sum(note in seen for note in notes) < 30
    assert [note in said for note in notes] == [note not in seen for note in notes]
    assert said.count("<b ") == int(more.content.split()[1])


def test_a_name_in_doubt_tells_of_its_character_set(qtbot: QtBot, frames: FakeFrames) -> None:
    """Its mark is explained where it stands."""
    nobody = replace(patient(), name=PersonName("D\ufffdE", doubtful=True))
    window = shown(qtbot, make_window(frames, display_set(of=nobody)))
    tip, _badge = _tip(window)
    assert window.picture.scene is not None
    texts = [each for each in window.picture.scene.viewports[0].graphics if isinstance(each, Text)]
    name = next(each for each in texts if each.content.startswith("⚠"))
    assert "Character set in doubt" in tip.text_at(name.x + 3, name.y + 3)
