import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.imaging import video_index
from workstation.imaging.video_container import Container
from workstation.imaging.video_index import START, EntryPoint, entry_points
from workstation.imaging.video_stream import BitStream

_SPS, _PPS, _SEI, _IDR, _P = b"\x67..", b"\x68..", b"\x06..", b"\x65\x88.", b"\x41\x9a."
_P_GOES_ON = b"\x41\x1a."  # a slice that does not begin a picture


def _stream(*units: bytes) -> BitStream:
    return BitStream(memoryview(b"".join(b"\0\0\1" + unit for unit in units)))


def _at(*units: bytes) -> int:
    return sum(3 + len(unit) for unit in units)


def test_a_stream_is_entered_where_the_decoder_is_told_all_anew() -> None:
    """At the headers before the picture."""
    first = (_SPS, _PPS, _IDR, _P, _P)
    points = entry_points(_stream(*first, _SEI, _SPS, _PPS, _IDR, _P), Container.H264, 5)
    assert points == (START, EntryPoint(3, _at(*first)))


def test_a_picture_without_its_headers_is_no_entry() -> None:
    """A decoder that begins there would not know its size."""
    assert entry_points(_stream(_SPS, _IDR, _P, _IDR), Container.H264, 3) == (START,)


def test_the_slices_of_a_picture_are_counted_once() -> None:
    """Only the first begins at its first macroblock."""
    units = (_SPS, _IDR, _P, _P_GOES_ON, _P_GOES_ON, _SPS, _IDR)
    assert entry_points(_stream(*units), Container.H264, 3)[1].frame_index == 2


@pytest.mark.parametrize("frames", [2, 4])
def test_a_stream_with_another_count_than_the_header_is_only_read_from_the_start(
    frames: int,
) -> None:
    """Its pictures are fields, or some are not shown: nobody knows which is which."""
    assert entry_points(_stream(_SPS, _IDR, _P, _SPS, _IDR), Container.H264, frames) == (START,)


def test_hevc_is_entered_at_idr_pictures_only() -> None:
    """After a CRA picture frames may come that lean on what was before; other layers are none."""
    sps, idr, cra, p = b"\x42\1.", b"\x26\1\x80", b"\x2a\1\x80", b"\x02\1\x80"
    layer = b"\x02\x09\x80"
    units = (sps, idr, layer, p, sps, cra, p, sps, idr)
    points = entry_points(_stream(*units), Container.HEVC, 5)
    assert points == (START, EntryPoint(4, _at(*units[:7])))


def test_frames_of_mpeg_2_that_are_shown_before_their_group_are_counted() -> None:
    """An open group: the I picture comes third, and the two before it are not decoded."""
    sequence, group = b"\xb3....", b"\xb8...."
    first, open_group, other = b"\0\0\x08.", b"\0\0\x88.", b"\0\0\x10."
    units = (sequence, group, first, other, other, sequence, group, open_group, other, other)
    points = entry_points(_stream(*units), Container.MPEG2, 6)
    assert points == (START, EntryPoint(5, _at(*units[:5])))


@given(st.binary(max_size=60), st.integers(20, 60))
def test_start_codes_are_found_across_blocks(noise: bytes, block: int) -> None:
    """As if the stream were read at once."""
    data = (noise + b"\0\0\1\x65\x88") * 4
    whole = list(video_index._units(BitStream(memoryview(data))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(video_index, "_BLOCK", block)
        assert list(video_index._units(BitStream(memoryview(data)))) == whole
    assert [at for at, _head in whole] == [
        at for at in range(len(data)) if data[at : at + 3] == b"\0\0\1"
    ]
