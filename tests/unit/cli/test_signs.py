"""Signs of a drawn picture, on standard error."""

from dataclasses import replace
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from pydicom.encaps import encapsulate

from tests.support.dicom_bytes import image_dataset, part10
from tests.support.shell import Shell
from tests.support.states import image_frames, state_dataset
from workstation.cli.picture import Loaded, Wish, load_frame
from workstation.cli.signs import say_signs, signs_in
from workstation.cli.stated import under_state
from workstation.dicom.lut import Window
from workstation.session.sign_kinds import sign_kind
from workstation.session.signs import Sign


@pytest.fixture
def lossy(tmp_path: Path) -> Path:
    """A CT that was lossy once, of values from 0 to 14."""
    dataset = image_dataset()
    dataset.LossyImageCompression = "01"
    dataset.LossyImageCompressionRatio = 12
    dataset.RescaleSlope, dataset.RescaleIntercept = 1, 0
    path = tmp_path / "image.dcm"
    path.write_bytes(part10(dataset))
    return path


def _words(path: Path, wish: Wish) -> list[str]:
    loaded = load_frame(path, 1)
    return [sign.words for sign in signs_in(loaded, wish, loaded.frame)]


def test_signs_are_written_and_the_picture_is_made(
    lossy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One in a line, on standard error; nothing went wrong."""
    out = tmp_path / "out.png"
    assert Shell().run("render", lossy, "-o", out, "--reference") == 0
    told = capsys.readouterr()
    assert "LOSSY 12:1" in told.err.splitlines()
    assert (told.out, out.exists()) == ("", True)


def test_quiet_writes_none(lossy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For who has read them."""
    Shell().run("render", lossy, "-o", tmp_path / "out.png", "--reference", "--quiet")
    assert capsys.readouterr().err == ""


def test_a_window_beside_the_values_is_told_where_it_is_drawn(lossy: Path) -> None:
    """Stored values have none."""
    window = Window(900, 100)
    sentence = "Window above all values"
    assert sentence in _words(lossy, Wish(window=window))
    assert sentence not in _words(lossy, Wish(window=window, stage="stored"))


def test_what_stands_beside_a_picture_only_is_not_written(tmp_path: Path) -> None:
    """Where millimeters come from, say: no length is drawn."""
    dataset = image_dataset()
    dataset.SOPClassUID, dataset.ImagerPixelSpacing = "1.2.840.10008.5.1.4.1.1.1", [0.1, 0.1]
    dataset.Modality, dataset.PatientOrientation = "CR", ["L", "F"]
    path = tmp_path / "image.dcm"
    path.write_bytes(part10(dataset))
    assert load_frame(path, 1).frame.spacing is not None
    assert _words(path, Wish()) == []


def test_what_a_presentation_state_does_is_told(tmp_path: Path) -> None:
    """As on the picture in the window."""
    state = state_dataset()
    state.ImageHorizontalFlip = "Y"
    path = tmp_path / "state.dcm"
    path.write_bytes(part10(state))
    loaded = Loaded(image_frames(tmp_path)[0], np.zeros((3, 5), np.uint16))
    shown = replace(loaded, frame=under_state(loaded.frame, path))
    words = [sign.words for sign in signs_in(shown, Wish(), loaded.frame)]
    assert "By the state: mirrored" in words


def test_what_a_terminal_would_obey_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence may quote the file."""
    say_signs((Sign(sign_kind("window"), "Unknown \x07"),))
    assert "\x07" not in capsys.readouterr().err


def test_what_file_and_decoder_said_is_told(tmp_path: Path) -> None:
    """A lossy codestream under the name of a lossless one; the second image of one."""
    stream = imagecodecs.jpegls_encode(np.arange(15, dtype=np.uint16).reshape(3, 5), level=3)
    dataset = image_dataset()
    dataset.PixelData = encapsulate([bytes(stream)] * 2)
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    path = tmp_path / "image.dcm"
    path.write_bytes(part10(dataset, "1.2.840.10008.1.2.4.80"))
    words = _words(path, Wish())
    assert "The file holds 2 images, its header says 1: these are the first." in words
    assert "LOSSY JPEG-LS, although the transfer syntax is lossless" in words
