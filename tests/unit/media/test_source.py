"""What kind of medium a path is."""

from pathlib import Path

import pytest

from tests.support.demo import demo_dicomdir
from workstation.media.errors import NothingThereError
from workstation.media.names import named_dicomdir
from workstation.media.source import open_source


def test_a_folder_is_a_folder() -> None:
    assert open_source(demo_dicomdir().parent).kind == "folder"


def test_where_a_drive_is_mounted_is_a_drive() -> None:
    assert open_source(Path("/proc")).kind == "drive"


def test_a_dicomdir_stands_for_the_medium_it_is_on() -> None:
    source = open_source(demo_dicomdir())
    assert source.kind == "dicomdir"
    assert source.find(("DICOM", "PT000001", "ST000001", "SE000001", "IM000002")) is not None


def test_a_dicomdir_is_known_by_what_it_is_under_any_name(tmp_path: Path) -> None:
    other = tmp_path / "list.bin"
    other.write_bytes(demo_dicomdir().read_bytes())
    source = open_source(other)
    directory = source.dicomdir()
    assert directory is not None
    assert directory.name == "list.bin"


def test_any_other_file_is_a_file() -> None:
    assert open_source(demo_dicomdir().with_name("README.TXT")).kind == "file"


@pytest.mark.parametrize("name", ["nothing", "a\0b"])
def test_what_is_not_there_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(NothingThereError):
        open_source(tmp_path / name)


def test_a_device_that_is_no_disc_is_not_opened() -> None:
    with pytest.raises(NothingThereError):
        open_source(Path("/dev/null"))


@pytest.mark.parametrize(
    "name", ["DICOMDIR", "dicomdir", "DICOMDIR.", "DICOMDIR.;1", "Dicomdir.dcm"]
)
def test_a_dicomdir_is_recognized_as_systems_spell_it(name: str) -> None:
    assert named_dicomdir(name)
