import pytest

from tests.support.commands import Clock, context
from tests.support.sample_frames import display_set, stack, workspace
from workstation.commands.going import toggle_cine
from workstation.commands.table import command
from workstation.session.viewport import Cine


@pytest.mark.parametrize(
    ("command_id", "frame_index"),
    [
        ("go.next_image", 13),
        ("go.previous_image", 11),
        ("go.ten_on", 22),
        ("go.ten_back", 2),
        ("go.first_image", 0),
        ("go.last_image", 29),
    ],
)
def test_keys_go_through_the_stack(command_id: str, frame_index: int) -> None:
    """From the thirteenth of thirty; going is no step to undo."""
    given = context(workspace(display_set(stack(30))))
    command("go.ten_on").run(given)
    for _press in range(2):
        command("go.next_image").run(given)
    command(command_id).run(given)
    assert given.stage.workspace.viewports[0].frame_index == frame_index
    assert not given.stage.history.can_undo


def test_cine_starts_at_the_frame_that_is_shown_and_stops_there() -> None:
    """By the clock of the window."""
    clock = Clock(7.0)
    given = context(clock=clock)
    command("go.next_image").run(given)
    shown = given.stage.workspace
    toggle_cine(given)
    playing = given.stage.workspace.viewports[0]
    assert playing.cine == Cine(10.0, 7.0, 1)
    toggle_cine(given)
    assert given.stage.workspace == shown


def test_one_image_does_not_play() -> None:
    """There is nothing after it."""
    given = context(workspace(display_set(stack(1))))
    toggle_cine(given)
    assert given.stage.workspace.viewports[0].cine is None


def test_faster_and_slower_are_each_other_s_inverse() -> None:
    """In steps of a quarter."""
    given = context()
    toggle_cine(given)
    command("cine.faster").run(given)
    assert _rate(given.stage.workspace.viewports[0].cine) == 12.5
    command("cine.slower").run(given)
    assert _rate(given.stage.workspace.viewports[0].cine) == 10.0


def _rate(cine: Cine | None) -> float:
    return 0.0 if cine is None else cine.frames_per_second


def test_series_and_viewports_are_stepped_through() -> None:
    """Series by PgDn, viewports by Tab."""
    given = context(workspace(display_set(key="one"), display_set(key="two"), rows=1, columns=2))
    command("go.next_viewport").run(given)
    assert given.stage.workspace.active == 1
    command("go.previous_series").run(given)
    assert given.stage.workspace.viewports[1].display_set == "one"
