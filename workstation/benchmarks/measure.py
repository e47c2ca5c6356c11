"""How figures are taken: interleaved rounds, medians, ratios to a peer in the same run."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from workstation.base import paths

Sample = Callable[[], float | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure beside one peer.

    name    which benchmark
    what    what was measured
    ours    median of our samples, in `unit`
    peer    who stands beside us; empty: nobody, the goal is absolute
    theirs  the peer's median in the same run; None: no peer, or not installed
    goal    the highest ratio to the peer (or the highest value, without one) that we accept;
            None: shown for orientation
    """

    name: str
    what: str
    unit: str
    ours: float | None
    peer: str = ""
    theirs: float | None = None
    goal: float | None = None

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


def interleaved(samples: Mapping[str, Sample], rounds: int) -> dict[str, float | None]:
    """Median of each sample over rounds taken in turn, so that a disturbance strikes all alike."""
    taken: dict[str, list[float]] = {name: [] for name in samples}
    for _ in range(rounds):
        for name, sample in samples.items():
            value = sample()
            if value is not None:
                taken[name].append(value)
    return {name: statistics.median(values) if values else None for name, values in taken.items()}


def beside(
    name: str,
    what: str,
    unit: str,
    medians: Mapping[str, float | None],
    goals: Mapping[str, float | None],
) -> tuple[Figure, ...]:
    """Figures of "ours" beside each peer that goals name."""
    ours = medians.get("ours")
    return tuple(
        Figure(name, what, unit, ours, peer, medians.get(peer), goal)
        for peer, goal in goals.items()
    )


def peer_python() -> str | None:
    """An interpreter that has the peers' packages: WORKSTATION_PEERS, or `.venv-peers`."""
    own = paths.resources().parent / ".venv-peers" / "bin" / "python"
    candidate = Path(os.environ.get("WORKSTATION_PEERS", own))
    return str(candidate) if candidate.exists() else None


def peer_command(script: str, *arguments: str) -> list[str] | None:
    """How to run one of the peers' scripts; None without their packages."""
    python = peer_python()
    return [python, str(paths.resources() / "benchmarks" / script), *arguments] if python else None


def own_command(task: str, *arguments: str) -> list[str]:
    """How to run one of `workstation.benchmarks.child`'s tasks in a fresh process."""
    return [sys.executable, "-m", "workstation.benchmarks.child", task, *arguments]


def answer(command: Sequence[str] | None, key: str, timeout: float = 120) -> float | None:
    """One number of the JSON document that a fresh process prints last; None if it fails."""
    if command is None:
        return None
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        return None
    value = json.loads(lines[-1]).get(key)
    return None if value is None else float(value)
