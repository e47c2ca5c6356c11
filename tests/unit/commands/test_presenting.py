from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from tests.support.commands import context
from tests.support.sample_frames import display_set, series, study, workspace
from tests.support.states import image_frames, state_dataset, state_instance
from workstation.commands.command import CommandContext
from workstation.commands.presenting import choices, choose, step
from workstation.commands.table import command
from workstation.session.display_set import DisplaySet
from workstation.session.viewport import flipped_horizontally


def _state(uid: str, date: str, label: str, kind: str = "1") -> Dataset:
    dataset = state_dataset(uid=uid, kind=kind)
    dataset.PresentationCreationDate, dataset.ContentLabel = date, label
    return dataset


@pytest.fixture
def given(tmp_path: Path) -> CommandContext:
    """An image with an older, a newer and, in between, a blending state."""
    frames = image_frames(tmp_path)
    states = [
        state_instance(tmp_path, each)
        for each in (
            _state("1.1", "20200101", "OLD"),
            _state("1.3", "20240101", "NEW"),
            _state("1.2", "20220101", "BLEND", kind="4"),
        )
    ]
    shown = series([frames[0].instance])
    whole = study([shown, series(states, uid="1.2.9", modality="PR")])
    return context(workspace(DisplaySet("one", whole, shown, "one", frames)))


def test_stepping_goes_from_none_to_the_newest_and_round(given: CommandContext) -> None:
    """None, 2024, 2022, 2020, none."""
    seen = []
    for _press in range(5):
        step(1)(given)
        seen.append(given.stage.workspace.active_viewport.state)
    assert seen == ["1.3", "1.2", "1.1", None, "1.3"]


def test_stepping_back_goes_the_other_way(given: CommandContext) -> None:
    """From none to the oldest."""
    step(-1)(given)
    assert given.stage.workspace.active_viewport.state == "1.1"


def test_a_state_is_chosen_by_its_number_and_given_up(given: CommandContext) -> None:
    """Each is one step that can be taken back."""
    choose(3)(given)
    assert given.stage.workspace.active_viewport.state == "1.1"
    command("state.none").run(given)
    given.stage.history.undo()
    assert given.stage.workspace.active_viewport.state == "1.1"


def test_what_was_meant_for_another_picture_does_not_change_the_states(
    given: CommandContext,
) -> None:
    """The user's flip goes when a state comes."""
    given.stage.change(flipped_horizontally)
    choose(1)(given)
    assert not given.stage.workspace.active_viewport.flipped


def test_the_menu_names_the_states(given: CommandContext) -> None:
    """By label and date; what cannot be applied says so."""
    labels = [command(f"state.{number}").label for number in (1, 2, 3, 4)]
    assert [label(given) for label in labels if label is not None] == [
        "NEW 2024-01-01",
        "BLEND 2022-01-01: cannot be applied",
        "OLD 2020-01-01",
        "State 4",
    ]


def test_the_chosen_state_is_marked(given: CommandContext) -> None:
    """And one number past the last does nothing."""
    choose(1)(given)
    choose(4)(given)
    rows = [command(f"state.{name}") for name in ("none", "1", "2")]
    assert [row.checked is not None and row.checked(given) for row in rows] == [False, True, False]


def test_without_states_there_is_nothing_to_choose() -> None:
    """The key does nothing then."""
    given = context(workspace(display_set()))
    step(1)(given)
    assert choices(given) == ()
    assert not command("state.next").enabled(given)
    assert given.stage.workspace.active_viewport.state is None
