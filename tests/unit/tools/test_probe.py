from tests.support.sample_frames import surface
from workstation.session.workspace import pointed_at
from workstation.tools.probe import hover
from workstation.tools.table import tool
from workstation.tools.tool import Pointer


def test_the_probe_follows_the_pointer() -> None:
    """From the press on, and changes nothing else."""
    on = surface()
    gesture = tool("probe").press(on.stage, Pointer(10, 20))
    assert gesture is not None
    before = on.workspace
    gesture.drag(Pointer(11, 22))
    gesture.cancel()
    assert on.workspace == pointed_at(before, (11, 22))
    assert not on.history.can_undo


def test_leaving_the_surface_ends_the_read_out() -> None:
    """There is nothing under the pointer."""
    on = surface()
    hover(on.stage, Pointer(1, 2))
    hover(on.stage, None)
    assert on.workspace.pointer is None
