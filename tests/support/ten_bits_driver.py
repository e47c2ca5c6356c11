"""Shows the real window with a monitor's profile of ten bits, and tells as JSON what is seen.

Run as `python -m tests.support.ten_bits_driver DICOMDIR`, with DISPLAY set.
"""

import json
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from workstation import app
from workstation.display.monitor import MonitorProfile
from workstation.ui.application import application
from workstation.ui.deep_color import use_proven_bits
from workstation.ui.monitors import Monitors
from workstation.ui.reading_window import ReadingWindow

_CURVE = tuple((ddl, 0.4 + 350 * (ddl / 1023) ** 2.2) for ddl in range(1024))


def _on_screen(window: ReadingWindow) -> npt.NDArray[np.uint32]:
    """Pixels of the images as the screen holds them, in its own form."""
    shown = window.screen().grabWindow(0).toImage()
    pixels = np.frombuffer(shown.constBits(), np.uint32).reshape(shown.height(), shown.width())
    images = window.surface.as_widget()
    origin = images.mapToGlobal(QPoint(0, 0))
    return pixels[origin.y() :, origin.x() :][: images.height(), : images.width()].copy()


def main(dicomdir: str) -> None:
    """The first image, drawn and grabbed."""
    application()
    monitors = Monitors(given=MonitorProfile(10, _CURVE))
    monitors.bits = use_proven_bits()
    window = app.build("gl", monitors)
    window.appear((1000, 700))
    window.open([Path(dicomdir)])
    while not window.complete:
        QTest.qWait(20)
    QTest.qWait(200)
    drawn, shown = window.surface.read(), _on_screen(window)
    seen = {
        "bits": monitors.bits,
        "note": window.picture.display.note,
        "levels": len(np.unique(drawn)),
        "differences": [
            int(np.abs((shown >> shift & 1023).astype(int) - drawn[..., channel]).max())
            for channel, shift in enumerate((20, 10, 0))
        ],
    }
    window.close()
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(*sys.argv[1:])
