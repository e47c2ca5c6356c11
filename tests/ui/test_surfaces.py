"""Which surface belongs to which renderer."""

import subprocess
import sys

import pytest
from pytestqt.qtbot import QtBot

from workstation.display.table import identity_table
from workstation.scene.scene import Scene
from workstation.ui.gl_surface import GlSurface
from workstation.ui.raster_surface import RasterSurface
from workstation.ui.surfaces import make_surface


def _nothing(width: int, height: int, _ratio: float) -> Scene:
    return Scene(width, height, (), identity_table())


@pytest.mark.qt_log_ignore("QOpenGLWidget is not supported on this platform")
def test_each_renderer_has_its_surface(qtbot: QtBot) -> None:
    """Both promise the same."""
    raster, gl = make_surface("raster", _nothing), make_surface("gl", _nothing)
    qtbot.addWidget(raster.as_widget())
    qtbot.addWidget(gl.as_widget())
    assert isinstance(raster, RasterSurface)
    assert isinstance(gl, GlSurface)


def test_without_opengl_its_modules_are_not_loaded() -> None:
    """They cost 0.2 s before the first image."""
    program = "import sys, workstation.ui.reading_window; print('OpenGL' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "False"
