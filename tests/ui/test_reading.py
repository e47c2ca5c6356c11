"""Studies on their way into the workspace."""

from collections.abc import Sequence
from math import cos, pi, sin
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.demo import demo_dicomdir
from tests.support.dicom_bytes import image_dataset, part10
from tests.support.reading import FakeFrames
from workstation.base.store import Store
from workstation.session.workspace import Workspace
from workstation.ui.activity_bar import ActivityBar
from workstation.ui.empty_state import EmptyState
from workstation.ui.messages import Messages
from workstation.ui.reading import Reading


class Around:
    """A reading and what it tells of itself."""

    def __init__(self, qtbot: QtBot) -> None:
        self.store = Store(Workspace())
        self.source = FakeFrames()
        self.activity, self.empty, self.messages = ActivityBar(), EmptyState(), Messages()
        for widget in (self.activity, self.empty, self.messages):
            qtbot.addWidget(widget)
        frames = self.source.as_store()
        self.reading = Reading(self.store, frames, self.activity, self.empty, self.messages)


@pytest.fixture
def around(qtbot: QtBot) -> Around:
    return Around(qtbot)


def _read(qtbot: QtBot, around: Around, path: Path) -> None:
    around.reading.open([path])
    qtbot.waitUntil(lambda: not around.reading.busy, timeout=30_000)


def test_what_was_read_is_shown_and_counted(qtbot: QtBot, around: Around) -> None:
    """The first series is in the first viewport."""
    _read(qtbot, around, demo_dicomdir())
    workspace = around.store.value
    assert workspace.active_viewport.display_set == workspace.display_sets[0].key
    series = {each.series.series_instance_uid for each in workspace.display_sets}
    assert f"{len(series)} series" in around.activity.text


def _views(folder: Path, numbers: Sequence[int]) -> Path:
    """Images around an axis: until the fourth is known they are planes of their own."""
    folder.mkdir()
    for number in numbers:
        dataset = image_dataset()
        dataset.SOPInstanceUID, dataset.InstanceNumber = f"1.2.3.{number}", number
        angle = number * pi / 8
        dataset.ImageOrientationPatient = [f"{cos(angle):.6f}", f"{sin(angle):.6f}", 0, 0, 0, -1]
        dataset.ImagePositionPatient, dataset.PixelSpacing = [0, 0, 0], [1, 1]
        (folder / f"IM{number}").write_bytes(part10(dataset))
    return folder


def test_display_sets_that_are_parted_anew_are_let_go(
    qtbot: QtBot, around: Around, tmp_path: Path
) -> None:
    """Their pixels too; what is on view now is not."""
    _read(qtbot, around, _views(tmp_path / "some", (0, 2)))
    first, second = around.store.value.display_sets
    _read(qtbot, around, _views(tmp_path / "all", range(4)))
    assert [each.key for each in around.store.value.display_sets] == [first.key]
    assert second.key in around.source.closed
    assert first.key not in around.source.closed


def test_a_series_that_was_split_is_one_series(
    qtbot: QtBot, around: Around, tmp_path: Path
) -> None:
    """Also where it is shown as two planes."""
    _read(qtbot, around, _views(tmp_path / "some", (0, 2)))
    assert len(around.store.value.display_sets) == 2
    assert "1 series" in around.activity.text


def test_the_workspace_knows_whether_counts_are_final(qtbot: QtBot, around: Around) -> None:
    """Gaps are told of only when nothing more can come."""
    around.reading.open([demo_dicomdir()])
    assert around.store.value.reading
    qtbot.waitUntil(lambda: not around.reading.busy, timeout=30_000)
    assert not around.store.value.reading


def test_a_folder_without_images_is_said_to_be_one(
    qtbot: QtBot, around: Around, tmp_path: Path
) -> None:
    """The user must not wait for them."""
    _read(qtbot, around, tmp_path)
    assert "no image" in around.empty.text


def test_broken_files_are_counted_and_stop_nothing(
    qtbot: QtBot, around: Around, tmp_path: Path
) -> None:
    """Which they are, and what is wrong, is in the list."""
    (tmp_path / "IM1").write_bytes(b"\0" * 128 + b"DICM" + b"\x02\x00")
    _read(qtbot, around, tmp_path)
    assert around.activity.problem_count_text == "1 problem"
    assert around.reading.problems[0][0].endswith("IM1")


def test_forgetting_closes_everything(qtbot: QtBot, around: Around) -> None:
    """Workspace, frames, problems."""
    _read(qtbot, around, demo_dicomdir())
    opened = {display_set.key for display_set in around.source.opened}
    around.reading.forget()
    assert around.store.value.display_sets == ()
    assert set(around.source.closed) == opened


def test_opening_the_same_disc_again_doubles_nothing(qtbot: QtBot, around: Around) -> None:
    """A display set is named by its series."""
    _read(qtbot, around, demo_dicomdir())
    count = len(around.store.value.display_sets)
    _read(qtbot, around, demo_dicomdir())
    assert len(around.store.value.display_sets) == count


def _in_cyrillic(folder: Path, number: int) -> Path:
    """An image of a series whose patient's name is in a set that it does not declare."""
    dataset = image_dataset()
    dataset.SOPInstanceUID, dataset.InstanceNumber = f"1.2.3.{number}", number
    content = part10(dataset).replace(b"Doe^Jane", "Иванов^И".encode("cp1251"))
    (folder / f"IM{number}").write_bytes(content)
    return folder / f"IM{number}"


def test_a_character_set_that_was_chosen_holds_while_the_study_grows(
    qtbot: QtBot, around: Around, tmp_path: Path
) -> None:
    """And after it was closed and opened again; its place on the screen does not change."""
    first, second = (_in_cyrillic(tmp_path, number) for number in (1, 2))
    _read(qtbot, around, first)
    assert around.store.value.display_sets[0].study.patient.name.doubtful
    around.reading.use_character_set(around.store.value.display_sets[0].study, ("WINDOWS-1251",))
    _read(qtbot, around, second)
    around.reading.forget()
    _read(qtbot, around, tmp_path)
    (shown,) = around.store.value.display_sets
    name = shown.study.patient.name
    assert (name.alphabetic, name.doubtful, len(shown.frames)) == ("Иванов^И", False, 2)
    assert around.store.value.active_viewport.display_set == shown.key
