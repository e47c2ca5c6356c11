from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.pixels.utils import pixel_array

from workstation.dicom.fragments import frame_extents
from workstation.dicom.instance import read_instance
from workstation.dicom.stored import StoredFile
from workstation.imaging.codecs import decode_frame
from workstation.imaging.decoder import coding_of
from workstation.media.sample_series import syntaxes, write_cine, write_ct_series, write_mammogram


def _decoded(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.generic]]:
    instance = read_instance(StoredFile(path.name, path, 0, path.stat().st_size))
    extents = frame_extents(instance)[0]
    data = b"".join(instance.file.read(offset, length) for offset, length in extents)
    return decode_frame(data, coding_of(instance, 0))[0]


@pytest.mark.parametrize("syntax", syntaxes())
def test_every_transfer_syntax_holds_the_same_pixels(tmp_path: Path, syntax: str) -> None:
    """All of them are lossless, negative HU too."""
    write_ct_series(tmp_path / "plain", 2, size=96)
    write_ct_series(tmp_path / "coded", 2, syntax, size=96)
    expected = pixel_array(tmp_path / "plain" / "IM00001")
    assert np.array_equal(_decoded(tmp_path / "coded" / "IM00001"), expected)
    assert expected.min() < -900


def test_slices_follow_each_other_along_the_body(tmp_path: Path) -> None:
    write_ct_series(tmp_path, 3, size=32)
    places = [dcmread(path).ImagePositionPatient[2] for path in sorted(tmp_path.iterdir())]
    assert places == [0, 1.25, 2.5]


def test_the_header_is_as_long_as_a_scanner_s(tmp_path: Path) -> None:
    """Peers spend their time on elements that nobody asked for."""
    write_ct_series(tmp_path, 1, size=32)
    assert 5000 < (tmp_path / "IM00000").stat().st_size - 32 * 32 * 2 < 8000


def test_more_than_half_of_a_mammogram_is_background(tmp_path: Path) -> None:
    write_mammogram(tmp_path, (160, 130))
    pixels = _decoded(tmp_path / "IM00000")
    assert pixels.shape == (160, 130)
    assert 0.5 < np.mean(pixels == 0) < 0.65


def test_the_frames_of_a_cine_differ(tmp_path: Path) -> None:
    write_cine(tmp_path, 3, (48, 64))
    frames = pixel_array(tmp_path / "IM00000")
    assert frames.shape == (3, 48, 64, 3)
    assert not np.array_equal(frames[0], frames[1])
