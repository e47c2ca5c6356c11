"""Folders of the system as sources."""

import os
from pathlib import Path

import pytest

from workstation.media.errors import TooDeepError, TooManyFilesError
from workstation.media.folder import FolderSource, SingleFile


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A medium with a file beside it that is none of its business."""
    root = tmp_path / "medium"
    (root / "DICOM" / "A").mkdir(parents=True)
    (root / "DICOM" / "A" / "im1.dcm").write_bytes(b"one")
    (root / "DICOM" / "A" / "IM2").write_bytes(b"second")
    (root / "dicomdir.").write_bytes(b"directory")
    (tmp_path / "secret").write_bytes(b"outside")
    return root


def names(source: FolderSource) -> list[str]:
    return [file.name for file in source.files()]


def test_all_files_are_listed_by_folder_and_name(folder: Path) -> None:
    assert names(FolderSource(folder, "folder")) == [
        "dicomdir.",
        "DICOM/A/IM2",
        "DICOM/A/im1.dcm",
    ]


@pytest.mark.parametrize("file_id", [("DICOM", "A", "IM1"), ("dicom", "a", "IM1.;1")])
def test_a_file_is_found_in_another_case_and_with_an_extension(
    folder: Path, file_id: tuple[str, ...]
) -> None:
    found = FolderSource(folder, "folder").find(file_id)
    assert found is not None
    assert found.read(0, 10) == b"one"


def test_the_dicomdir_is_known_by_its_name_however_it_is_spelled(folder: Path) -> None:
    found = FolderSource(folder, "folder").dicomdir()
    assert found is not None
    assert found.read(0, 20) == b"directory"


@pytest.mark.parametrize("file_id", [("..", "secret"), ("link",), ("out", "secret"), ("/secret",)])
def test_nothing_outside_is_found(folder: Path, file_id: tuple[str, ...]) -> None:
    (folder / "link").symlink_to(folder.parent / "secret")
    (folder / "out").symlink_to(folder.parent)
    assert FolderSource(folder, "folder").find(file_id) is None


def test_links_that_lead_outside_are_not_followed(folder: Path) -> None:
    (folder / "link").symlink_to(folder.parent / "secret")
    (folder / "out").symlink_to(folder.parent)
    assert len(names(FolderSource(folder, "folder"))) == 3


def test_a_link_to_the_root_does_not_list_everything_twice(folder: Path) -> None:
    (folder / "self").symlink_to(folder)
    assert len(names(FolderSource(folder, "folder"))) == 3


def test_a_link_to_a_folder_above_it_does_not_go_round_for_ever(folder: Path) -> None:
    (folder / "DICOM" / "A" / "up").symlink_to(folder / "DICOM")
    listed = names(FolderSource(folder, "folder"))
    assert sum(name.endswith("IM2") for name in listed) <= 2


def test_a_pipe_is_no_file(folder: Path) -> None:
    """Opening it would wait for ever."""
    os.mkfifo(folder / "IM3")
    source = FolderSource(folder, "folder")
    assert "IM3" not in names(source)
    assert source.find(("IM3",)) is None


def test_what_lies_too_deep_is_told(folder: Path) -> None:
    folder.joinpath(*["d"] * 40).mkdir(parents=True)
    source = FolderSource(folder, "folder")
    names(source)
    assert [type(problem.error) for problem in source.problems] == [TooDeepError]


def test_too_many_files_are_told(folder: Path) -> None:
    source = FolderSource(folder, "folder", most_files=2)
    assert len(names(source)) == 2
    assert [type(problem.error) for problem in source.problems] == [TooManyFilesError]


def test_a_folder_that_vanished_is_named(tmp_path: Path) -> None:
    source = FolderSource(tmp_path / "gone", "folder")
    assert names(source) == []
    assert source.problems[0].name == "gone"


def test_a_single_file_has_nothing_beside_it(folder: Path) -> None:
    source = SingleFile(folder / "DICOM" / "A" / "IM2")
    assert [file.name for file in source.files()] == ["IM2"]
    assert source.find(("im1",)) is None
