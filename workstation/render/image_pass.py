"""From stored values to modality values at the pixels of a viewport; color to its 8 bits.

The first of two passes. Its result changes with frame, zoom and pan, not with the window, so
that a window drag repeats the second pass only.
"""

import numpy as np
import numpy.typing as npt

from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.modality import modality_values
from workstation.imaging.pipeline import valid_pixels
from workstation.imaging.placement import placement
from workstation.render.cache import Cache
from workstation.render.gl import GL
from workstation.render.program import Program
from workstation.render.texture import FrameTexture, PlacementTexture, TableTexture
from workstation.scene.scene import ImageLayer, Rect

NOTHING = np.finfo(np.float32).min  # stands for "no image here" among modality values
_UNITS = {
    "frame": 0,
    "modality": 1,
    "down_places": 2,
    "down_weights": 3,
    "across_places": 4,
    "across_weights": 5,
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
        self._tile = tile
        self._frames: Cache[FrameTexture] = Cache(frame_bytes)
        self._tables: Cache[TableTexture] = Cache(_TABLE_BYTES)
        self._placements: Cache[PlacementTexture] = Cache(_PLACEMENT_BYTES)
        self._programs: dict[str, Program] = {}

    def draw_plane(self, layer: ImageLayer, chain: GrayscaleChain, rect: Rect) -> None:
        """Fill the bound framebuffer of float32, which has the size of the rectangle."""
        texture = self._gray_texture(layer, chain)
        program = self._gray_program(texture.kind)
        program.use()
        if texture.kind != "f":
            dtype = layer.pixels.values.dtype
            self._table(dtype, chain).bind(_UNITS["modality"])
            program.set("lowest", int(np.iinfo(dtype).min))
        self._draw(program, texture, layer, rect)

    def draw_color(self, layer: ImageLayer, rect: Rect, black: float) -> None:
        """Fill the rectangle of the bound framebuffer, to which GL's viewport has been set.

        black   what the display shows for P-Value 0, 0.0 to 1.0
        """
        samples = layer.pixels.values
        texture = self._frames.get(layer.pixels.key, lambda: FrameTexture(samples, self._tile))
        program = self._program("color", "color.frag", {})
        program.use()
        program.set("origin", rect.x, rect.y)
        program.set("divisor", 1.0 if samples.dtype == np.uint8 else 257.0)
        program.set("black", black)
        self._draw(program, texture, layer, rect)

    def close(self) -> None:
        """Give everything back."""
        for cache in (self._frames, self._tables, self._placements):
            cache.close()
        for program in self._programs.values():
            program.close()
        self._programs.clear()

    def _draw(self, program: Program, texture: FrameTexture, layer: ImageLayer, rect: Rect) -> None:
        texture.bind(_UNITS["frame"])
        program.set("tile", *texture.tile)
        program.set("tiles_across", texture.across if texture.layers > 1 else 0)
        place = self._placement(layer, rect)
        place.down.bind(_UNITS["down_places"], _UNITS["down_weights"])
        place.across.bind(_UNITS["across_places"], _UNITS["across_weights"])
        program.set("taps", place.across.taps, place.down.taps)
        program.set("inputs", place.across.inputs, place.down.inputs)
        program.set("turned", place.turned)
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)

    def _gray_texture(self, layer: ImageLayer, chain: GrayscaleChain) -> FrameTexture:
        samples = layer.pixels.values
        if samples.dtype.itemsize <= 2:
            return self._frames.get(layer.pixels.key, lambda: FrameTexture(samples, self._tile))
        # No table has 2^32 entries; what becomes of such samples is float32 by definition.
        key = (layer.pixels.key, chain.modality, chain.padding)
        return self._frames.get(key, lambda: FrameTexture(_marked(samples, chain), self._tile))

    def _table(self, dtype: np.dtype[np.integer], chain: GrayscaleChain) -> TableTexture:
        key = (dtype.name, chain.modality, chain.padding)
        return self._tables.get(key, lambda: TableTexture(_marked(_every_value(dtype), chain)))

    def _placement(self, layer: ImageLayer, rect: Rect) -> PlacementTexture:
        rows, columns = layer.pixels.values.shape[:2]
        kernel = layer.interpolation.value
        key = (rect, rows, columns, layer.surface_from_image, kernel)
        return self._placements.get(
            key,
            lambda: PlacementTexture(
                placement(layer.surface_from_image, rect, (rows, columns), kernel)
            ),
        )

    def _gray_program(self, kind: str) -> Program:
        defines = {"SAMPLER": _SAMPLERS[kind]} | ({"DIRECT": "1"} if kind == "f" else {})
        return self._program(kind, "resample.frag", defines)

    def _program(self, name: str, file: str, defines: dict[str, str]) -> Program:
        if name not in self._programs:
            self._programs[name] = Program("surface.vert", file, _UNITS, defines)
        return self._programs[name]


def _every_value(dtype: np.dtype[np.integer]) -> npt.NDArray[np.integer]:
    """Every stored value of a type, from its lowest."""
    limits = np.iinfo(dtype)
    return np.arange(limits.min, limits.max + 1).astype(dtype)


def _marked(stored: npt.NDArray[np.integer], chain: GrayscaleChain) -> npt.NDArray[np.float32]:
    """Modality values as imaging defines them, with NOTHING for padding."""
    values = modality_values(stored, chain.modality)
    valid = valid_pixels(stored, chain.padding)
    if valid is not None:
        values[~valid] = NOTHING
    return values
