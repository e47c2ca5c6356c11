from tests.support.sample_frames import display_set, surface, workspace
from workstation.session.frames import FrameAnswer, FrameStatus
from workstation.session.viewport import inverted, scrolled
from workstation.session.workspace import with_viewport


def test_a_change_of_the_picture_is_a_step() -> None:
    """That can be taken back."""
    on = surface()
    on.stage.change(inverted)
    on.history.undo()
    assert not on.workspace.viewports[0].inverted


def test_a_preview_is_no_step_until_it_is_recorded() -> None:
    """A drag sets a hundred of them."""
    on = surface()
    on.stage.preview(0, inverted(on.workspace.viewports[0]))
    assert on.workspace.viewports[0].inverted
    assert not on.history.can_undo


def test_giving_up_puts_the_picture_back_and_leaves_the_rest() -> None:
    """What was scrolled in between stays scrolled."""
    on = surface()
    before = on.workspace
    state = scrolled(inverted(before.viewports[0]), 2, 5)
    on.store.set(with_viewport(before, 0, state))
    on.stage.give_up(before)
    assert on.workspace.viewports[0] == scrolled(before.viewports[0], 2, 5)


def test_frame_and_pixels_of_a_viewport_belong_together() -> None:
    """Both by the index that it shows."""
    on = surface(workspace(display_set(key="one"), display_set(key="two"), rows=1, columns=2))
    on.stage.change(lambda state: scrolled(state, 3, 5), 1)
    found = on.stage.shown(1)
    assert found is not None
    assert found[0] is on.workspace.display_sets[1].frames[3]
    assert found[1].key[:2] == ("two", 3)


def test_a_frame_that_is_not_decoded_is_not_shown() -> None:
    """There is nothing to compute a window from."""
    on = surface()
    on.frames = lambda _key, _index: FrameAnswer(FrameStatus.LOADING)
    assert on.stage.shown() is None
    assert on.stage.outline() is not None
