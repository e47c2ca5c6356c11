"""Every tool, in the order of the toolbar. A new tool is one file and one row."""

from enum import Enum

from workstation.base.text import N_
from workstation.session.workspace import Workspace
from workstation.tools.navigate import PanDrag, ScrollDrag, ZoomDrag
from workstation.tools.probe import ProbeDrag
from workstation.tools.tool import Tool
from workstation.tools.window import WindowDrag

TOOLS = (
    Tool("window", N_("Window"), "W", "contrast", "window", WindowDrag),
    Tool("scroll", N_("Scroll"), "S", "layers", "scroll", ScrollDrag),
    Tool("zoom", N_("Zoom"), "Z", "zoom-in", "zoom", ZoomDrag),
    Tool("pan", N_("Pan"), "T", "move", "pan", PanDrag),
    Tool("probe", N_("Probe"), "Q", "crosshair", "probe", ProbeDrag),
)
_BY_ID = {tool.id: tool for tool in TOOLS}


class Button(Enum):
    """Buttons of the mouse that begin a gesture."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


def tool(tool_id: str) -> Tool:
    """The tool of this id."""
    return _BY_ID[tool_id]


def tool_of(button: Button, workspace: Workspace) -> Tool:
    """What a button does: left the active tool, middle pan, right zoom."""
    fixed = {Button.MIDDLE: "pan", Button.RIGHT: "zoom"}
    return tool(fixed.get(button, workspace.tool))
