"""Where the source pixels of a placed image lie under a rectangle of the surface."""

from dataclasses import dataclass
from typing import Protocol

from workstation.imaging.resample import AxisWeights, axis_weights


class Rectangle(Protocol):
    """Whole pixels of the surface."""

    @property
    def x(self) -> int: ...
    @property
    def y(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


class Monomial(Protocol):
    """x' = a x + b y + c, y' = d x + e y + f with b = d = 0 or a = e = 0."""

    @property
    def a(self) -> float: ...
    @property
    def b(self) -> float: ...
    @property
    def c(self) -> float: ...
    @property
    def d(self) -> float: ...
    @property
    def e(self) -> float: ...
    @property
    def f(self) -> float: ...


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """The two axes of a rectangle, as weights over the source.

    turned   the image lies on its side: rows of the surface run along columns of the source,
             so `down` counts source columns and `across` source rows
    """

    turned: bool
    down: AxisWeights
    across: AxisWeights

    def picks(self) -> bool:
        """Whether every pixel of the rectangle is one source pixel, unchanged."""
        return self.down.picks() and self.across.picks()


def placement(
    surface_from_image: Monomial, rect: Rectangle, shape: tuple[int, int], kernel: str
) -> Placement:
    """Weights for every pixel of a rectangle of the surface.

    shape    rows and columns of the source
    kernel   nearest, linear or sharp
    """
    to, (rows, columns) = surface_from_image, shape
    turned = to.a == 0
    if turned:
        down = (columns, *_source(rect.y, to.d, to.f))
        across = (rows, *_source(rect.x, to.b, to.c))
    else:
        down = (rows, *_source(rect.y, to.e, to.f))
        across = (columns, *_source(rect.x, to.a, to.c))
    return Placement(
        turned,
        axis_weights(rect.height, *down, kernel),
        axis_weights(rect.width, *across, kernel),
    )


def _source(start: int, factor: float, offset: float) -> tuple[float, float]:
    """Scale and shift of axis_weights: surface = factor * source + offset, the other way round."""
    return 1 / factor, (start - offset) / factor
