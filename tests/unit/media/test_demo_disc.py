"""The demo disc as a whole."""

import re
from pathlib import Path

import pytest

from tests.support.demo import demo_dicomdir
from workstation.base.jobs import Progress, Step
from workstation.media import demo_disc
from workstation.media.demo_disc import DemoDiscError


@pytest.fixture
def small_disc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """A cache of its own, and a disc that is made quickly; the folders made are collected."""
    made: list[Path] = []

    def make(folder: Path, _progress: Progress) -> Path:
        folder.mkdir()
        made.append(folder)
        (folder / "DICOMDIR").write_bytes(b"directory")
        return folder / "DICOMDIR"

    monkeypatch.setattr(demo_disc, "cache_directory", lambda: tmp_path / "cache")
    monkeypatch.setattr(demo_disc, "make_demo_disc", make)
    return made


def test_names_on_the_disc_are_legal_file_ids() -> None:
    """PS3.10 8.2: up to eight components of up to eight capitals, digits or underscores."""
    root = demo_dicomdir().parent
    files = [path.relative_to(root).parts for path in (root / "DICOM").rglob("IM*")]
    parts = [part for parts in files for part in parts]
    assert len(files) == 152
    assert all(re.fullmatch(r"[A-Z0-9_]{1,8}", part) for part in parts)


def test_the_disc_is_the_same_each_time(tmp_path: Path) -> None:
    again = demo_disc.make_demo_disc(tmp_path / "again").parent
    name = "DICOM/PT000001/ST000001/SE000001/IM000077"
    assert (again / "DICOMDIR").read_bytes() == demo_dicomdir().read_bytes()
    assert (again / name).read_bytes() == (demo_dicomdir().parent / name).read_bytes()


def test_progress_ends_with_the_last_file(tmp_path: Path) -> None:
    steps: list[Step] = []
    demo_disc.make_demo_disc(tmp_path / "disc", Progress(steps.append))
    assert steps[-1].fraction == 1.0


def test_it_is_made_once_for_the_cache(small_disc: list[Path]) -> None:
    first, second = demo_disc.demo_disc(), demo_disc.demo_disc()
    assert first == second
    assert len(small_disc) == 1


def test_one_of_another_version_is_replaced(
    small_disc: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = demo_disc.demo_disc()
    monkeypatch.setattr(demo_disc, "_STAMP", 99)
    second = demo_disc.demo_disc()
    assert second.is_file()
    assert not first.exists()


def test_nothing_half_made_is_left_where_a_disc_is_looked_for(small_disc: list[Path]) -> None:
    folder = demo_disc.demo_disc().parent
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_cache_that_cannot_be_written_is_said(small_disc: list[Path], tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands where the folder should be")
    with pytest.raises(DemoDiscError, match="cache"):
        demo_disc.demo_disc()
