"""What is named is read in the background, one after the other."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.demo import demo_dicomdir
from tests.support.dicom_bytes import image_dataset, part10
from tests.support.sample_frames import display_set
from workstation.base.errors import WorkstationError
from workstation.session.display_set import DisplaySet
from workstation.ui.opener import Opener, combined


@pytest.fixture
def opener(qtbot: QtBot) -> Opener:
    return Opener()


def test_display_sets_grow_until_the_end(qtbot: QtBot, opener: Opener) -> None:
    """The last time all of them are there."""
    grown: list[int] = []
    opener.grew.connect(lambda sets: grown.append(sum(len(each.frames) for each in sets)))
    with qtbot.waitSignal(opener.ended, timeout=30_000):
        opener.open([demo_dicomdir()])
    assert grown == sorted(grown)
    assert grown[-1] > 200


def test_what_cannot_be_read_is_named(qtbot: QtBot, opener: Opener, tmp_path: Path) -> None:
    """With the sentence of what is wrong."""
    broken = tmp_path / "IM1"
    broken.write_bytes(b"\0" * 128 + b"DICM" + b"\x02\x00")
    with qtbot.waitSignal(opener.ended):
        opener.open([broken])
    (name, error) = opener.problems[0]
    assert name.endswith("IM1")
    assert isinstance(error, WorkstationError)


def test_a_second_request_waits_for_the_first(qtbot: QtBot, opener: Opener, tmp_path: Path) -> None:
    """And is not lost."""
    names: list[str] = []
    opener.started.connect(names.append)
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    with qtbot.waitSignal(opener.ended):
        opener.open([tmp_path / "first"])
        opener.open([tmp_path / "second"])
    assert names == ["first", "second"]


def test_what_fails_to_be_made_is_told(qtbot: QtBot, opener: Opener) -> None:
    """The demo disc, where its folder cannot be written."""

    class FullError(WorkstationError):
        sentence = "The disk is full."

    def make() -> tuple[Path, ...]:
        raise FullError

    with qtbot.waitSignals([opener.failed, opener.ended]):
        opener.open_made("Demo", make)


def _slices(folder: Path, numbers: Sequence[int], pixel: int = 0) -> Path:
    """Images of one series in a folder of their own."""
    folder.mkdir()
    for number in numbers:
        dataset = image_dataset()
        dataset.PatientID, dataset.Modality = "17", "CT"
        dataset.StudyInstanceUID, dataset.SeriesInstanceUID = "1.2.3", "1.2.3.4"
        dataset.SOPInstanceUID, dataset.InstanceNumber = f"1.2.3.4.{number}", number
        content = part10(dataset) + bytes(pixel)
        (folder / f"IM{number}").write_bytes(content)
    return folder


def _read(qtbot: QtBot, opener: Opener, *folders: Path) -> tuple[DisplaySet, ...]:
    """Open one after the other; what is shown then."""
    shown: tuple[DisplaySet, ...] = ()

    def grew(reading: tuple[DisplaySet, ...]) -> None:
        nonlocal shown
        shown = combined(shown, reading)

    opener.grew.connect(grew)
    for folder in folders:
        with qtbot.waitSignal(opener.ended, timeout=30_000):
            opener.open([folder])
    return shown


def test_a_series_in_two_folders_is_shown_whole(
    qtbot: QtBot, opener: Opener, tmp_path: Path
) -> None:
    """The second folder does not take the first one's images away."""
    first, second = _slices(tmp_path / "a", (1, 2)), _slices(tmp_path / "b", (3,))
    (display_set,) = _read(qtbot, opener, first, second)
    assert [each.instance.instance_number for each in display_set.frames] == [1, 2, 3]


def test_what_was_closed_does_not_come_back(qtbot: QtBot, opener: Opener, tmp_path: Path) -> None:
    """The images of the first folder were closed before the second was opened."""
    _read(qtbot, opener, _slices(tmp_path / "a", (1, 2)))
    opener.forget()
    (display_set,) = _read(qtbot, opener, _slices(tmp_path / "b", (3,)))
    assert len(display_set.frames) == 1


def test_an_image_that_comes_again_as_another_is_told_of(
    qtbot: QtBot, opener: Opener, tmp_path: Path
) -> None:
    """The first stays in view."""
    first, other = _slices(tmp_path / "a", (1,)), _slices(tmp_path / "b", (1,), pixel=2)
    (display_set,) = _read(qtbot, opener, first, other)
    assert display_set.frames[0].instance.file.path.parent == first
    assert [error.message_id for _name, error in opener.problems] == ["media.conflicting-instance"]


def test_a_display_set_that_comes_again_keeps_its_place() -> None:
    """The newer one stands where the older stood; new ones follow."""
    before = [display_set(key="a"), display_set(key="b")]
    again, fresh = display_set(key="a"), display_set(key="c")
    assert combined(before, [fresh, again]) == (again, before[1], fresh)


def test_a_display_set_whose_frames_came_again_in_others_goes() -> None:
    """As more of its series is known it is parted; what did not all come again stays."""
    whole = display_set(key="a")
    halves = [replace(whole, key=f"a | echo={n}", frames=whole.frames[n::2]) for n in (0, 1)]
    assert combined([whole], halves) == tuple(halves)
    assert combined([whole], halves[:1]) == (whole, halves[0])
