"""Every character set of PS3.3 C.12.1.1.2, compared with iconv and with DCMTK's conversion."""

import shutil
import subprocess
from itertools import product
from pathlib import Path

import pytest

from tests.support.dicom_bytes import element
from workstation.dicom.encoding import decode

_NAME = 0x00100010
needs_iconv = pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not installed")
needs_dcmconv = pytest.mark.skipif(shutil.which("dcmconv") is None, reason="needs DCMTK")

# Defined term, iconv's name of the 8-bit set
_SINGLE_BYTE = [
    ("ISO_IR 100", "ISO-8859-1"),
    ("ISO_IR 101", "ISO-8859-2"),
    ("ISO_IR 109", "ISO-8859-3"),
    ("ISO_IR 110", "ISO-8859-4"),
    ("ISO_IR 144", "ISO-8859-5"),
    ("ISO_IR 127", "ISO-8859-6"),
    ("ISO_IR 126", "ISO-8859-7"),
    ("ISO_IR 138", "ISO-8859-8"),
    ("ISO_IR 148", "ISO-8859-9"),
    ("ISO_IR 203", "ISO-8859-15"),
    ("ISO_IR 166", "TIS-620"),
]
# Defined term, escape sequence, how iconv encodes the same, and how many characters the set has
_TWO_BYTE = [
    ("ISO 2022 IR 87", b"\x1b$B", "EUC-JP", b"", 6879),
    ("ISO 2022 IR 159", b"\x1b$(D", "EUC-JP", b"\x8f", 6067),
    ("ISO 2022 IR 149", b"\x1b$)C", "EUC-KR", b"", 8225),  # all but the filler of syllables
    ("ISO 2022 IR 58", b"\x1b$)A", "GB2312", b"", 7445),
]


def _iconv(codes: list[bytes], name: str) -> list[str]:
    """Each code as text; empty where the set has nothing there."""
    done = subprocess.run(
        ["iconv", "-c", "-f", name, "-t", "UTF-8"],
        input=b"\n".join(codes),
        capture_output=True,
        check=False,
    )
    return done.stdout.decode().split("\n")


@needs_iconv
@pytest.mark.parametrize(("term", "name"), _SINGLE_BYTE)
def test_each_code_of_a_single_byte_set_is_that_of_iconv(term: str, name: str) -> None:
    """And what the set does not have is doubtful."""
    codes = [bytes((code,)) for code in range(0xA1, 0x100)]
    for code, theirs in zip(codes, _iconv(codes, name), strict=True):
        text, doubtful = decode(code, (term,))
        assert doubtful == (not theirs), code
        assert doubtful or text == theirs, code


# Table C.12-3: how each is called into the upper half, in the order of _SINGLE_BYTE
_CALLED_BY = b"ABCDLGFHMbT"


@pytest.mark.parametrize(
    ("term", "final"),
    [(term, final) for (term, _), final in zip(_SINGLE_BYTE, _CALLED_BY, strict=True)],
)
def test_an_escape_sequence_calls_the_set_of_its_table(term: str, final: int) -> None:
    """What it calls reads as the set does where it is declared alone."""
    extended = ("", term.replace("_", " 2022 "))
    codes = bytes(range(0xA1, 0x100))
    alone = [decode(bytes((code,)), (term,), "LO") for code in codes]
    escape = bytes((0x1B, 0x2D, final))
    assert [decode(escape + bytes((code,)), extended) for code in codes] == alone


@needs_iconv
def test_each_katakana_is_that_of_iconv() -> None:
    """Which has the upper half of JIS X 0201 behind a prefix; Shift JIS has more beside it."""
    codes = [bytes((code,)) for code in range(0xA1, 0xE0)]
    theirs = _iconv([b"\x8e" + code for code in codes], "EUC-JP")
    assert [decode(code, ("ISO_IR 13",)) for code in codes] == [(each, False) for each in theirs]
    assert all(decode(bytes((code,)), ("ISO_IR 13",))[1] for code in range(0xE0, 0x100))


@needs_iconv
@pytest.mark.parametrize(("term", "escape", "name", "prefix", "count"), _TWO_BYTE)
def test_each_code_of_a_two_byte_set_is_that_of_iconv(
    term: str, escape: bytes, name: str, prefix: bytes, count: int
) -> None:
    """All 94 by 94 codes; backslash, circumflex and equals sign are halves of some."""
    low = 0xA1 if escape.startswith(b"$)", 1) else 0x21
    codes = [bytes(pair) for pair in product(range(low, low + 94), repeat=2)]
    readings = [(code, *decode(escape + code, ("", term), "PN")) for code in codes]
    ours = {code: text for code, text, doubtful in readings if not doubtful}
    encoded = [prefix + bytes(each | 0x80 for each in code) for code in ours]
    theirs = [text.replace("～", "~") for text in _iconv(encoded, name)]  # noqa: RUF001
    assert [text.replace("～", "~") for text in ours.values()] == theirs  # noqa: RUF001
    assert len(ours) == count
    assert not set("\\^=") & set("".join(ours.values()))


# Not the Japanese ones, for which Debian's DCMTK has no converter: those are in annex H
_EXAMPLES = [
    ("ISO_IR 100", b"Buc^J\xe9r\xf4me"),
    ("ISO_IR 101", b"W\xb3\xf3ka^Ma\xb3gorzata"),
    ("ISO_IR 109", b"\xc0ipp\xb1^Mat\xb9"),
    ("ISO_IR 110", b"B\xe7rzi\xf1\xb9^\xcclmars"),
    ("ISO_IR 144", b"\xbb\xee\xda\x63\x65\xdc\xd1\x79\x70\xd3"),
    ("ISO_IR 127", b"\xe2\xc8\xc7\xe6\xea^\xe4\xe6\xd2\xc7\xd1"),
    ("ISO_IR 126", b"\xc4\xe9\xef\xed\xf5\xf3\xe9\xef\xf2"),
    ("ISO_IR 138", b"\xf9\xf8\xe5\xef^\xe3\xe1\xe5\xf8\xe4"),
    ("ISO_IR 148", b"\xc7avu\xfeo\xf0lu^\xdd\xfd"),
    ("ISO_IR 166", b"\xca\xc1\xaa\xd2\xc2^\xe3\xa8\xb4\xd5"),
    ("ISO_IR 13", b"\xd4\xcf\xc0\xde^\xc0\xdb\xb3"),
    ("ISO_IR 192", "Wang^XiaoDong=王^小東".encode()),
    ("GB18030", "Wang^XiaoDong=王^小东".encode("gb18030")),
    ("GBK", "Zhang=張^俠".encode("gbk")),
    ("\\ISO 2022 IR 149", b"Hong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7"),
    ("\\ISO 2022 IR 58", b"Zhang=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1"),
    ("ISO 2022 IR 100\\ISO 2022 IR 126", b"J\xe9r\x1b-F\xc4\xe9^\xe9\x1b-F\xef"),
    ("ISO 2022 IR 6\\ISO 2022 IR 144", b"x\x1b-L\xbb\xee^y"),
]


@needs_dcmconv
@pytest.mark.parametrize(("terms", "value"), _EXAMPLES)
def test_a_name_reads_as_dcmtk_converts_it(terms: str, value: bytes, tmp_path: Path) -> None:
    """Escape sequences, delimiters and all: what DCMTK makes of it in UTF-8."""
    stated = terms.encode() + b" " * (len(terms) % 2)
    padded = value + b" " * (len(value) % 2)
    class_uid = element(0x00080016, "UI", b"1.2.840.10008.5.1.4.1.1.7\0")
    instance_uid = element(0x00080018, "UI", b"1.2.3.4\0")
    content = element(0x00080005, "CS", stated) + class_uid + instance_uid
    (tmp_path / "in").write_bytes(content + element(_NAME, "PN", padded))
    command = ["dcmconv", "+U8", "-f", "-te", "-F", str(tmp_path / "in"), str(tmp_path / "out")]
    subprocess.run(command, check=True, capture_output=True)
    theirs = (tmp_path / "out").read_bytes().rpartition(b"PN")[2][2:].decode().rstrip()
    assert decode(value, tuple(terms.split("\\")), "PN") == (theirs, False)
