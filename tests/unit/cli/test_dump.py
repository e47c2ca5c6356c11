"""`dump`."""

import json
from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset

from tests.support.demo import demo_dicomdir
from tests.support.dicom_bytes import image_dataset, part10
from tests.support.shell import Shell

FILE = demo_dicomdir().parent / "DICOM" / "PT000001" / "ST000001" / "SE000001" / "IM000007"


def test_each_line_is_tag_vr_keyword_and_value(capsys: pytest.CaptureFixture[str]) -> None:
    assert Shell().run("dump", FILE) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["(0010,0020)", "LO", "PatientID", "DEMO-0001"] in lines
    assert ["(0002,0010)", "UI", "TransferSyntaxUID", "1.2.840.10008.1.2.1"] in lines


def test_the_kind_of_object_is_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    """A SOP Class UID says nothing to most readers."""
    Shell().run("dump", FILE)
    lines = [line for line in capsys.readouterr().out.splitlines() if "SOPClassUID" in line]
    assert len(lines) == 2
    assert all(line.endswith("1.2.840.10008.5.1.4.1.1.2  (CT)") for line in lines)


def test_a_value_of_several_lines_is_shown_in_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Its lines could be taken for other elements."""
    dataset = image_dataset()
    dataset.PatientComments = "x\r\n(0010,0010) PN PatientName Nobody"
    (tmp_path / "IM1").write_bytes(part10(dataset))
    Shell().run("dump", tmp_path / "IM1")
    assert "x ↵ (0010,0010) PN PatientName Nobody\n" in capsys.readouterr().out


def test_pixels_are_told_of_and_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    Shell().run("dump", FILE)
    last = capsys.readouterr().out.splitlines()[-1].split()
    assert last[:5] == ["(7FE0,0010)", "OW", "PixelData", "524288", "bytes"]


def test_json_is_what_pydicom_reads_back(capsys: pytest.CaptureFixture[str]) -> None:
    Shell().run("dump", "--json", FILE)
    got = Dataset.from_json(json.loads(capsys.readouterr().out))
    wanted = dcmread(FILE, stop_before_pixels=True)
    assert {element.keyword: element.value for element in got} == {
        element.keyword: element.value for element in wanted
    }


def test_a_text_in_doubt_is_marked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With a sign and in words, behind the likeliest reading."""
    content = part10(image_dataset()).replace(b"Doe^Jane", b"Doe^J\xe9ne")
    (tmp_path / "IM1").write_bytes(content)
    Shell().run("dump", tmp_path / "IM1")
    (line,) = (line for line in capsys.readouterr().out.splitlines() if "PatientName" in line)
    assert line.endswith("Doe^Jéne  ⚠ character set in doubt")
