"""The examples of PS3.5 annexes H to K, typed from their tables as bytes."""

import re

import pytest

from workstation.dicom.encoding import decode

_JAPANESE = "Yamada^Tarou=山田^太郎=やまだ^たろう"
_HALF_WIDTH = "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"
_TRADITIONAL = "Wang^XiaoDong=王^小東="
_KOREAN = "Hong^Gildong=洪^吉洞=홍^길동"

# The Standard prints column/row; here as it stands there.
_H_3_1 = """05/09 06/01 06/13 06/01 06/04 06/01 05/14 05/04 06/01 07/02 06/15 07/05 03/13
01/11 02/04 04/02 03/11 03/03 04/05 04/04 01/11 02/08 04/02 05/14
01/11 02/04 04/02 04/02 04/00 04/15 03/10 01/11 02/08 04/02 03/13
01/11 02/04 04/02 02/04 06/04 02/04 05/14 02/04 04/00 01/11 02/08 04/02 05/14
01/11 02/04 04/02 02/04 03/15 02/04 06/13 02/04 02/06 01/11 02/08 04/02"""
_H_3_2 = """13/04 12/15 12/00 13/14 05/14 12/00 13/11 11/03 03/13
01/11 02/04 04/02 03/11 03/03 04/05 04/04 01/11 02/08 04/10 05/14
01/11 02/04 04/02 04/02 04/00 04/15 03/10 01/11 02/08 04/10 03/13
01/11 02/04 04/02 02/04 06/04 02/04 05/14 02/04 04/00 01/11 02/08 04/10 05/14
01/11 02/04 04/02 02/04 03/15 02/04 06/13 02/04 02/06 01/11 02/08 04/10"""
_I_2 = """04/08 06/15 06/14 06/07 05/14 04/07 06/09 06/12 06/04 06/15 06/14 06/07 03/13
01/11 02/04 02/09 04/03 15/11 15/03 05/14 01/11 02/04 02/09 04/03 13/01 12/14 13/04 13/07 03/13
01/11 02/04 02/09 04/03 12/08 10/11 05/14 01/11 02/04 02/09 04/03 11/01 14/06 11/05 11/15"""

_LINES = "The first line includes{}.\r\nThe second line includes{}, too.\r\nThe third line{}"
_I_3 = (
    b"\x1b$)CThe first line includes \xc7\xd1\xb1\xdb .\r\n"
    b"\x1b$)CThe second line includes \xc7\xd1\xb1\xdb, too.\r\nThe third line"
)
_J_2 = (
    b"The first line includes \xe4\xb8\xad\xe6\x96\x87.\r\nThe second line includes "
    b"\xe4\xb8\xad\xe6\x96\x87, too.\r\nThe third line.\r\n"
)
_J_4 = (
    b"The first line includes\xd6\xd0\xce\xc4.\r\nThe second line includes"
    b"\xd6\xd0\xce\xc4, too.\r\nThe third line.\r\n"
)
_K_2 = (
    b"Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab=",
    "Zhang^XiaoDong=张^小东=",
)
_K_3 = bytes.fromhex(
    "312e1b242941b5dad2bbd0d0cec4d7d6a1a30d0a"
    "322e1b242941b5dab6fed0d0cec4d7d6a1a30d0a"
    "332e1b242941b5dac8fdd0d0cec4d7d6a1a30d0a"
)


def _bytes(table: str) -> bytes:
    """Column and row of the code table, as the Standard writes bit combinations."""
    pairs = re.findall(r"(\d\d)/(\d\d)", table)
    return bytes(int(column) << 4 | int(row) for column, row in pairs)


@pytest.mark.parametrize(
    ("terms", "value", "name"),
    [
        (("", "ISO 2022 IR 87"), _bytes(_H_3_1), _JAPANESE),
        (("ISO 2022 IR 13", "ISO 2022 IR 87"), _bytes(_H_3_2), _HALF_WIDTH),
        (("", "ISO 2022 IR 149"), _bytes(_I_2), _KOREAN),
        (("ISO_IR 192",), b"Wang^XiaoDong=\xe7\x8e\x8b^\xe5\xb0\x8f\xe6\x9d\xb1=", _TRADITIONAL),
        (("GB18030",), b"Wang^XiaoDong=\xcd\xf5^\xd0\xa1\xb6\xab=", "Wang^XiaoDong=王^小东="),
        (("GBK",), b"Wang^XiaoDong=\xcd\xf5^\xd0\xa1\xb6\xab=", "Wang^XiaoDong=王^小东="),
        (("", "ISO 2022 IR 58"), *_K_2),
    ],
    ids=["H.3.1", "H.3.2", "I.2", "J.1", "J.3", "J.3 GBK", "K.2"],
)  # fmt: skip
def test_the_names_of_the_annexes(terms: tuple[str, ...], value: bytes, name: str) -> None:
    """Three groups in three scripts; nothing is doubtful."""
    assert decode(value, terms, "PN") == (name, False)


@pytest.mark.parametrize(
    ("terms", "value", "text"),
    [
        (("", "ISO 2022 IR 149"), _I_3, _LINES.format(" 한글 ", " 한글", "")),
        (("ISO_IR 192",), _J_2, _LINES.format(" 中文", " 中文", ".\r\n")),
        (("GB18030",), _J_4, _LINES.format("中文", "中文", ".\r\n")),
        (("", "ISO 2022 IR 58"), _K_3, "1.第一行文字。\r\n2.第二行文字。\r\n3.第三行文字。\r\n"),
    ],
    ids=["I.3", "J.2", "J.4", "K.3"],
)
@pytest.mark.parametrize("vr", ["LT", "ST", "UT"])
def test_the_long_texts_of_the_annexes(
    terms: tuple[str, ...], value: bytes, text: str, vr: str
) -> None:
    """Each line starts in the first set again, and calls its own."""
    assert decode(value, terms, vr) == (text, False)
