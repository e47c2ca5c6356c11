from pathlib import Path

import pytest

from workstation.dicom.stored import StoredFile


@pytest.fixture
def stretch(tmp_path: Path) -> StoredFile:
    """A file of four bytes inside another."""
    path = tmp_path / "disc.iso"
    path.write_bytes(b"before1234after")
    return StoredFile("A/B", path, 6, 4)


@pytest.mark.parametrize(
    ("offset", "length", "content"),
    [(0, 4, b"1234"), (1, 2, b"23"), (2, 100, b"34"), (4, 1, b""), (9, 1, b"")],
)
def test_a_stretch_is_read_as_a_file_of_its_own(
    stretch: StoredFile, offset: int, length: int, content: bytes
) -> None:
    """Nothing before or behind it is given."""
    assert stretch.read(offset, length) == content
