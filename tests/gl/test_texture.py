"""Textures hold what they are given, bit for bit."""

from contextlib import closing
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from workstation.imaging.resample import axis_weights
from workstation.render.gl import GL, pointer
from workstation.render.texture import AxisTexture, FrameTexture, TableTexture, Texture, TileTexture

_READ = {
    "uint8": (GL.GL_RED_INTEGER, GL.GL_UNSIGNED_BYTE),
    "int8": (GL.GL_RED_INTEGER, GL.GL_BYTE),
    "uint16": (GL.GL_RED_INTEGER, GL.GL_UNSIGNED_SHORT),
    "int16": (GL.GL_RED_INTEGER, GL.GL_SHORT),
    "uint32": (GL.GL_RED_INTEGER, GL.GL_UNSIGNED_INT),
    "int32": (GL.GL_RED_INTEGER, GL.GL_INT),
    "float32": (GL.GL_RED, GL.GL_FLOAT),
}


def _read(texture: Texture, shape: tuple[int, ...], dtype: str) -> npt.NDArray[Any]:
    values = np.empty(shape, dtype)
    texture.bind(0)
    GL.glPixelStorei(GL.GL_PACK_ALIGNMENT, 1)
    GL.glGetTexImage(texture.target, 0, *_READ[dtype], pointer(values))
    return values


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "uint16", "int32", "uint32"])
def test_a_frame_keeps_every_bit_of_every_integer_type(dtype: str) -> None:
    """Odd widths too, whose rows end between words; a view into a volume as well."""
    limits = np.iinfo(dtype)
    volume = np.linspace(limits.min, limits.max, 2 * 5 * 7).reshape(2, 5, 7).astype(dtype)
    with closing(FrameTexture(volume[1])) as texture:
        assert np.array_equal(_read(texture, (1, 5, 7), dtype)[0], volume[1])


def test_a_frame_past_the_limit_lies_in_layers() -> None:
    """Nothing is lost, and layers are no larger than need be."""
    stored = np.arange(5 * 7, dtype=np.int16).reshape(5, 7)
    with closing(FrameTexture(stored, limit=4)) as texture:
        layers = _read(texture, (4, 3, 4), "int16")
    assert texture.tile == (4, 3)
    assert layers[0].tolist() == stored[:3, :4].tolist()
    assert layers[3, :2, :3].tolist() == stored[3:, 4:].tolist()


@pytest.mark.parametrize("length", [1, 2, 256, 257, 65535, 65536])
def test_a_table_of_any_length_is_folded(length: int) -> None:
    """65536 entries are more than a row of a texture may have."""
    entries = np.arange(length, dtype=np.float32) * 0.5
    with closing(TableTexture(entries)) as texture:
        read = _read(texture, (-(-length // 256), 256), "float32").ravel()
    assert texture.last == length - 1
    assert np.array_equal(read[:length], entries)


def test_a_table_of_triplets_keeps_their_order() -> None:
    """Red, green and blue of each entry, in the same fold."""
    entries = np.arange(300 * 3, dtype=np.uint16).reshape(300, 3) * 70
    with closing(TableTexture(entries)) as texture:
        read = np.empty((2, 256, 3), np.uint16)
        texture.bind(0)
        GL.glPixelStorei(GL.GL_PACK_ALIGNMENT, 1)
        layout, kind = GL.GL_RGB_INTEGER, GL.GL_UNSIGNED_SHORT
        GL.glGetTexImage(texture.target, 0, layout, kind, pointer(read))
    assert np.array_equal(read.reshape(-1, 3)[:300], entries)


def test_a_pattern_is_not_folded() -> None:
    """Row 3, column 60 stays there."""
    pattern = np.arange(64 * 64, dtype=np.uint16).reshape(64, 64)
    with closing(TileTexture(pattern)) as texture:
        assert np.array_equal(_read(texture, (64, 64), "uint16"), pattern)


def test_weights_are_the_arrays_that_numpy_uses() -> None:
    """One definition for both."""
    axis = axis_weights(9, 5, 0.55, 0.1, "sharp")
    with closing(AxisTexture(axis)) as texture:
        read = _read(texture._weights, axis.weights.T.shape, "float32")
    assert np.array_equal(read, axis.weights.T)
    assert (texture.taps, texture.inputs) == (axis.weights.shape[1], 5)


def test_making_a_texture_pushes_no_bound_one_out() -> None:
    """A pass binds what it has before it makes what it lacks."""
    with closing(Texture(GL.GL_TEXTURE_2D)) as bound:
        bound.bind(0)
        TableTexture(np.zeros(3, np.float32)).close()
        GL.glActiveTexture(GL.GL_TEXTURE0)
        assert GL.glGetIntegerv(GL.GL_TEXTURE_BINDING_2D) == bound.name
