"""Qt without a screen: its offscreen platform says what it cannot do, and that is no failure."""

from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_NOT_OF_OFFSCREEN = "This plugin does not support propagateSizeHints"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of a window shows one, and this platform has no window manager to tell."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(_NOT_OF_OFFSCREEN))
