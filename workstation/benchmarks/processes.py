"""Fresh processes to measure: our own tasks, the peers' scripts, the peers' programs."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from workstation.base import paths

_PATIENCE = 300.0


def peer_python() -> str | None:
    """An interpreter that has the peers' packages: WORKSTATION_PEERS, or `.venv-peers`."""
    own = paths.resources().parent / ".venv-peers" / "bin" / "python"
    candidate = Path(os.environ.get("WORKSTATION_PEERS", own))
    return str(candidate) if candidate.exists() else None


def peer_command(script: str, *arguments: str) -> list[str] | None:
    """How to run one of the peers' scripts; None without their packages."""
    python = peer_python()
    return [python, str(paths.resources() / "benchmarks" / script), *arguments] if python else None


def peer_answer(script: str, *arguments: str) -> dict[str, float]:
    """The numbers that a peer's script prints last; none if it is not installed or fails."""
    command = peer_command(script, *arguments)
    if command is None:
        return {}
    try:
        done = _run(command)
    except subprocess.TimeoutExpired:
        return {}
    return {} if done.returncode else _last_document(done.stdout)


def own_answer(task: str, *arguments: str) -> dict[str, float]:
    """The numbers of one of `workstation.benchmarks.child`'s tasks, run in a fresh process."""
    done = _run([sys.executable, "-m", "workstation.benchmarks.child", task, *arguments])
    if done.returncode:
        raise RuntimeError(f"the benchmark task {task} failed:\n{done.stderr}")
    return _last_document(done.stdout)


def wall_seconds(command: Sequence[str]) -> float | None:
    """From start to end of an installed program; None if it is not there or fails."""
    if shutil.which(command[0]) is None:
        return None
    start = time.perf_counter()
    failed = _run(command).returncode != 0
    return None if failed else time.perf_counter() - start


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)


def _last_document(output: str) -> dict[str, float]:
    lines = output.strip().splitlines()
    document: dict[str, float] = json.loads(lines[-1]) if lines else {}
    return document
