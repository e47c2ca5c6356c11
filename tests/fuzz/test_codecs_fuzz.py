"""Damaged codestreams through the real sandbox: a picture of the right size, or an error."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset

from tests.support import coded_frames as made
from tests.support.damage import Sample, samples, spoiled
from tests.support.dicom_bytes import attributes
from tests.support.leftovers import descriptors, resident, zygotes
from workstation.dicom.fragments import frame_extents
from workstation.dicom.model import Instance
from workstation.imaging import decode_worker
from workstation.imaging.codecs_coding import FrameCoding
from workstation.imaging.decoder import Decoder, FrameMissingError, FrameUndecodableError

_SECONDS = 5.0  # the processor's are bounded at one; a machine under load takes longer
_LEAK = 64 << 20  # bytes: what hypothesis, numpy and the allocator may take meanwhile

_SAMPLES = samples()
_each = pytest.mark.parametrize("sample", _SAMPLES, ids=repr)
_careless = settings(
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    """One worker for all: what one frame does to it, the next one suffers from."""
    decoder = Decoder(1)
    yield decoder
    decoder.shutdown()


@pytest.fixture(autouse=True)
def nothing_left(decoder: Decoder, tmp_path: Path) -> Iterator[None]:
    """After all of it a whole frame is decoded, by one worker, and nothing has piled up."""
    _good(decoder, tmp_path)
    files, memory = descriptors(), resident()
    yield
    _good(decoder, tmp_path)
    (zygote,) = zygotes(decode_worker.ENTRY)
    assert len(zygote.children()) == 1
    assert descriptors() <= files + 2
    assert resident() < memory + _LEAK


def _good(decoder: Decoder, folder: Path) -> None:
    frame = made.gray()
    instance = made.stored_instance(folder, [made.rle(frame)], made.coding(made.RLE), "good")
    decoded, _notes = decoder.decode(instance, 0, frame_extents(instance)[0])
    assert np.array_equal(decoded, frame)


def _outcome(decoder: Decoder, instance: Instance, how: FrameCoding) -> str:
    """`shown` or `refused`; anything else is an error of ours."""
    begun = time.monotonic()
    try:
        extents = frame_extents(instance)
        frame, _notes = decoder.decode(instance, 0, extents[0] if extents else ())
    except (FrameUndecodableError, FrameMissingError) as error:
        outcome, named = "refused", instance.file.name in str(error)
    else:
        outcome, named = "shown", True
        assert (frame.shape, frame.dtype) == (how.result_shape, how.result_dtype)
    assert named
    assert time.monotonic() - begun < _SECONDS
    return outcome


@_each
@_careless
@given(data=st.data())
def test_a_damaged_stream_makes_a_picture_or_an_error(
    decoder: Decoder, tmp_path: Path, sample: Sample, data: st.DataObject
) -> None:
    """In time, and the sandbox goes on."""
    stream = data.draw(spoiled(sample.stream))
    instance = made.stored_instance(tmp_path, [stream], sample.coding)
    _outcome(decoder, instance, sample.coding)


@st.composite
def _lies(draw: st.DrawFn, sample: Sample) -> FrameCoding:
    """Another size, up to the largest that there is, depth, sign, color or transfer syntax."""
    sizes = st.integers(1, 200) | st.sampled_from([4096, 30000, 65535])
    syntaxes = sorted({sample.coding.transfer_syntax_uid, made.RLE, made.J2K})
    allocated = draw(st.sampled_from([1, 8, 16, 32]))
    stored = draw(st.integers(1, allocated))
    lie = replace(
        sample.coding,
        rows=draw(sizes),
        columns=draw(sizes),
        bits_allocated=allocated,
        bits_stored=stored,
        high_bit=draw(st.integers(stored - 1, allocated - 1)),
        signed=draw(st.booleans()),
        planar=draw(st.booleans()),
        transfer_syntax_uid=draw(st.sampled_from(syntaxes)),
    )
    return replace(lie, encapsulated=lie.transfer_syntax_uid != made.NATIVE)


@_each
@_careless
@given(data=st.data())
def test_a_stream_under_a_header_that_lies_makes_a_picture_or_an_error(
    decoder: Decoder, tmp_path: Path, sample: Sample, data: st.DataObject
) -> None:
    """However large, deep or colored the header makes it."""
    whole = st.just(sample.stream)
    lie, stream = data.draw(st.tuples(_lies(sample), whole | spoiled(sample.stream)))
    instance = made.stored_instance(tmp_path, [stream], lie)
    _outcome(decoder, instance, lie)


@_each
@_careless
@given(data=st.data())
def test_a_stream_that_is_cut_off_is_never_shown(
    decoder: Decoder, tmp_path: Path, sample: Sample, data: st.DataObject
) -> None:
    """Part of a picture is not shown as if it were all of it; markers and padding may be lost."""
    kept = data.draw(st.integers(0, len(sample.stream) - 8))
    instance = made.stored_instance(tmp_path, [sample.stream[:kept]], sample.coding)
    assert _outcome(decoder, instance, sample.coding) == "refused"


@_careless
@given(profile=spoiled(bytes(imagecodecs.cms_profile("adobergb"))))
def test_a_damaged_color_profile_costs_no_more_than_its_frame(
    decoder: Decoder, tmp_path: Path, profile: bytes
) -> None:
    """It is parsed in the sandbox too, whatever the pixels are."""
    dataset = Dataset()
    dataset.ICCProfile = profile
    how = made.rgb_coding()
    stored = made.stored_instance(tmp_path, [made.rgb().tobytes()], how)
    _outcome(decoder, replace(stored, attributes=attributes(dataset)), how)


def _patched(sample: Sample, at: int) -> Iterator[bytes]:
    for value in sorted(
        {0, 1, 2, 0x7F, 0x80, 0xFF} | {sample.stream[at] ^ 1 << n for n in range(8)}
    ):
        yield sample.stream[:at] + bytes([value]) + sample.stream[at + 1 :]


@pytest.mark.parametrize("sample", [s for s in _SAMPLES if "htj2k" in s.name], ids=repr)
def test_no_byte_of_a_high_throughput_header_makes_its_decoder_walk_for_ever(
    decoder: Decoder, tmp_path: Path, sample: Sample
) -> None:
    """Every byte before the first block, with every bit turned over, and the extremes."""
    slow = []
    for at in range(2, sample.stream.index(b"\xff\x93") + 8):
        for stream in _patched(sample, at):
            begun = time.process_time(), time.monotonic()
            instance = made.stored_instance(tmp_path, [stream], sample.coding)
            _outcome(decoder, instance, sample.coding)
            if time.monotonic() - begun[1] > 0.9:
                slow.append((at, stream[at]))
    assert slow == []
