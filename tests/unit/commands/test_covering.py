from dataclasses import replace

import pytest

from tests.support.commands import context
from tests.support.sample_frames import display_set, frame, workspace
from workstation.commands.command import CommandContext
from workstation.commands.table import command
from workstation.dicom.annotation import Annotation, GraphicLayer
from workstation.dicom.overlay import Overlay, OverlayType
from workstation.dicom.presented import Presented
from workstation.dicom.shutter import CircularShutter, Shutter

OVERLAY = Overlay(0x6000, OverlayType.GRAPHICS, 1, 1, (1, 1), b"\1")
SHUTTER = Shutter((CircularShutter((3, 5), 2),))
ROWS = ("image.overlays", "image.shutter")


def _covered() -> CommandContext:
    shown = replace(frame(), overlays=(OVERLAY,), shutter=SHUTTER)
    return context(workspace(display_set([shown])))


def _switches(given: CommandContext) -> tuple[bool, bool]:
    state = given.stage.workspace.viewports[0]
    return state.overlays, state.shutter


@pytest.mark.parametrize(("row", "after"), [(ROWS[0], (False, True)), (ROWS[1], (True, False))])
def test_each_is_switched_for_itself_and_back(row: str, after: tuple[bool, bool]) -> None:
    """As one step that can be undone; the menu shows which is on."""
    given, switch = _covered(), command(row)
    switch.run(given)
    assert _switches(given) == after
    assert switch.checked is not None
    assert not switch.checked(given)
    switch.run(given)
    assert _switches(given) == (True, True)
    given.stage.history.undo()
    assert _switches(given) == after


def test_annotations_can_be_hidden_where_there_is_no_overlay() -> None:
    """A state that leaves the image's overlays out may draw marks of its own."""
    presented = Presented("1.1", "", annotations=(Annotation(GraphicLayer("L", 1)),))
    marked = replace(frame(), presented=presented)
    assert command(ROWS[0]).enabled(context(workspace(display_set([marked]))))


@pytest.mark.parametrize("row", ROWS)
def test_where_nothing_lies_over_the_image_there_is_nothing_to_switch(row: str) -> None:
    """And the menu says so."""
    assert command(row).enabled(_covered())
    assert not command(row).enabled(context())
