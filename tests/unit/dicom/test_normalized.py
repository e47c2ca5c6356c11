import struct

import pytest

from workstation.dicom.normalized import (
    Normalized,
    Request,
    pack_answer,
    pack_request,
    unpack_answer,
    unpack_request,
)


def test_a_request_arrives_as_it_was_sent() -> None:
    """Names of files can be anything."""
    request = Request('ä"\udcff.dcm', 2**40, 7)
    assert unpack_request(pack_request(request)) == request


def test_an_answer_arrives_as_it_was_sent() -> None:
    """Facts and bytes."""
    facts = Normalized("1.2", 4, 0x7FE00010, 2**40, None, big_endian=True)
    assert unpack_answer(pack_answer(facts, b"\0content")) == (facts, b"\0content")


@pytest.mark.parametrize(
    "head",
    [
        b"{}",
        b"[1]",
        b"1",
        b"[" * 5000,
        b'{"transfer_syntax_uid": 5, "meta_length": 0, "pixel_data": null, "offset": 0,'
        b' "length": null, "big_endian": false}',
        b'{"transfer_syntax_uid": "1", "meta_length": 0, "pixel_data": null, "offset": "x",'
        b' "length": null, "big_endian": false}',
    ],
)
def test_an_answer_of_another_form_is_refused(head: bytes) -> None:
    """Whoever sent it has read untrusted bytes."""
    with pytest.raises(ValueError, match=r"form|long"):
        unpack_answer(struct.pack("<I", len(head)) + head)
