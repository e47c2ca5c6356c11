"""What stands in the strip of series."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.support.sample_frames import display_set, stack
from workstation.ui.thumbnail_model import MIME_TYPE, ThumbnailModel
from workstation.ui.tooltips import plain

ONE, TWO = display_set(key="one"), display_set(key="two", study_uid="1.3")


@pytest.fixture
def model(qtbot: QtBot) -> ThumbnailModel:
    model = ThumbnailModel()
    model.show_display_sets([ONE, TWO])
    return model


def test_each_study_has_a_heading(model: ThumbnailModel) -> None:
    """Which can be neither chosen nor dragged."""
    keys = [model.key_at(model.index(row)) for row in range(model.rowCount())]
    assert keys == [None, "one", None, "two"]
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags


def test_a_series_is_told_in_words(model: ThumbnailModel) -> None:
    """Description, modality, number, count and date."""
    assert model.data(model.index(1)) == "One, CT 4  ·  5 images, 2024-01-31"


def test_a_description_is_no_markup_in_a_tooltip(model: ThumbnailModel) -> None:
    """Qt takes it for some if it looks like it."""
    tip = model.data(model.index(1, 0), Qt.ItemDataRole.ToolTipRole)
    assert tip == plain(model.data(model.index(1, 0)))


def test_what_has_been_seen_is_remembered(model: ThumbnailModel) -> None:
    """Each frame once, however often it is seen."""
    model.add_seen([("one", 0), ("one", 0), ("one", 3), ("gone", 1)])
    entry = model.entry("one")
    assert entry is not None
    assert entry.seen_part == pytest.approx(2 / 5)


def test_what_was_seen_is_kept_when_the_series_grows(model: ThumbnailModel) -> None:
    """And so is its picture."""
    model.set_picture("one", QImage(4, 4, QImage.Format.Format_RGB32))
    model.add_seen([("one", 0)])
    model.show_display_sets([display_set(stack(8, uid="1.2.one"), "one"), TWO])
    entry = model.entry("one")
    assert entry is not None
    assert entry.seen == {0}
    assert [each.key for each in model.waiting()] == ["two"]


def test_a_change_of_one_entry_resets_nothing(qtbot: QtBot, model: ThumbnailModel) -> None:
    """The strip would jump to its top."""
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_state(frozenset({"one"}), "one")


def test_a_dragged_series_is_named_by_its_key(model: ThumbnailModel) -> None:
    """Nothing else leaves the strip."""
    carried = model.mimeData([model.index(3)])
    assert bytes(carried.data(MIME_TYPE).data()) == b"two"
