"""Moves the real window over two monitors, and tells as JSON what each viewport says of them.

Run as `python -m tests.support.two_monitors_driver`, with DISPLAY set.
"""

import json
import sys

from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtTest import QTest

from tests.support.reading import FakeFrames, make_window
from tests.support.sample_frames import display_set
from workstation.display.monitor import MonitorProfile
from workstation.display.stored_profiles import MonitorIdentity
from workstation.display.table import Calibration
from workstation.scene.graphics import Text
from workstation.session.badge import words
from workstation.ui import monitors
from workstation.ui.application import application
from workstation.ui.reading_window import ReadingWindow

_PLACES = {"left": (300, 100), "both": (1500, 100), "right": (2200, 100)}


def _named_by_connector(screen: QScreen) -> MonitorIdentity:
    """Virtual monitors say nothing of themselves."""
    return MonitorIdentity("ACME", "M1", screen.name(), screen.name())


def _profile(serial: str, gamma: float) -> MonitorProfile:
    curve = tuple((ddl, 0.4 + 300 * (ddl / 255) ** gamma) for ddl in range(256))
    return MonitorProfile(8, curve, "ACME", "M1", serial)


def _seen(window: ReadingWindow) -> dict[str, object]:
    scene = window.picture.scene
    assert scene is not None
    possible = {words(each) for each in Calibration}
    badges = [
        text.content
        for viewport in scene.viewports
        for text in viewport.graphics
        if isinstance(text, Text) and text.content in possible
    ]
    return {"badges": badges, "middle": int(scene.display.ddl[32768])}


def main() -> None:
    """One window, three places."""
    application()
    monitors.identity = _named_by_connector
    known = monitors.Monitors([_profile("L", 1.8), _profile("R", 2.6)])
    sets = display_set(key="one"), display_set(key="two")
    window = make_window(FakeFrames(), *sets, rows=1, columns=2, table_of=known.table_of)
    window.show()
    seen: dict[str, object] = {"screens": [each.name() for each in QGuiApplication.screens()]}
    for name, place in _PLACES.items():
        window.move(*place)
        QTest.qWait(700)
        seen[name] = _seen(window)
    window.close()
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main()
