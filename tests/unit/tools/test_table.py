import pytest

from tests.support.sample_frames import workspace
from workstation.session.workspace import with_tool
from workstation.tools.table import TOOLS, Button, tool_of


@pytest.mark.parametrize(
    ("button", "name"), [(Button.LEFT, "scroll"), (Button.MIDDLE, "pan"), (Button.RIGHT, "zoom")]
)
def test_the_left_button_has_the_active_tool(button: Button, name: str) -> None:
    """The others have their own."""
    assert tool_of(button, with_tool(workspace(), "scroll")).id == name


def test_tools_have_ids_and_keys_of_their_own() -> None:
    """A second row of the same name would hide the first."""
    assert len({row.id for row in TOOLS}) == len(TOOLS) == len({row.key for row in TOOLS})


def test_the_first_tool_is_the_one_at_start() -> None:
    """Window, as most readers expect."""
    assert TOOLS[0].id == workspace().tool
