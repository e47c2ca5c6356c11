from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from workstation.benchmarks import files
from workstation.benchmarks.setting import Setting, Size

_TINY = Size(1, 3, 4, 4, 2, 2, (32, 24), 2)


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Setting]:
    """Small, on a machine where nobody is waited for."""
    monkeypatch.setattr("workstation.benchmarks.measure.wait_for_quiet", lambda: None)
    with Setting(_TINY) as setting:
        yield setting


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Mapping[str, float]]:
    """What processes answer, by task or script; decided by the test."""
    known: dict[str, Mapping[str, float]] = {}
    monkeypatch.setattr(files, "own_answer", lambda task, *_arguments: known[task])
    monkeypatch.setattr(files, "peer_answer", lambda script, *_arguments: known.get(script, {}))
    monkeypatch.setattr(files, "wall_seconds", lambda command: known.get(command[0], {}).get("s"))
    return known


def test_headers_are_told_for_each_file(
    setting: Setting, answers: dict[str, Mapping[str, float]]
) -> None:
    answers["index"] = {"seconds": 0.006}
    answers["gdcmscanner"] = {"s": 0.003}
    figures = {each.peer: each for each in files.index(setting)}
    assert figures["gdcmscanner"].ours == pytest.approx(2.0)
    assert figures["gdcmscanner"].ratio == pytest.approx(2.0)
    assert figures["dcmqridx"].theirs is None


def test_the_first_frame_is_told_apart_from_the_volume(
    setting: Setting, answers: dict[str, Mapping[str, float]]
) -> None:
    answers["load"] = {"first": 0.1, "seconds": 0.8}
    answers["load_vtk.py"] = {"seconds": 1.6}
    first, *whole = files.load(setting)
    assert (first.ours, first.met) == (0.1, True)
    assert {each.peer: each.ratio for each in whole}["VTK"] == pytest.approx(0.5)


def test_memory_of_a_slice_stands_beside_its_pixels(
    setting: Setting, answers: dict[str, Mapping[str, float]]
) -> None:
    answers["memory"] = {"megabytes": 0.524288 * 1.5}
    (figure,) = files.memory(setting)
    assert figure.ratio == pytest.approx(1.5)


def test_every_sample_from_a_cold_disk_is_cold(
    setting: Setting,
    answers: dict[str, Mapping[str, float]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forgotten: list[Path] = []
    answers["load"] = {"first": 0.1, "seconds": 0.8}
    monkeypatch.setattr(files, "forget_cached", forgotten.append)
    files.cold(setting)
    assert forgotten == [setting.ct_series(_TINY.loaded)] * 3
