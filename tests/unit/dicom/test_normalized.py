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
