"""How viewports share the surface."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows and columns of equal viewports, 1x1 to 4x5.

    maximized   index of the one viewport that fills the surface for now, or None
    """

    rows: int = 1
    columns: int = 1
    maximized: int | None = None
