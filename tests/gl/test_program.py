"""Shader programs: every one that is used compiles here, and a wrong one says where."""

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from workstation.render import program
from workstation.render.framebuffer import Framebuffer
from workstation.render.gl import GL
from workstation.render.program import Program, ShaderError

GRAY: tuple[dict[str, str], ...] = (
    {"SAMPLER": "isampler2DArray"},
    {"SAMPLER": "usampler2DArray"},
    {"SAMPLER": "sampler2DArray", "DIRECT": "1"},
)
VARIANTS: tuple[tuple[str, str, dict[str, str]], ...] = (
    *(("surface.vert", "down.frag", gray) for gray in GRAY),
    *(("surface.vert", "down.frag", gray | {"PADDED": "1"}) for gray in GRAY),
    *(("surface.vert", "across.frag", gray) for gray in GRAY),
    *(("surface.vert", "across.frag", gray | {"PADDED": "1"}) for gray in GRAY),
    ("surface.vert", "color.frag", {}),
    ("surface.vert", "display.frag", {}),
    ("surface.vert", "display.frag", {"P_VALUES": "1"}),
    ("marks.vert", "marks.frag", {}),
)


@pytest.mark.parametrize(("vertex", "fragment", "defines"), VARIANTS)
def test_every_variant_links(vertex: str, fragment: str, defines: dict[str, str]) -> None:
    """On the driver of this machine."""
    with closing(Program(vertex, fragment, {}, defines)) as linked:
        assert linked.name


def _with_shaders(folder: Path, fragment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    surface = (Path(program.__file__).parent / "shaders" / "surface.vert").read_text("utf-8")
    (folder / "surface.vert").write_text(surface, "utf-8")
    (folder / "part.glsl").write_text("uniform ivec2 place;\n", "utf-8")
    (folder / "x.frag").write_text(f"#version 410 core\n{fragment}", "utf-8")
    monkeypatch.setattr(program, "_SHADERS", folder)


def test_a_wrong_shader_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A driver that takes less than ours must not end in a black picture."""
    _with_shaders(tmp_path, "void main() {\n    nonsense;\n}\n", monkeypatch)
    with pytest.raises(ShaderError, match=r"(?s)x\.frag.*3.*nonsense"):
        Program("surface.vert", "x.frag")


def test_uniforms_take_their_declared_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole number given for a float, and a part of a shader in a file of its own."""
    body = '#include "part.glsl"\nuniform float level;\nout vec4 c;\n'
    body += "void main() { c = vec4(level * float(place.x), float(place.y), 0.0, 1.0); }\n"
    _with_shaders(tmp_path, body, monkeypatch)
    vertices = GL.glGenVertexArrays(1)
    GL.glBindVertexArray(vertices)
    with closing(Program("surface.vert", "x.frag")) as used, closing(Framebuffer(1, 1, 8)) as drawn:
        drawn.bind()
        used.set("level", 1)
        used.set("place", 1, 0)
        used.set("not in the shader", 5)
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)
        assert np.array_equal(drawn.read_levels()[0, 0], [255, 0, 0])
