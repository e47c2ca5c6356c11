"""The probe: the values under the pointer are read out wherever it goes."""

from workstation.session.stage import Stage
from workstation.session.workspace import pointed_at
from workstation.tools.tool import Grip, Pointer


class ProbeDrag:
    """Nothing changes but where the pointer is."""

    def __init__(self, grip: Grip) -> None:
        self._stage = grip.stage
        hover(self._stage, grip.start)

    def drag(self, to: Pointer) -> None:
        """Read here."""
        hover(self._stage, to)

    def release(self, at: Pointer) -> None:
        """Go on reading wherever the pointer is."""

    def cancel(self) -> None:
        """There is nothing to put back."""


def hover(stage: Stage, at: Pointer | None) -> None:
    """The mouse moved, or left the surface (None)."""
    point = None if at is None else (at.x, at.y)
    stage.store.set(pointed_at(stage.workspace, point))
