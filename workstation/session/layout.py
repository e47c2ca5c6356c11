"""How viewports share the surface."""

from dataclasses import dataclass

from workstation.scene.scene import Rect

MOST_ROWS, MOST_COLUMNS = 4, 5
_GAP = 2.0  # logical pixels between two viewports


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows and columns of equal viewports, 1x1 to 4x5.

    maximized   index of the one viewport that fills the surface for now, or None
    """

    rows: int = 1
    columns: int = 1
    maximized: int | None = None

    @property
    def count(self) -> int:
        """How many viewports it has, hidden ones too."""
        return self.rows * self.columns

    @property
    def visible(self) -> tuple[int, ...]:
        """Indices of the viewports that are seen."""
        return tuple(range(self.count)) if self.maximized is None else (self.maximized,)


def viewport_rects(
    layout: Layout, width: int, height: int, pixel_ratio: float = 1.0
) -> dict[int, Rect]:
    """Rectangle of each viewport that is seen, by its index.

    width, height   of the surface, physical pixels
    """
    if layout.maximized is not None:
        return {layout.maximized: Rect(0, 0, max(width, 1), max(height, 1))}
    gap = max(1, round(_GAP * pixel_ratio))
    across = _divided(width, layout.columns, gap)
    down = _divided(height, layout.rows, gap)
    cells = [(y, x) for y in down for x in across]
    return {index: Rect(x[0], y[0], x[1], y[1]) for index, (y, x) in enumerate(cells)}


def viewport_at(rects: dict[int, Rect], x: float, y: float) -> int | None:
    """Index of the viewport under a point of the surface."""
    return next((index for index, rect in rects.items() if rect.contains(x, y)), None)


def _divided(length: int, parts: int, gap: int) -> list[tuple[int, int]]:
    """Starts and lengths of equal parts; what does not divide evenly goes to the first."""
    room = max(length - gap * (parts - 1), parts)
    sizes = [room // parts + (part < room % parts) for part in range(parts)]
    return [(sum(sizes[:part]) + gap * part, size) for part, size in enumerate(sizes)]
