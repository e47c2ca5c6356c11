"""Textures that are read by integer coordinates only: frames bit for bit, tables, axis weights."""

from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.imaging.placement import Placement
from workstation.imaging.resample import AxisWeights
from workstation.render.bands import bands
from workstation.render.gl import GL, integer, pointer

# internal format, format and type of samples, by (dtype, channels)
_FORMATS = {
    ("uint8", 1): (GL.GL_R8UI, GL.GL_RED_INTEGER, GL.GL_UNSIGNED_BYTE),
    ("int8", 1): (GL.GL_R8I, GL.GL_RED_INTEGER, GL.GL_BYTE),
    ("uint16", 1): (GL.GL_R16UI, GL.GL_RED_INTEGER, GL.GL_UNSIGNED_SHORT),
    ("int16", 1): (GL.GL_R16I, GL.GL_RED_INTEGER, GL.GL_SHORT),
    ("uint32", 1): (GL.GL_R32UI, GL.GL_RED_INTEGER, GL.GL_UNSIGNED_INT),
    ("int32", 1): (GL.GL_R32I, GL.GL_RED_INTEGER, GL.GL_INT),
    ("float32", 1): (GL.GL_R32F, GL.GL_RED, GL.GL_FLOAT),
    ("int32", 2): (GL.GL_RG32I, GL.GL_RG_INTEGER, GL.GL_INT),
    ("uint8", 3): (GL.GL_RGB8UI, GL.GL_RGB_INTEGER, GL.GL_UNSIGNED_BYTE),
    ("uint16", 3): (GL.GL_RGB16UI, GL.GL_RGB_INTEGER, GL.GL_UNSIGNED_SHORT),
}
_SCRATCH = GL.GL_TEXTURE15  # unit for making textures, so that no bound one is pushed out
_FOLD = 256  # entries in a row of a table: 65536 of them are more than a 1-D texture may hold


class Texture:
    """A texture without filtering, made, used and closed with one context current.

    Closing is the owner's job, never __del__'s: the collector does not know which context is
    current.

    bytes   what it takes of the card's memory
    """

    def __init__(self, target: int) -> None:
        self.name = int(GL.glGenTextures(1))
        self.target = target
        self.bytes = 0
        GL.glActiveTexture(_SCRATCH)
        GL.glBindTexture(target, self.name)
        for parameter in (GL.GL_TEXTURE_MIN_FILTER, GL.GL_TEXTURE_MAG_FILTER):
            GL.glTexParameteri(target, parameter, GL.GL_NEAREST)
        for parameter in (GL.GL_TEXTURE_WRAP_S, GL.GL_TEXTURE_WRAP_T):
            GL.glTexParameteri(target, parameter, GL.GL_CLAMP_TO_EDGE)
        GL.glTexParameteri(target, GL.GL_TEXTURE_MAX_LEVEL, 0)

    def bind(self, unit: int) -> None:
        """Let a sampler on this unit read it."""
        GL.glActiveTexture(GL.GL_TEXTURE0 + unit)
        GL.glBindTexture(self.target, self.name)

    def close(self) -> None:
        """Give it back."""
        GL.glDeleteTextures([self.name])
        self.name = 0


class FrameTexture(Texture):
    """The samples of one frame, shape (rows, columns) or (rows, columns, 3), bit for bit.

    A frame larger than the card's limit lies in the layers of an array texture, so that a
    shader finds every sample, at the seams too, without a second draw.

    tile     columns and rows of one layer
    across   layers beside each other
    layers   of them, in all
    """

    def __init__(self, samples: npt.NDArray[Any], limit: int | None = None) -> None:
        super().__init__(GL.GL_TEXTURE_2D_ARRAY)
        rows, columns = samples.shape[:2]
        limit = limit or integer(GL.GL_MAX_TEXTURE_SIZE)
        self.across, down = ceil(columns / limit), ceil(rows / limit)
        self.tile = ceil(columns / self.across), ceil(rows / down)
        self.dtype = samples.dtype
        self.bytes = samples.nbytes
        channels = 1 if samples.ndim == 2 else samples.shape[2]
        internal, layout, kind = _FORMATS[samples.dtype.name, channels]
        self.layers = self.across * down
        size = (*self.tile, self.layers)
        GL.glTexImage3D(self.target, 0, internal, *size, 0, layout, kind, None)
        GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 1)  # rows need not be a multiple of 4 bytes
        for layer in range(self.layers):
            self._upload(samples, layer, layout, kind)

    def _upload(self, samples: npt.NDArray[Any], layer: int, layout: int, kind: int) -> None:
        x, y = layer % self.across * self.tile[0], layer // self.across * self.tile[1]
        part = np.ascontiguousarray(samples[y : y + self.tile[1], x : x + self.tile[0]])
        GL.glTexSubImage3D(
            *(self.target, 0, 0, 0, layer),
            *(part.shape[1], part.shape[0], 1),
            *(layout, kind, pointer(part)),
        )


class TableTexture(Texture):
    """A table, folded: entry i at (i % 256, i // 256).

    Of shape (entries,) of float32, uint16 or uint32, or (entries, 3) of uint16.

    last   index of the last entry
    """

    def __init__(self, entries: npt.NDArray[Any]) -> None:
        super().__init__(GL.GL_TEXTURE_2D)
        self.last = len(entries) - 1
        rows = ceil(len(entries) / _FOLD)
        folded = np.zeros((rows * _FOLD, *entries.shape[1:]), entries.dtype)
        folded[: len(entries)] = entries
        _fill(self, folded.reshape(rows, _FOLD, *entries.shape[1:]))


class TileTexture(Texture):
    """A small pattern, shape (rows, columns) of uint16, as it is."""

    def __init__(self, pattern: npt.NDArray[np.uint16]) -> None:
        super().__init__(GL.GL_TEXTURE_2D)
        _fill(self, np.ascontiguousarray(pattern))


class AxisTexture:
    """The weights of one axis, as imaging.resample computes them.

    places    RG32I, (outputs, 1): first source sample, and the nearest one (-1: outside)
    weights   R32F, (outputs, taps)
    """

    def __init__(self, axis: AxisWeights) -> None:
        self._places = Texture(GL.GL_TEXTURE_2D)
        _fill(self._places, np.stack((axis.first, axis.nearest), axis=-1)[None])
        self._weights = Texture(GL.GL_TEXTURE_2D)
        _fill(self._weights, np.ascontiguousarray(axis.weights.T))
        self.taps = axis.weights.shape[1]
        self.inputs = axis.inputs
        self.bytes = self._places.bytes + self._weights.bytes

    def bind(self, places: int, weights: int) -> None:
        """Let samplers on these two units read it."""
        self._places.bind(places)
        self._weights.bind(weights)

    def close(self) -> None:
        """Give both textures back."""
        self._places.close()
        self._weights.close()


class PlacementTexture:
    """Both axes of an image placed on the surface, as imaging.placement computes them.

    bands   of the across axis, so that each sees no more than `limit` source samples
    """

    def __init__(self, place: Placement, limit: int) -> None:
        self.turned = place.turned
        self.bands = bands(place.across, limit)
        self.down = AxisTexture(place.down)
        self.across = AxisTexture(place.across)
        self.bytes = self.down.bytes + self.across.bytes

    def close(self) -> None:
        """Give both axes back."""
        self.down.close()
        self.across.close()


def _fill(texture: Texture, values: npt.NDArray[Any]) -> None:
    """Values of shape (rows, columns) or (rows, columns, channels) into a 2-D texture."""
    channels = 1 if values.ndim == 2 else values.shape[2]
    internal, layout, kind = _FORMATS[values.dtype.name, channels]
    GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 1)
    GL.glActiveTexture(_SCRATCH)
    GL.glBindTexture(texture.target, texture.name)
    GL.glTexImage2D(
        *(texture.target, 0, internal, values.shape[1], values.shape[0], 0),
        *(layout, kind, pointer(values)),
    )
    texture.bytes = values.nbytes
