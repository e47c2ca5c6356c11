"""The few calls of OpenGL that need care."""

import subprocess
import sys

import numpy as np

from workstation.render.gl import GL, integer, pointer, text


def test_state_is_read_as_plain_python() -> None:
    """PyOpenGL answers with arrays or numbers, as it likes."""
    assert integer(GL.GL_MAX_TEXTURE_SIZE) >= 16384
    assert isinstance(text(GL.GL_RENDERER), str)


def test_a_read_only_array_can_be_uploaded() -> None:
    """Stored values are read only."""
    array = np.arange(3)
    array.setflags(write=False)
    assert pointer(array).value == array.ctypes.data


def test_errors_are_not_checked_at_every_call_outside_tests() -> None:
    """The check takes longer than most calls."""
    code = "import workstation.render.gl, OpenGL; print(OpenGL.ERROR_CHECKING)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert said.stdout.strip() == "False"
