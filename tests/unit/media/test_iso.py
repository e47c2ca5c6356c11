"""Disc images, in each of the name spaces they may have."""

from pathlib import Path

import pytest

from tests.support.iso_image import IMAGES, make_image
from workstation.media.errors import NothingThereError, UnreadableImageError
from workstation.media.iso import IsoSource, seconds_for


@pytest.fixture(scope="module", params=IMAGES)
def image(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An image with two files, in one or all name spaces."""
    path = tmp_path_factory.mktemp("image") / f"{request.param}.iso"
    make_image(path, request.param, {"DICOMDIR": b"directory", "DICOM/A/IM1": b"first" * 1000})
    return path


def test_each_file_is_listed_once(image: Path) -> None:
    listed = sorted(file.name.upper() for file in IsoSource(image).files())
    assert listed == ["DICOM/A/IM1", "DICOMDIR"]


@pytest.mark.parametrize("file_id", [("DICOM", "A", "IM1"), ("dicom", "a", "im1.dcm")])
def test_a_file_is_found_and_read_byte_for_byte(image: Path, file_id: tuple[str, ...]) -> None:
    found = IsoSource(image).find(file_id)
    assert found is not None
    assert found.read(0, 10_000) == b"first" * 1000


def test_the_dicomdir_is_found(image: Path) -> None:
    found = IsoSource(image).dicomdir()
    assert found is not None
    assert found.read(0, 100) == b"directory"


def test_an_image_that_is_cut_off_is_called_unreadable(image: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.iso"
    damaged.write_bytes(image.read_bytes()[:36_000])
    with pytest.raises(UnreadableImageError, match=r"damaged\.iso"):
        IsoSource(damaged)


def test_noise_is_called_unreadable(tmp_path: Path) -> None:
    noise = tmp_path / "noise.iso"
    noise.write_bytes(bytes(range(256)) * 400)
    with pytest.raises(UnreadableImageError):
        IsoSource(noise)


def test_an_image_without_files_is_not_opened_in_silence(tmp_path: Path) -> None:
    """Whoever made it meant something to be on it."""
    empty = tmp_path / "empty.iso"
    make_image(empty, "joliet", {})
    with pytest.raises(UnreadableImageError, match="lists no files"):
        IsoSource(empty)


@pytest.mark.parametrize("kept", [0, 12, 34])
def test_a_folder_that_comes_out_as_empty_is_told(tmp_path: Path, kept: int) -> None:
    """Its records are lost; the path table still knows of the folder that was in it."""
    image = tmp_path / "root.iso"
    make_image(image, "iso9660", {"A/IM1": b"first", "A/IM2": b"second"})
    data = bytearray(image.read_bytes())
    root = int.from_bytes(data[16 * 2048 + 158 : 16 * 2048 + 162], "little") * 2048
    data[root + kept : root + 2048] = bytes(2048 - kept)
    image.write_bytes(data)
    assert "root.iso" in _told(image)


def _told(image: Path) -> str:
    """What the user reads: that it cannot be read, or that it is damaged."""
    try:
        return str(IsoSource(image).problems[0].error)
    except UnreadableImageError as error:
        return str(error)


def test_an_image_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(NothingThereError):
        IsoSource(tmp_path / "gone.iso")


def test_a_small_image_is_told_to_be_damaged_within_two_seconds() -> None:
    """A whole disc may take longer, but not for ever."""
    assert seconds_for(1_000_000) < 2
    assert 20 < seconds_for(700_000_000) <= seconds_for(50_000_000_000) <= 30
