from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import numpy.typing as npt
import psutil
import pytest

from tests.support import coded_frames as made
from workstation.dicom.fragments import frame_extents
from workstation.dicom.model import Instance
from workstation.imaging import decoder as decoder_module
from workstation.imaging.codecs_coding import FrameCoding
from workstation.imaging.decoder import (
    Decoder,
    FrameMissingError,
    FrameUndecodableError,
    coding_of,
    memory_for,
    seconds_for,
)


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    """One with a worker."""
    decoder = Decoder(1)
    yield decoder
    decoder.shutdown()


def _decoded(decoder: Decoder, instance: Instance, frame_index: int = 0) -> npt.NDArray[Any]:
    return decoder.decode(instance, frame_index, frame_extents(instance)[frame_index])[0]


@pytest.mark.parametrize("uid", [made.NATIVE, made.RLE])
def test_each_frame_is_its_own(decoder: Decoder, tmp_path: Path, uid: str) -> None:
    """Copied here or decoded elsewhere."""
    frames = [made.gray(seed=number) for number in range(3)]
    data = [made.rle(f) if uid == made.RLE else f.tobytes() for f in frames]
    instance = made.stored_instance(tmp_path, data, made.coding(uid))
    for number in (2, 0, 1):
        assert np.array_equal(_decoded(decoder, instance, number), frames[number])


@pytest.mark.parametrize("stored", [12, 16])
@pytest.mark.parametrize("big", [False, True])
def test_native_samples_are_put_right_in_place(
    decoder: Decoder, tmp_path: Path, stored: int, big: bool
) -> None:
    """Byte order, sign, and what lies beside the stored bits."""
    how = made.coding(stored=stored, signed=True, big_endian=big)
    values = made.gray(stored, signed=True)
    cells = values.astype(np.uint16) & ((1 << stored) - 1) | (0 if stored == 16 else 0xA000)
    data = cells.astype(">u2" if big else "<u2").tobytes()
    decoded = _decoded(decoder, made.stored_instance(tmp_path, [data], how))
    assert decoded.dtype == np.int16
    assert np.array_equal(decoded, values)


def test_single_bits_of_the_third_frame_are_found(decoder: Decoder, tmp_path: Path) -> None:
    """Frames of 714 bits begin anywhere in a byte."""
    frames = [made.gray(1, seed=number) for number in range(3)]
    bits = np.concatenate([f.reshape(-1) for f in frames]).astype(np.uint8)
    whole = np.packbits(bits, bitorder="little").tobytes()
    instance = made.stored_instance(tmp_path, [whole], made.coding(bits=1))
    assert instance.image is not None
    instance = replace(instance, image=replace(instance.image, number_of_frames=3))
    assert np.array_equal(_decoded(decoder, instance, 2), frames[2])


def test_bytes_that_were_written_as_words_are_put_in_order(
    decoder: Decoder, tmp_path: Path
) -> None:
    """OW in a big endian file; the second frame begins in the middle of a word."""
    how = made.coding(bits=8, rows=3, columns=3, big_endian=True)
    data = bytes(range(1, 19))
    swapped = np.frombuffer(data, np.uint16).byteswap().tobytes()
    instance = made.stored_instance(tmp_path, [swapped], how)
    instance.file.path.write_bytes(b"OW\0\0\0\0\0\0" + swapped)
    assert instance.image is not None
    instance = replace(instance, image=replace(instance.image, number_of_frames=2))
    assert _decoded(decoder, instance, 1).reshape(-1).tolist() == list(range(10, 19))


def test_fragments_of_a_frame_are_joined(decoder: Decoder, tmp_path: Path) -> None:
    """Wherever they lie in the file."""
    stream = made.rle(made.gray())
    instance = made.stored_instance(tmp_path, [stream], made.coding(made.RLE))
    ((offset, length),) = frame_extents(instance)[0]
    extents = [(offset, 100), (offset + 100, length - 100)]
    assert np.array_equal(decoder.decode(instance, 0, extents)[0], made.gray())


def _undecodable(folder: Path, data: bytes, how: FrameCoding) -> Instance:
    return made.stored_instance(folder, [data], how)


@pytest.mark.parametrize("uid", [made.RLE, made.J2K, made.JPEG_LS])
def test_a_damaged_frame_is_told_with_its_file(decoder: Decoder, tmp_path: Path, uid: str) -> None:
    """In words; the next frame is decoded."""
    instance = made.stored_instance(tmp_path, [b"nothing of the kind"], made.coding(uid))
    with pytest.raises(FrameUndecodableError, match="Frame 1 of DISC/image cannot be shown"):
        _decoded(decoder, instance)


def test_a_frame_that_the_file_ends_before_is_incomplete(decoder: Decoder, tmp_path: Path) -> None:
    """It has no extents."""
    instance = made.stored_instance(tmp_path, [b""], made.coding(made.RLE))
    with pytest.raises(FrameUndecodableError, match="incomplete"):
        decoder.decode(instance, 0, ())


@pytest.mark.parametrize("uid", [made.NATIVE, made.RLE])
def test_a_file_that_is_cut_after_it_was_opened_is_incomplete(
    decoder: Decoder, tmp_path: Path, uid: str
) -> None:
    """Half of a picture is none."""
    data = made.gray().tobytes() if uid == made.NATIVE else made.rle(made.gray())
    instance = made.stored_instance(tmp_path, [data], made.coding(uid))
    extents = frame_extents(instance)[0]
    instance.file.path.write_bytes(instance.file.path.read_bytes()[:-300])
    with pytest.raises(FrameUndecodableError, match="incomplete"):
        decoder.decode(instance, 0, extents)


@pytest.mark.parametrize("uid", [made.NATIVE, made.RLE])
def test_a_file_that_is_gone_is_missing(decoder: Decoder, tmp_path: Path, uid: str) -> None:
    """And named as the user knows it."""
    data = made.gray().tobytes() if uid == made.NATIVE else made.rle(made.gray())
    instance = made.stored_instance(tmp_path, [data], made.coding(uid))
    extents = frame_extents(instance)[0]
    instance.file.path.unlink()
    with pytest.raises(FrameMissingError, match="DISC/image cannot be read: No such file"):
        decoder.decode(instance, 0, extents)


def test_notes_come_along(decoder: Decoder, tmp_path: Path) -> None:
    """From the worker to the picture."""
    stream = bytes(imagecodecs.jpeg8_encode(made.smooth(8).astype(np.uint8)))
    instance = made.stored_instance(tmp_path, [stream], made.coding(made.SV1, 8))
    notes = decoder.decode(instance, 0, frame_extents(instance)[0])[1]
    assert notes[0] == "The pixel data are JPEG, although the file says lossless JPEG."


def test_what_is_granted_grows_with_the_declared_size(tmp_path: Path) -> None:
    """A small frame has no use for the memory of a large one."""
    instance = made.stored_instance(tmp_path, [bytes(1428)], made.coding())
    small = coding_of(instance, 0)
    assert memory_for(replace(small, rows=4000, columns=4000), 0) > 3 * memory_for(small, 0)


def test_a_slice_that_cannot_be_decoded_is_told_within_two_seconds() -> None:
    """And a mammogram has the time that JPEG 2000 takes on a slow machine."""
    assert seconds_for(made.coding(made.J2K, rows=512, columns=512)) < 1.5
    assert seconds_for(made.coding(made.J2K, rows=4096, columns=3328)) > 10


def test_a_size_that_is_only_claimed_is_not_granted_the_machine() -> None:
    """65535 × 65535 pixels would justify hours, and all of the memory."""
    claimed = made.coding(made.J2K, rows=65535, columns=65535)
    assert seconds_for(claimed) <= 60
    assert memory_for(claimed, 1000) < 0.6 * psutil.virtual_memory().total + (1 << 29)


def test_a_frame_larger_than_the_memory_is_told(decoder: Decoder, tmp_path: Path) -> None:
    """A header of a few bytes can ask for anything."""
    claimed = made.coding(made.J2K, 64, rows=1_000_000_000, columns=1_000_000)
    instance = made.stored_instance(tmp_path, [b"nothing"], claimed)
    with pytest.raises(FrameUndecodableError, match="not enough memory"):
        decoder.decode(instance, 0, frame_extents(instance)[0])


def test_native_color_with_a_profile_is_converted_in_a_worker(
    decoder: Decoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hostile profile is parsed by C code: never in this process."""
    monkeypatch.setattr(decoder_module, "color_profile", lambda _instance, _index: b"hostile")
    monkeypatch.setattr(decoder_module, "decode_frame", None)
    how = made.rgb_coding()
    instance = made.stored_instance(tmp_path, [made.rgb().tobytes()], how)
    decoded, notes = decoder.decode(instance, 0, frame_extents(instance)[0])
    assert np.array_equal(decoded, made.rgb())
    assert notes == ("Its color profile cannot be applied: the colors are shown as stored.",)


@pytest.mark.parametrize("bits", [32, 64])
@pytest.mark.parametrize("big", [False, True])
def test_floating_values_are_copied_to_the_last_bit(
    decoder: Decoder, tmp_path: Path, bits: int, big: bool
) -> None:
    """Not a number and infinite ones too, in either byte order."""
    values = _fractions(bits)
    how = made.coding(bits=bits, signed=True, floating=True, big_endian=big)
    instance = made.stored_instance(
        tmp_path, [values.astype(f"{'>' if big else '<'}f{bits // 8}").tobytes()], how
    )
    assert _decoded(decoder, instance).tobytes() == values.tobytes()


@pytest.mark.parametrize("bits", [32, 64])
def test_floating_values_may_be_packed_by_bytes(
    decoder: Decoder, tmp_path: Path, bits: int
) -> None:
    """Run lengths know nothing of what the bytes mean."""
    values = _fractions(bits)
    how = made.coding(made.RLE, bits=bits, signed=True, floating=True)
    packed = made.rle(values.view(f"u{bits // 8}"))
    instance = made.stored_instance(tmp_path, [packed], how)
    assert _decoded(decoder, instance).tobytes() == values.tobytes()


def test_a_codec_for_images_is_not_for_floating_values(decoder: Decoder, tmp_path: Path) -> None:
    """Its whole numbers would be taken for the bits of fractions."""
    how = made.coding(made.J2K, bits=32, signed=True, floating=True)
    coded = imagecodecs.jpeg2k_encode(made.gray(), level=0, codecformat="j2k")
    instance = made.stored_instance(tmp_path, [bytes(coded)], how)
    with pytest.raises(FrameUndecodableError, match="not supported"):
        _decoded(decoder, instance)


def _fractions(bits: int) -> npt.NDArray[Any]:
    values = np.random.default_rng(5).normal(0, 1e5, (made.ROWS, made.COLUMNS))
    values[2, 3:6] = np.nan, np.inf, -np.inf
    return values.astype(f"<f{bits // 8}")


def test_labels_come_out_in_the_colors_of_their_segments(decoder: Decoder, tmp_path: Path) -> None:
    """The value 0 is black, every other is not."""
    labels = np.arange(made.ROWS * made.COLUMNS, dtype=np.uint8).reshape(made.ROWS, -1)
    plain = made.stored_instance(tmp_path, [labels.tobytes()], made.coding(bits=8))
    assert plain.image is not None
    instance = replace(plain, image=replace(plain.image, labels=True))
    colors = _decoded(decoder, instance)
    assert np.array_equal(colors.any(axis=2), labels != 0)


def test_pixels_without_a_number_are_told(decoder: Decoder, tmp_path: Path) -> None:
    """There are three in each frame of fractions."""
    how = made.coding(bits=32, signed=True, floating=True)
    instance = made.stored_instance(tmp_path, [_fractions(32).tobytes()], how)
    _values, notes = decoder.decode(instance, 0, frame_extents(instance)[0])
    assert notes == ("3 pixels hold no number and are left black",)
