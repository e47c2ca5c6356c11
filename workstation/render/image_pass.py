"""From stored values to modality values at the pixels of a viewport; color to its 8 bits.

The first of two passes. Its result changes with frame, zoom and pan, not with the window, so
that a window drag repeats the second pass only.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.modality import modality_values
from workstation.imaging.pipeline import may_have_gaps, valid_pixels
from workstation.imaging.placement import placement
from workstation.render.bands import Band
from workstation.render.cache import Cache
from workstation.render.framebuffer import Framebuffer
from workstation.render.gl import GL, integer
from workstation.render.program import Program
from workstation.render.texture import FrameTexture, PlacementTexture, TableTexture, Texture
from workstation.scene.scene import ImageLayer, Rect

Shade = tuple[float, float, float]

NOTHING = np.finfo(np.float32).min  # stands for "no image here" among modality values
_UNITS = {
    "frame": 0,
    "modality": 1,
    "down_places": 2,
    "down_weights": 3,
    "across_places": 4,
    "across_weights": 5,
    "down_sums": 6,
    "level_veil": 7,
}
_SAMPLERS = {"i": "isampler2DArray", "u": "usampler2DArray", "f": "sampler2DArray"}
_TABLE_BYTES = 16 << 20
_PLACEMENT_BYTES = 32 << 20


class ImagePass:
    """Draws frames; keeps their textures, tables and weights within bounds.

    frame_bytes   most that textures of frames may take
    tile          largest side of one texture; None: the card's limit
    """

    def __init__(self, frame_bytes: int, tile: int | None = None) -> None:
        self._tile = tile or integer(GL.GL_MAX_TEXTURE_SIZE)
        self._frames: Cache[FrameTexture] = Cache(frame_bytes)
        self._tables: Cache[TableTexture] = Cache(_TABLE_BYTES)
        self._placements: Cache[PlacementTexture] = Cache(_PLACEMENT_BYTES)
        self._programs: dict[str, Program] = {}
        self._sums: dict[int, Framebuffer] = {}

    def draw_plane(
        self, layer: ImageLayer, chain: GrayscaleChain, rect: Rect, plane: Framebuffer
    ) -> None:
        """Fill a plane of float32, which has the size of the rectangle; it is then bound.

        The weights of both axes are applied one after the other: an image that is minified n
        times takes 2 n looks at it for a pixel, not n squared.
        """
        texture, place = self._gray_texture(layer, chain), self._placement(layer, rect)
        self._bind_table(layer.pixels.values.dtype, chain)
        padded = may_have_gaps(layer.pixels.values.dtype, chain.padding)
        down = self._gray_program("down.frag", texture, padded)
        across = self._gray_program("across.frag", texture, padded)
        for band in place.bands:
            sums = self._sums_of(band.last - band.first, rect.height, padded)
            sums.bind()
            GL.glViewport(0, 0, band.last - band.first, rect.height)
            _draw_band(down, texture, place, band)
            plane.bind()
            GL.glEnable(GL.GL_SCISSOR_TEST)
            GL.glScissor(band.left, 0, band.right - band.left, rect.height)
            sums.texture.bind(_UNITS["down_sums"])
            _draw_band(across, texture, place, band)
            GL.glDisable(GL.GL_SCISSOR_TEST)

    def draw_color(
        self, layer: ImageLayer, rect: Rect, black: Shade, veil: Texture | None = None
    ) -> None:
        """Fill the rectangle of the bound framebuffer, to which GL's viewport has been set.

        black   what the display shows for P-Value 0: red, green and blue of 0.0 to 1.0
        veil    what lies over the image, or None
        """
        samples = layer.pixels.values
        texture = self._frames.get(layer.pixels.key, lambda: FrameTexture(samples, self._tile))
        program = self._program("color.frag", {} if veil is None else {"LEVEL_VEIL": "1"})
        if veil is not None:
            veil.bind(_UNITS["level_veil"])
        program.use()
        program.set("origin", rect.x, rect.y)
        program.set("divisor", 1.0 if samples.dtype == np.uint8 else 257.0)
        program.set("black", *black)
        _draw(program, texture, self._placement(layer, rect))

    def close(self) -> None:
        """Give everything back."""
        for cache in (self._frames, self._tables, self._placements):
            cache.close()
        for program in self._programs.values():
            program.close()
        for sums in self._sums.values():
            sums.close()
        self._programs.clear()
        self._sums.clear()

    def _sums_of(self, columns: int, rows: int, padded: bool) -> Framebuffer:
        """A framebuffer at least so large, for sums over one axis."""
        bits = 128 if padded else 32
        now = self._sums.get(bits)
        if now is None or now.width < columns or now.height < rows:
            if now is not None:
                columns, rows = max(columns, now.width), max(rows, now.height)
                now.close()
            now = self._sums[bits] = Framebuffer(columns, rows, bits)
        return now

    def _gray_texture(self, layer: ImageLayer, chain: GrayscaleChain) -> FrameTexture:
        samples = layer.pixels.values
        if samples.dtype.itemsize <= 2:
            return self._frames.get(layer.pixels.key, lambda: FrameTexture(samples, self._tile))
        # No table has 2^32 entries; what becomes of such samples is float32 by definition, also
        # of those that come as floating values.
        key = (layer.pixels.key, chain.modality, chain.padding)
        return self._frames.get(key, lambda: FrameTexture(_marked(samples, chain), self._tile))

    def _placement(self, layer: ImageLayer, rect: Rect) -> PlacementTexture:
        shape, kernel = layer.pixels.values.shape[:2], layer.interpolation.value
        key = (rect, shape, layer.surface_from_image, kernel)
        return self._placements.get(
            key,
            lambda: PlacementTexture(
                placement(layer.surface_from_image, rect, shape, kernel), self._tile
            ),
        )

    def _gray_program(self, file: str, texture: FrameTexture, padded: bool) -> Program:
        defines = {"SAMPLER": _SAMPLERS[texture.dtype.kind]}
        if texture.dtype.kind == "f":
            defines["DIRECT"] = "1"
        if padded:
            defines["PADDED"] = "1"
        program = self._program(file, defines)
        if texture.dtype.kind != "f":
            program.use()
            program.set("lowest", int(np.iinfo(texture.dtype).min))
        return program

    def _program(self, file: str, defines: dict[str, str]) -> Program:
        name = " ".join((file, *defines, *defines.values()))
        if name not in self._programs:
            self._programs[name] = Program("surface.vert", file, _UNITS, defines)
        return self._programs[name]

    def _bind_table(self, dtype: np.dtype[Any], chain: GrayscaleChain) -> None:
        """Let the programs look up what becomes of a stored value of 8 or 16 bits."""
        if dtype.itemsize <= 2:
            key = (dtype.name, chain.modality, chain.padding)
            table = self._tables.get(key, lambda: TableTexture(_marked(_every_value(dtype), chain)))
            table.bind(_UNITS["modality"])


def _draw_band(
    program: Program, texture: FrameTexture, place: PlacementTexture, band: Band
) -> None:
    program.use()
    program.set("leftmost", band.first)
    _draw(program, texture, place)


def _draw(program: Program, texture: FrameTexture, place: PlacementTexture) -> None:
    """Fill the viewport with the program in use."""
    texture.bind(_UNITS["frame"])
    program.set("tile", *texture.tile)
    program.set("tiles_across", texture.across if texture.layers > 1 else 0)
    place.down.bind(_UNITS["down_places"], _UNITS["down_weights"])
    place.across.bind(_UNITS["across_places"], _UNITS["across_weights"])
    program.set("taps", place.across.taps, place.down.taps)
    program.set("inputs", place.across.inputs, place.down.inputs)
    program.set("turned", place.turned)
    GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)


def _every_value(dtype: np.dtype[np.integer]) -> npt.NDArray[np.integer]:
    """Every stored value of a type, from its lowest."""
    limits = np.iinfo(dtype)
    return np.arange(limits.min, limits.max + 1).astype(dtype)


def _marked(stored: npt.NDArray[Any], chain: GrayscaleChain) -> npt.NDArray[np.float32]:
    """Modality values as imaging defines them, with NOTHING for padding."""
    values = modality_values(stored, chain.modality)
    valid = valid_pixels(stored, chain.padding)
    if valid is not None:
        values[~valid] = NOTHING
    return values
