"""`bench`."""

import json

import pytest

from tests.support.shell import Shell
from workstation.benchmarks import table
from workstation.benchmarks.measure import Figure
from workstation.benchmarks.setting import SMALL, Setting
from workstation.benchmarks.table import Benchmark


def swift(setting: Setting) -> tuple[Figure, ...]:
    """A benchmark that measures nothing."""
    assert setting.size == SMALL
    return (Figure("swift", "nothing", "ms", 1.5),)


@pytest.fixture(autouse=True)
def one_benchmark(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only that."""
    monkeypatch.setattr(table, "BENCHMARKS", {"swift": Benchmark("nothing", swift)})


def test_figures_are_one_json_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert Shell().run("bench", "--json", "--small") == 0
    assert [outcome["name"] for outcome in json.loads(capsys.readouterr().out)] == ["swift"]


def test_figures_are_shown_as_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert Shell().run("bench", "swift", "--small") == 0
    assert "1.5" in capsys.readouterr().out


def test_a_benchmark_that_does_not_exist_is_wrong_usage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert Shell().run("bench", "quick") == 2
    assert "quick" in capsys.readouterr().err
