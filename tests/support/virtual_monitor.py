"""A monitor and a meter that exist in numbers only, behind the interfaces of the real ones.

Who calibrates sees only noisy readings; who grades asks for the hidden truth.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from workstation.display.meter import Reading, Triplet

Doubles = npt.NDArray[np.float64]

# XYZ of full red, green and blue (Rec. 709, white of luminance 1).
REC_709 = np.array(
    [[0.4124, 0.2126, 0.0193], [0.3576, 0.7152, 0.1192], [0.1805, 0.0722, 0.9505]], np.float64
)


@dataclass(frozen=True, slots=True, eq=False)
class VirtualMonitor:
    """A panel of three channels.

    white, black   cd/m2
    gamma          of each channel
    wobble         of each channel: amplitude and phase of a departure from its power law
    additivity     what is missing of the sum where several channels light up; 0: a perfect panel
    """

    white: float = 450.0
    black: float = 0.5
    gamma: tuple[float, float, float] = (2.2, 2.2, 2.2)
    wobble: tuple[tuple[float, float], ...] = ((0.0, 0.0),) * 3
    additivity: float = 0.0
    primaries: Doubles = field(default_factory=REC_709.copy)
    bits: int = 8

    def xyz(self, triplets: npt.ArrayLike) -> Doubles:
        """Of driving levels, shape (..., 3), in a dark room."""
        x = np.asarray(triplets, np.float64) / (2**self.bits - 1)
        light = np.stack([self._channel(n, x[..., n]) for n in range(3)], axis=-1)
        lost = self.additivity * (light.prod(axis=-1) ** (1 / 3))[..., None]
        white = self.primaries.sum(axis=0)
        shown = (light @ self.primaries) * (1 - lost)
        return np.asarray(self.black * white + (self.white - self.black) * shown)

    def luminance(self, triplets: npt.ArrayLike) -> Doubles:
        """cd/m2 of driving levels, shape (..., 3), in a dark room."""
        return self.xyz(triplets)[..., 1]

    def _channel(self, n: int, x: Doubles) -> Doubles:
        amplitude, phase = self.wobble[n]
        bend = 1 + amplitude * (np.sin(2 * np.pi * x + phase) - np.sin(phase))
        return np.asarray(x ** self.gamma[n] * bend)


def any_monitor(seed: int) -> VirtualMonitor:
    """One of endlessly many, all different."""
    random = np.random.default_rng([seed, 1])
    white = random.uniform(250, 550)
    return VirtualMonitor(
        white,
        white / random.uniform(700, 1500),
        tuple(random.uniform(2.05, 2.4, 3)),
        tuple((0.02 * random.uniform(-1, 1), random.uniform(0, 2 * np.pi)) for _ in range(3)),
        random.uniform(-0.01, 0.01),
        REC_709 * random.uniform(0.95, 1.05, (3, 1)),
    )


@dataclass(slots=True)
class VirtualBench:
    """The monitor with a meter before it: both sides of a measurement.

    scale, drift, noise   the meter's: wrong by this factor, by this much more at the end of
                          `length` readings, and scattered
    read                  how often it was asked
    """

    monitor: VirtualMonitor
    seed: int = 0
    scale: float = 0.0
    drift: float = 0.0
    noise: float = 0.0
    length: int = 424
    reads: int = 0
    patches: int = 0
    _shown: Triplet = (0, 0, 0)
    _random: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self._random = np.random.default_rng([self.seed, 2])

    def present(self, ddl: Triplet) -> None:
        """Show a patch."""
        self._shown = ddl
        self.patches += 1

    def read(self) -> Reading:
        """What the meter says of it."""
        wrong = (1 + self.scale) * (1 + self.drift * self.reads / self.length)
        scatter = 1 + self.noise * self._random.standard_normal()
        self.reads += 1
        x, y, z = (float(part) for part in self.monitor.xyz(self._shown) * wrong * scatter)
        return Reading(y, (x, y, z))


def any_bench(seed: int) -> VirtualBench:
    """A monitor that nobody knows, before a meter of ordinary honesty."""
    random = np.random.default_rng([seed, 3])
    scale, drift = random.uniform(-0.02, 0.02), random.uniform(-0.005, 0.005)
    return VirtualBench(any_monitor(seed), seed, scale, drift, noise=0.002)
