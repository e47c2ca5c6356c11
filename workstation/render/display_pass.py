"""From modality values to the driving levels of one monitor: what a window drag repeats.

The only stage that knows the monitor.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from workstation.dicom.lut import LookupTable, LutShape, VoiFunction, Window
from workstation.display.table import DisplayTable
from workstation.imaging.chain import GrayscaleChain
from workstation.render.cache import Cache
from workstation.render.framebuffer import Framebuffer
from workstation.render.gl import GL
from workstation.render.program import Program
from workstation.render.texture import TableTexture, TileTexture
from workstation.render.veil_pass import Veils
from workstation.scene.scene import Rect

_UNITS = {
    "plane": 0,
    "voi_table": 1,
    "presentation_table": 2,
    "driving_levels": 3,
    "p_veil": 4,
    "level_veil": 5,
    "thresholds": 6,
}
_RAMP, _STEP, _SIGMOID, _TABLE = range(4)
_TABLE_BYTES = 8 << 20
_VARIANTS = ("P_VEIL", "LEVEL_VEIL", "TRIPLETS", "NOISE")


class DisplayPass:
    """Draws planes of modality values; keeps the textures of tables.

    p_values   for tests: stop at the P-Value, and draw it into a framebuffer of float32
    """

    def __init__(self, *, p_values: bool = False) -> None:
        self._defines = {"P_VALUES": "1"} if p_values else {}
        self._programs: dict[tuple[bool, ...], Program] = {}
        self._program = self._program_for((False,) * len(_VARIANTS))
        self._tables: Cache[TableTexture] = Cache(_TABLE_BYTES)
        self._patterns: Cache[TileTexture] = Cache(_TABLE_BYTES)

    def draw(
        self,
        plane: Framebuffer,
        rect: Rect,
        chain: GrayscaleChain,
        display: DisplayTable,
        veils: Veils | None = None,
    ) -> None:
        """Fill the rectangle of the bound framebuffer, to which GL's viewport has been set.

        veils   what lies over the image

        Blending, dithering and sRGB are off, or the levels would not be those of the table.
        """
        self._program = self._program_for(_variant(veils or Veils(), display))
        self._program.use()
        _bind(veils or Veils())
        plane.texture.bind(_UNITS["plane"])
        self._program.set("origin", rect.x, rect.y)
        self._set_voi(chain)
        self._set_presentation(chain)
        self._program.set("inverted", chain.inverted)
        self._bind_levels(display)
        self._program.set("highest", float(2**display.bits - 1))
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)

    def close(self) -> None:
        """Give everything back."""
        self._tables.close()
        self._patterns.close()
        for program in self._programs.values():
            program.close()
        self._programs.clear()

    def _bind_levels(self, display: DisplayTable) -> None:
        levels = self._tables.get(display, lambda: TableTexture(_shown(display)))
        levels.bind(_UNITS["driving_levels"])
        if display.noise is not None:
            pattern = display.noise.thresholds
            tile = self._patterns.get(display, lambda: TileTexture(pattern))
            tile.bind(_UNITS["thresholds"])

    def _program_for(self, kind: tuple[bool, ...]) -> Program:
        if kind not in self._programs:
            names = [name for name, wanted in zip(_VARIANTS, kind, strict=True) if wanted]
            defines = self._defines | dict.fromkeys(names, "1")
            self._programs[kind] = Program("surface.vert", "display.frag", _UNITS, defines)
        return self._programs[kind]

    def _set_voi(self, chain: GrayscaleChain) -> None:
        if isinstance(chain.voi, LookupTable):
            self._set_table("voi", chain.voi)
            self._program.set("voi", _TABLE)
            self._program.set("voi_line", float(chain.voi.first_mapped), 1.0)
            return
        kind, start, size = _line(chain.voi, chain.modality_range)
        self._program.set("voi", kind)
        self._program.set("voi_line", start, size)

    def _set_presentation(self, chain: GrayscaleChain) -> None:
        if isinstance(chain.presentation, LookupTable):
            self._set_table("presentation", chain.presentation)
            self._program.set("presentation", 2)
        else:
            self._program.set("presentation", 0 if chain.presentation is LutShape.IDENTITY else 1)

    def _set_table(self, name: str, table: LookupTable) -> None:
        texture = self._tables.get(table, lambda: TableTexture(_scaled(table)))
        texture.bind(_UNITS[f"{name}_table"])
        self._program.set(f"{name}_last", texture.last)


def _variant(veils: Veils, display: DisplayTable) -> tuple[bool, ...]:
    """Which of _VARIANTS the shader needs."""
    over = veils.p_value is not None, veils.level is not None
    return *over, display.triplets is not None, display.noise is not None


def _shown(display: DisplayTable) -> npt.NDArray[Any]:
    """What the shader looks up by P-Value."""
    if display.triplets is not None:
        return display.triplets
    return display.ddl if display.noise is None else display.noise.fine


def _bind(veils: Veils) -> None:
    if veils.p_value is not None:
        veils.p_value.bind(_UNITS["p_veil"])
    if veils.level is not None:
        veils.level.bind(_UNITS["level_veil"])


def _scaled(table: LookupTable) -> npt.NDArray[np.float32]:
    """The entries from 0.0 to 1.0, as imaging computes them."""
    entries = table.entries.astype(np.float32)
    entries /= np.float32(2**table.bits - 1)
    return np.minimum(entries, 1, out=entries)


def _line(window: Window | None, value_range: tuple[float, float]) -> tuple[int, float, float]:
    """Kind, start and size of a VOI function, as imaging.voi has them."""
    if window is None:
        return _ramp(*value_range)
    match window.function:
        case VoiFunction.LINEAR:
            middle, half = window.center - 0.5, (window.width - 1) / 2
            return _ramp(middle - half, middle + half)
        case VoiFunction.LINEAR_EXACT:
            half = window.width / 2
            return _ramp(window.center - half, window.center + half)
        case VoiFunction.SIGMOID if window.width > 0:
            return _SIGMOID, float(window.center), -4 / window.width
        case VoiFunction.SIGMOID:
            return _ramp(window.center, window.center)


def _ramp(low: float, high: float) -> tuple[int, float, float]:
    return (_RAMP, low, high - low) if high > low else (_STEP, float(low), 1.0)
