import json
from pathlib import Path

import pytest

from workstation.benchmarks import child
from workstation.media.sample_series import write_ct_series


def test_a_task_prints_its_numbers_last(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_ct_series(tmp_path, 4, size=32)
    child.main(["index", str(tmp_path)])
    document = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (document["files"], document["problems"]) == (4, 0)


def test_the_first_frame_comes_before_the_last(tmp_path: Path) -> None:
    write_ct_series(tmp_path, 6, size=32)
    answer = child.load(str(tmp_path))
    assert 0 < answer["first"] <= answer["seconds"]


def test_memory_is_told_for_each_slice_that_came_in_addition(tmp_path: Path) -> None:
    """A slice of 512 rows takes half a megabyte, decoded."""
    write_ct_series(tmp_path / "one", 1)
    write_ct_series(tmp_path / "many", 41)
    answer = child.memory(str(tmp_path / "one"), str(tmp_path / "many"))
    assert 0.4 < answer["megabytes"] < 2
