from dataclasses import replace
from pathlib import Path

from tests.support.dicom_bytes import image_dataset
from tests.support.stated import state_of, stated
from tests.support.states import IMAGE_UID, image_reference, item, state_dataset
from workstation.dicom.lut import LutShape
from workstation.session.hanging import arrived
from workstation.session.states import states_for
from workstation.session.viewport import at_frame
from workstation.session.workspace import changed


def test_the_newest_state_comes_first(tmp_path: Path) -> None:
    """By date, then by time."""
    late = state_of("1.3", "20240101", PresentationCreationTime="2359")
    found = stated(tmp_path, state_of("1.1", "20200101"), state_of("1.2", "20240101"), late)
    assert [choice.uid for choice in found.states(0)] == ["1.3", "1.2", "1.1"]


def test_only_states_that_name_the_frame_can_be_chosen(tmp_path: Path) -> None:
    """One is for another image, one for frame 2 of this one."""
    other = state_dataset(image_reference("9.9"), uid="1.1")
    second = state_dataset(image_reference(IMAGE_UID, 2), uid="1.2")
    found = stated(tmp_path, other, second, image=image_dataset(frames=3))
    on_second = changed(found, lambda state: at_frame(state, 1, 3))
    assert found.states(0) == ()
    assert [choice.uid for choice in on_second.states(0)] == ["1.2"]


def test_the_frame_of_a_viewport_is_that_of_its_state(tmp_path: Path) -> None:
    """All who ask for it see the state: tools, commands, the picture."""
    found = stated(tmp_path, state_of("1.1", PresentationLUTShape="INVERSE"), chosen="1.1")
    frame, plain = found.frame(0), found.plain_frame(0)
    assert frame is not None
    assert plain is not None
    assert (frame.presentation, plain.presentation) == (LutShape.INVERSE, LutShape.IDENTITY)
    assert found.frame(0) is frame


def test_a_frame_that_the_state_does_not_name_stays_as_it_is(tmp_path: Path) -> None:
    """Scrolled on from the frame it is for."""
    state = state_dataset(image_reference(IMAGE_UID, 2), uid="1.2")
    found = stated(tmp_path, state, image=image_dataset(frames=3), chosen="1.2")
    applied = found.applied(0)
    assert applied is not None
    assert applied.frame is found.plain_frame(0)
    assert applied.choice is not None
    assert applied.problem is None


def test_a_damaged_state_is_a_choice_with_its_problem(tmp_path: Path) -> None:
    """And the image is shown as it is."""
    found = stated(tmp_path, state_of("1.1", ImageRotation=45), chosen="1.1")
    applied = found.applied(0)
    assert applied is not None
    assert applied.frame is found.plain_frame(0)
    assert "rotation" in str(applied.problem)


def test_a_state_that_contradicts_the_image_has_a_problem_with_it(tmp_path: Path) -> None:
    """It can be read, and not applied."""
    two = [item(WindowCenter="1", WindowWidth="2")] * 2
    found = stated(tmp_path, state_of("1.1", SoftcopyVOILUTSequence=two), chosen="1.1")
    applied = found.applied(0)
    assert applied is not None
    assert applied.frame is found.plain_frame(0)
    assert "two VOI LUTs" in str(applied.problem)


def test_a_blending_state_is_a_choice_for_the_images_it_blends(tmp_path: Path) -> None:
    """It names them in a sequence of its own (PS3.3 C.11.14)."""
    state = state_dataset(kind="4")
    state.BlendingSequence = [item(ReferencedSeriesSequence=state.ReferencedSeriesSequence)]
    del state.ReferencedSeriesSequence
    (choice,) = stated(tmp_path, state).states(0)
    assert "blending" in str(choice.problem)


def test_a_state_that_arrives_later_can_be_chosen(tmp_path: Path) -> None:
    """The study is read while it is looked at."""
    before = stated(tmp_path)
    after = arrived(before, stated(tmp_path, state_of("1.1")).display_sets)
    assert (len(before.states(0)), len(after.states(0))) == (0, 1)


def test_states_are_found_in_all_open_studies(tmp_path: Path) -> None:
    """A state that was written into another study names its image all the same."""
    found = stated(tmp_path, state_of("1.1"))
    shown = found.display_sets[0]
    alone = replace(shown, key="two", study=replace(shown.study, series=(shown.series,)))
    apart = replace(found, display_sets=(alone, shown))
    assert len(states_for(apart, alone.frames[0])) == 1
