import json

import pytest

from workstation.benchmarks import table
from workstation.benchmarks.measure import Figure
from workstation.benchmarks.setting import SMALL, Setting
from workstation.benchmarks.table import BENCHMARKS, Benchmark, Outcome, UnknownBenchmarkError, run


def test_an_unknown_benchmark_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UnknownBenchmarkError, match="compressed"):
        next(run(["loda"]))


def test_benchmarks_run_in_the_order_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def measured(setting: Setting) -> tuple[Figure, ...]:
        return (Figure("", "slices", "", float(setting.size.loaded)),)

    for name in BENCHMARKS:
        monkeypatch.setitem(table.BENCHMARKS, name, Benchmark("", measured))
    outcomes = list(run(["stall", "load"], SMALL))
    assert [outcome.name for outcome in outcomes] == ["stall", "load"]
    assert outcomes[0].figures[0].ours == SMALL.loaded


def test_an_outcome_is_a_json_document() -> None:
    document = json.dumps(
        Outcome("load", "CT", (Figure("load", "volume", "s", 1.0),), 0.25).as_json()
    )
    assert json.loads(document)["figures"][0]["what"] == "volume"
