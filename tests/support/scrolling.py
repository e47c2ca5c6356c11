"""Scrolls fast and at random, and compares what is drawn with the number that is said of it."""

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QEventLoop

from workstation.dicom.model import Instance
from workstation.imaging.decoder import Decoder, Extents
from workstation.imaging.phantom import read_slice_code
from workstation.scene.graphics import Text
from workstation.session.frames import FrameStore
from workstation.session.viewport import at_frame
from workstation.session.workspace import changed
from workstation.ui.reading_window import ReadingWindow

_LONGEST_DELAY = 0.008  # seconds
BUDGET = 12 << 20  # bytes: two dozen slices, so that frames come and go all the time


class SlowDecoder(Decoder):
    """Takes a random time for each frame, so that they come in any order, early and late."""

    def decode_into(
        self,
        instance: Instance,
        frame_index: int,
        extents: Extents,
        out: npt.NDArray[np.generic],
    ) -> tuple[str, ...]:
        time.sleep(random.uniform(0, _LONGEST_DELAY))
        notes = super().decode_into(instance, frame_index, extents, out)
        time.sleep(random.uniform(0, _LONGEST_DELAY / 4))
        return notes


def slow_frames(on_ready: Callable[[str, int], None]) -> FrameStore:
    """A store of few frames that come late."""
    return FrameStore(BUDGET, on_ready, workers=2, decoder=SlowDecoder(2))


@dataclass
class Scrolling:
    """What was seen.

    mismatches     (number that the words say, number in the pixels)
    images         drawings of an image whose number was read
    placeholders   drawings without an image, and without a number in the pixels
    """

    window: ReadingWindow
    grab: Callable[[], npt.NDArray[np.uint8 | np.uint16]]
    mismatches: list[tuple[int, int | None]] = field(default_factory=list)
    images: int = 0
    placeholders: int = 0

    def run(self, drawings: int, seed: int, longest: float = 120.0) -> None:
        """Scroll until so many drawings were looked at."""
        chance, deadline = random.Random(seed), time.monotonic() + longest
        self.window.picture.drawn.connect(self._look)
        while self.images + self.placeholders < drawings and time.monotonic() < deadline:
            for _step in range(chance.randint(1, 4)):
                self._scroll(chance)
            pause = chance.choice((0, 0, 1, 5, 12))
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, pause)
            if pause:
                time.sleep(pause / 1000)
        self.window.picture.drawn.disconnect(self._look)

    def _scroll(self, chance: random.Random) -> None:
        """One notch, ten, or anywhere."""
        workspace = self.window.store.value
        shown = workspace.shown(0)
        assert shown is not None
        count, now = len(shown.frames), workspace.viewports[0].frame_index
        to = chance.choice((now + 1, now - 1, now + 10, chance.randrange(count)))
        self.window.store.set(changed(workspace, lambda state: at_frame(state, to, count)))

    def _look(self) -> None:
        scene = self.window.picture.scene
        assert scene is not None
        said = _number_in_words(scene.viewports[0].graphics)
        picture = self.grab()[..., 1]
        shown = read_slice_code(picture[: picture.shape[0] // 2])  # the code is in its upper half
        if scene.viewports[0].image is None:
            self.placeholders += 1
            if shown is not None:
                self.mismatches.append((said, shown))
            return
        self.images += 1
        if shown != said:
            self.mismatches.append((said, shown))


def _number_in_words(graphics: tuple[object, ...]) -> int:
    """The number that is written over the image."""
    for graphic in graphics:
        found = isinstance(graphic, Text) and re.search(r"Image (\d+) /", graphic.content)
        if found:
            return int(found[1])
    raise AssertionError("no number is written over the image")
