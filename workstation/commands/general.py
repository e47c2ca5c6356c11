"""Commands of the window as a whole: files, undo, layout, tools, help."""

from workstation.base.text import N_
from workstation.commands.command import Command, CommandContext, Run
from workstation.commands.conditions import has_studies, rearrange, tool_is
from workstation.session.character_sets import depends_on_character_set
from workstation.session.hanging import with_layout
from workstation.session.layout import Layout
from workstation.session.workspace import maximize_toggled, next_corner_text, with_tool
from workstation.tools.table import TOOLS
from workstation.tools.tool import Tool

_FILE, _EDIT, _VIEW = N_("&File"), N_("&Edit"), N_("&View")
_TOOLS, _LAYOUT, _HELP = N_("&Tools"), N_("&Layout"), N_("&Help")
_LAYOUTS = ((1, 1), (1, 2), (2, 2), (2, 3), (3, 3), (3, 4), (4, 5))


def undo(context: CommandContext) -> None:
    """Take back the last change of a picture."""
    context.stage.history.undo()


def redo(context: CommandContext) -> None:
    """Make the change again that was taken back last."""
    context.stage.history.redo()


def use_layout(rows: int, columns: int) -> Run:
    """Share the surface into so many viewports, as one step."""
    return rearrange(lambda workspace: with_layout(workspace, rows, columns))


def use_tool(tool_id: str) -> Run:
    """Make this the tool of the left button."""

    def run(context: CommandContext) -> None:
        context.stage.store.set(with_tool(context.stage.workspace, tool_id))

    return run


def _has_foreign_text(context: CommandContext) -> bool:
    shown = context.stage.workspace.shown(context.stage.workspace.active)
    return shown is not None and depends_on_character_set(shown.study)


def _next_corner_text(context: CommandContext) -> None:
    context.stage.store.set(next_corner_text(context.stage.workspace))


def _maximized(context: CommandContext) -> bool:
    return context.stage.workspace.layout.maximized is not None


def _several(context: CommandContext) -> bool:
    return context.stage.workspace.layout.count > 1


def _tool_command(tool: Tool) -> Command:
    return Command(
        f"tool.{tool.id}",
        tool.title,
        use_tool(tool.id),
        keys=(tool.key,),
        menu=(_TOOLS,),
        checked=tool_is(tool.id),
        icon=tool.icon,
    )


def _layout_command(rows: int, columns: int) -> Command:
    return Command(
        f"layout.{rows}x{columns}",
        f"{rows} × {columns}",
        use_layout(rows, columns),
        menu=(_VIEW, _LAYOUT),
        checked=lambda context: context.stage.workspace.layout == Layout(rows, columns),
    )


FILE_COMMANDS = (
    Command(
        "file.open_folder",
        N_("Open Folder or Disc…"),
        lambda context: context.window.open_folder(),
        keys=("Ctrl+O",),
        menu=(_FILE,),
        icon="folder-open",
    ),
    Command(
        "file.open_files",
        N_("Open Files…"),
        lambda context: context.window.open_files(),
        keys=("Ctrl+Shift+O",),
        menu=(_FILE,),
    ),
    Command(
        "file.open_demo",
        N_("Open Demo"),
        lambda context: context.window.open_demo(),
        menu=(_FILE,),
        icon="disc-3",
    ),
    Command(
        "file.close",
        N_("Close Studies"),
        lambda context: context.window.close_studies(),
        keys=("Ctrl+W",),
        menu=(_FILE,),
        enabled=has_studies,
    ),
    Command(
        "file.quit",
        N_("Quit"),
        lambda context: context.window.quit(),
        keys=("Ctrl+Q",),
        menu=(_FILE,),
    ),
)

EDIT_COMMANDS = (
    Command(
        "edit.undo",
        N_("Undo"),
        undo,
        keys=("Ctrl+Z",),
        menu=(_EDIT,),
        enabled=lambda context: context.stage.history.can_undo,
        icon="undo-2",
    ),
    Command(
        "edit.redo",
        N_("Redo"),
        redo,
        keys=("Ctrl+Y", "Ctrl+Shift+Z"),
        menu=(_EDIT,),
        enabled=lambda context: context.stage.history.can_redo,
        icon="redo-2",
    ),
    Command(
        "edit.preferences",
        N_("Preferences…"),
        lambda context: context.window.show_preferences(),
        keys=("Ctrl+,",),
        menu=(_EDIT,),
    ),
)

VIEW_COMMANDS = (
    Command(
        "view.maximize",
        N_("Maximize Viewport"),
        rearrange(maximize_toggled),
        keys=("M",),
        menu=(_VIEW,),
        enabled=_several,
        checked=_maximized,
        icon="maximize",
    ),
    Command(
        "layout.choose",
        N_("Choose Layout…"),
        lambda context: context.window.show_layouts(),
        keys=("Ctrl+L",),
        menu=(_VIEW, _LAYOUT),
        icon="layout-grid",
    ),
    *(_layout_command(rows, columns) for rows, columns in _LAYOUTS),
    Command(
        "view.corner_text",
        N_("Corner Text: Full, Few, None"),
        _next_corner_text,
        keys=("Shift+I",),
        menu=(_VIEW,),
        icon="text",
    ),
    Command(
        "view.character_set",
        N_("Character Set of the Names…"),
        lambda context: context.window.show_character_sets(),
        menu=(_VIEW,),
        enabled=_has_foreign_text,
    ),
    Command(
        "view.thumbnails",
        N_("Thumbnails"),
        lambda context: context.window.toggle_thumbnails(),
        keys=("F9",),
        menu=(_VIEW,),
        icon="panel-left",
    ),
    Command(
        "view.full_screen",
        N_("Full Screen"),
        lambda context: context.window.toggle_full_screen(),
        keys=("F11",),
        menu=(_VIEW,),
        icon="expand",
    ),
)

TOOL_COMMANDS = tuple(_tool_command(tool) for tool in TOOLS)

HELP_COMMANDS = (
    Command(
        "help.keys",
        N_("Keyboard Sheet"),
        lambda context: context.window.show_keys(),
        keys=("F1",),
        menu=(_HELP,),
        icon="keyboard",
    ),
    Command(
        "help.palette",
        N_("Command Palette…"),
        lambda context: context.window.show_palette(),
        keys=("Ctrl+K",),
        menu=(_HELP,),
        icon="command",
    ),
    Command(
        "help.signs",
        N_("About This Picture"),
        lambda context: context.window.show_signs(),
        keys=("Shift+F1",),
        menu=(_HELP,),
        enabled=has_studies,
        icon="triangle-alert",
    ),
    Command(
        "help.about",
        N_("About"),
        lambda context: context.window.show_about(),
        menu=(_HELP,),
        icon="info",
    ),
)
