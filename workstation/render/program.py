"""Shader programs: compiled from the files beside, with errors that name file and line."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from workstation.render.gl import GL

_SHADERS = Path(__file__).parent / "shaders"
_INCLUDE = re.compile(r'^#include "(.+)"$', re.MULTILINE)
_STAGES = {"vert": GL.GL_VERTEX_SHADER, "frag": GL.GL_FRAGMENT_SHADER}

# Size, and whether of real numbers, by declared type; what is not here takes one integer.
_TYPES = {
    GL.GL_FLOAT: (1, True),
    GL.GL_FLOAT_VEC2: (2, True),
    GL.GL_FLOAT_VEC3: (3, True),
    GL.GL_INT_VEC2: (2, False),
}


class ShaderError(Exception):
    """A shader of ours that this driver does not accept, with the driver's words."""


class Program:
    """A linked program and its uniforms.

    units   texture unit by name of the sampler; two samplers never share one
    """

    def __init__(
        self,
        vertex: str,
        fragment: str,
        units: Mapping[str, int] | None = None,
        defines: Mapping[str, str] | None = None,
    ) -> None:
        self.name = int(GL.glCreateProgram())
        self._values: dict[str, object] = {}
        shaders = [compile_shader(file, defines or {}) for file in (vertex, fragment)]
        for shader in shaders:
            GL.glAttachShader(self.name, shader)
        GL.glLinkProgram(self.name)
        for shader in shaders:
            GL.glDeleteShader(shader)
        if not self._ask(GL.GL_LINK_STATUS):
            raise ShaderError(f"{vertex} + {fragment}: {_log(GL.glGetProgramInfoLog, self.name)}")
        self._setters = dict(map(self._uniform, range(self._ask(GL.GL_ACTIVE_UNIFORMS))))
        self.use()
        for sampler, unit in (units or {}).items():
            self.set(sampler, unit)

    def use(self) -> None:
        """Draw with it from now on."""
        GL.glUseProgram(self.name)

    def set(self, uniform: str, *values: float) -> None:
        """Set a uniform of the program in use; one that the compiler found unused is let be."""
        if uniform in self._setters and self._values.get(uniform) != values:
            self._values[uniform] = values
            self._setters[uniform](*values)

    def _ask(self, what: int) -> int:
        return int(GL.glGetProgramiv(self.name, what))

    def _uniform(self, index: int) -> tuple[str, Callable[..., None]]:
        """Name of an active uniform, and what sets it as its declared type wants it."""
        name, _, kind = GL.glGetActiveUniform(self.name, index)
        size, real = _TYPES.get(kind, (1, False))
        setter = getattr(GL, f"glUniform{size}{'f' if real else 'i'}")
        convert = float if real else int
        location = GL.glGetUniformLocation(self.name, name)

        def set_(*values: float) -> None:
            setter(location, *map(convert, values))

        return name.decode(), set_

    def close(self) -> None:
        """Give it back."""
        GL.glDeleteProgram(self.name)


def compile_shader(file: str, defines: Mapping[str, str]) -> int:
    """Compile one file of the folder; its stage stands in its name: x.vert, x.frag."""
    version, rest = (_SHADERS / file).read_text("utf-8").split("\n", 1)
    rest = _INCLUDE.sub(lambda match: (_SHADERS / match[1]).read_text("utf-8"), rest)
    given = "".join(f"#define {name} {value}\n" for name, value in defines.items())
    shader = int(GL.glCreateShader(_STAGES[file.rpartition(".")[2]]))
    GL.glShaderSource(shader, f"{version}\n{given}#line 2\n{rest}")
    GL.glCompileShader(shader)
    if not GL.glGetShaderiv(shader, GL.GL_COMPILE_STATUS):
        raise ShaderError(f"{file} {dict(defines)}: {_log(GL.glGetShaderInfoLog, shader)}")
    return shader


def _log(ask: object, name: int) -> str:
    assert callable(ask)
    log = ask(name)
    return log.decode("utf-8", "replace") if isinstance(log, bytes) else str(log)
