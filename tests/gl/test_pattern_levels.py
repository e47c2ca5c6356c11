"""Test patterns through OpenGL: every pixel is the table at its P-Value."""

from contextlib import closing

import numpy as np
import pytest

from workstation.display.patterns import pattern
from workstation.display.table import DisplayTable, identity_table
from workstation.render.context import OffscreenContext
from workstation.render.renderer import GlRenderer
from workstation.session.pattern_scene import pattern_scene

WIDTH, HEIGHT = 601, 403


@pytest.mark.parametrize(
    "name",
    ["RAMP", "TG270-sQC", "TG270-pQC", "TG18-QC", "TG18-LPH10", "STAIRCASE-1024", "SMPTE-RP133"],
)
@pytest.mark.parametrize("bits", [8, 10])
def test_opengl_draws_each_p_value_as_the_table_says(name: str, bits: int) -> None:
    """Pixel for pixel, at odd sides, with a table that is not the identity."""
    flipped = identity_table(bits).ddl[::-1].copy()
    table = DisplayTable(np.sort(flipped // 3 + 17), bits)
    with closing(OffscreenContext(bits)) as context:
        context.framebuffer(WIDTH, HEIGHT)
        with closing(GlRenderer()) as renderer:
            renderer.draw(pattern_scene(name, WIDTH, HEIGHT, table))
            drawn = renderer.read()
    wanted = table.ddl[pattern(name, WIDTH, HEIGHT)]
    assert np.array_equal(drawn, np.repeat(wanted[..., np.newaxis], 3, axis=2))
