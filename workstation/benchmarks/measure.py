"""How figures are taken: interleaved rounds, medians, ratios to a peer in the same run."""

import statistics
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import NamedTuple

from workstation.benchmarks.disturbance import CLEAN, Watch, wait_for_quiet

Sample = Callable[[], float | None]

_LEAST_DISTURBED = 3  # of the samples, where fewer than so many are clean


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure beside one peer; less is always better.

    name     which benchmark
    what     what was measured, marked for translation
    ours     median of our samples, in `unit`
    peer     who stands beside us; empty: nobody, the goal is absolute
    theirs   the peer's median in the same run; None: no peer, or not installed
    goal     the highest ratio to the peer (or the highest value, without one) that we accept;
             None: shown for orientation
    subject  which kind, where several were measured alike: a transfer syntax
    """

    name: str
    what: str
    unit: str
    ours: float | None
    peer: str = ""
    theirs: float | None = None
    goal: float | None = None
    subject: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours over theirs."""
        if self.ours is None or not self.theirs:
            return None
        return self.ours / self.theirs

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where it cannot be said."""
        value = self.ratio if self.peer else self.ours
        if value is None or self.goal is None:
            return None
        return value <= self.goal

    def as_json(self) -> dict[str, object]:
        """For `bench --json`."""
        return {**asdict(self), "ratio": self.ratio, "met": self.met}


class Taken(NamedTuple):
    """One sample, and what share of all processors others took meanwhile."""

    value: float
    others: float


def interleaved(
    samples: Mapping[str, Sample], rounds: int, before: Callable[[], None] | None = None
) -> dict[str, float | None]:
    """Median of each sample over rounds taken in turn, so that a disturbance strikes all alike.

    before   prepares the machine for every single sample

    A sample that gives nothing is not asked again.
    """
    taken: dict[str, list[Taken]] = {name: [] for name in samples}
    asked = dict(samples)
    for _round in range(rounds):
        for name, sample in tuple(asked.items()):
            if before is not None:
                before()
            one = _take(sample)
            if one is None:
                del asked[name]
            else:
                taken[name].append(one)
    return {name: clean_median(values) for name, values in taken.items()}


def clean_median(taken: list[Taken]) -> float | None:
    """Median of the samples that nobody disturbed, else of the three least disturbed."""
    clean = [each for each in taken if each.others <= CLEAN]
    if len(clean) < _LEAST_DISTURBED:
        clean = sorted(taken, key=lambda each: each.others)[:_LEAST_DISTURBED]
    return statistics.median(each.value for each in clean) if clean else None


def _take(sample: Sample) -> Taken | None:
    wait_for_quiet()
    watch = Watch()
    value = sample()
    return None if value is None else Taken(value, watch.others())


def beside(
    name: str,
    what: str,
    unit: str,
    medians: Mapping[str, float | None],
    goals: Mapping[str, float | None],
    subject: str = "",
) -> tuple[Figure, ...]:
    """Figures of "ours" beside each peer that goals name; the peer "" is the absolute goal."""
    ours = medians.get("ours")
    return tuple(
        Figure(name, what, unit, ours, peer, medians.get(peer), goal, subject)
        for peer, goal in goals.items()
    )
