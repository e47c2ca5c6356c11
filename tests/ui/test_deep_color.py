"""Where nothing is proven, nothing changes; what proves it is tested on real screens."""

import pytest
from PySide6.QtGui import QSurfaceFormat
from pytestqt.qtbot import QtBot

from workstation.ui import deep_color
from workstation.ui.deep_color import use_proven_bits


@pytest.mark.parametrize(("comes_back", "bits"), [(True, 10), (False, 8)])
def test_a_ramp_that_comes_back_decides(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, comes_back: bool, bits: int
) -> None:
    """And then the whole window is made of ten bits; else everything stays as it was."""
    before = QSurfaceFormat.defaultFormat()
    monkeypatch.setattr(deep_color, "_ramp_comes_back", lambda _wanted: comes_back)
    try:
        assert use_proven_bits() == bits
        changed = QSurfaceFormat.defaultFormat() != before
        assert changed == comes_back
    finally:
        QSurfaceFormat.setDefaultFormat(before)
