"""A program whose whole window is grain: other with each notch, and while the left button drags.

`python grainy_program.py` runs it; a benchmark that watches windows can be tested on it.
"""

import random
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget


class Grain(QWidget):
    """Draws random bytes."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Draw other grain each time."""
        width, height = self.width(), self.height()
        grain = random.randbytes(width * height)
        image = QImage(grain, width, height, width, QImage.Format.Format_Grayscale8)
        painter = QPainter(self)
        painter.drawImage(0, 0, image)
        painter.end()

    def wheelEvent(self, _event: QWheelEvent) -> None:  # noqa: N802  # Qt's name
        """Go on."""
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Change while the left button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.update()


if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = Grain()
    window.show()
    sys.exit(application.exec())
