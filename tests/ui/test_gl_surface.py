"""What is asked of OpenGL; what it draws is tested in tests/gl and in the real window."""

import pytest
from PySide6.QtGui import QSurfaceFormat

from workstation.ui.gl_surface import surface_format


@pytest.mark.parametrize("bits", [8, 10])
def test_the_surface_has_the_bits_of_the_monitor_and_no_alpha(bits: int) -> None:
    """With alpha, ten bits fall back to eight."""
    wanted = surface_format(bits)
    assert (wanted.redBufferSize(), wanted.greenBufferSize()) == (bits, bits)
    assert wanted.alphaBufferSize() == 0


def test_the_version_is_the_highest_that_every_system_has() -> None:
    """macOS ends at 4.1."""
    wanted = surface_format(8)
    assert wanted.version() == (4, 1)
    assert wanted.profile() == QSurfaceFormat.OpenGLContextProfile.CoreProfile
