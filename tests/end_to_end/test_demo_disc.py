"""The demo disc under the eyes of other programs."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.demo import demo_dicomdir

DISC = demo_dicomdir().parent
OBJECTS = [
    "DICOMDIR",
    *(
        str(next(folder.iterdir()).relative_to(DISC))
        for folder in sorted(DISC.glob("DICOM/*/*/SE*"))
    ),
    *(f"DICOM/PT000001/ST000004/SE000005/IM{number:06}" for number in (4, 5, 6)),
]


def said_by(*command: object) -> str:
    """What a program writes, on either stream; the test is skipped where it is not installed."""
    words = [str(word) for word in command]
    if shutil.which(words[0]) is None:
        pytest.skip(f"{words[0]} is not installed")
    done = subprocess.run(words, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode("latin-1")


@pytest.mark.parametrize("name", OBJECTS)
def test_the_validator_finds_no_error(name: str) -> None:
    """dciodvfy knows the modules of each IOD, and the keys of each directory record."""
    errors = [line for line in said_by("dciodvfy", DISC / name).splitlines() if "Error" in line]
    assert errors == []


def test_the_directory_names_every_image() -> None:
    listed = said_by("dcdirdmp", DISC / "DICOMDIR")
    assert listed.count("IMAGE") == 152
    assert listed.count("SERIES") == 5


def test_dcmtk_can_add_to_the_directory(tmp_path: Path) -> None:
    """It reads the whole tree and writes it again: any wrong offset would be told."""
    shutil.copy(DISC / "DICOMDIR", tmp_path)
    name = "DICOM/PT000001/ST000001/SE000001/IM000001"
    (tmp_path / name).parent.mkdir(parents=True)
    shutil.copy(DISC / name, tmp_path / name)
    said = said_by("dcmmkdir", "+A", "+D", tmp_path / "DICOMDIR", "+id", tmp_path, name)
    assert "E:" not in said


@pytest.mark.parametrize("name", OBJECTS[1:])
def test_dcmtk_draws_every_kind_of_image(name: str, tmp_path: Path) -> None:
    assert "E:" not in said_by("dcmj2pnm", DISC / name, tmp_path / "out.pgm")
    assert (tmp_path / "out.pgm").stat().st_size > 1000
