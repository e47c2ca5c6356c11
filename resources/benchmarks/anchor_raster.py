"""Anchor: the plainest raster drawing, a table look-up and a QPainter, without a workstation."""

import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np
import pydicom
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

path, steps = sorted(Path(sys.argv[1]).iterdir())[0], int(sys.argv[2])
width, height = 1280, 1024
pixels = pydicom.dcmread(path).pixel_array
index = pixels.astype(np.uint16) if pixels.dtype == np.uint16 else pixels.view(np.uint16)
rows, columns = pixels.shape
zoom = min(width / columns, height / rows)
place = QRectF(0, 0, columns * zoom, rows * zoom)
surface = QImage(width, height, QImage.Format.Format_RGB32)
values = np.arange(65536).astype(np.uint16).view(pixels.dtype).astype(np.float32)
times = []
for step in range(steps):
    start = time.perf_counter()
    low, high = -160 - step, 240 + step
    table = np.clip((values - low) * (255 / (high - low)), 0, 255).astype(np.uint8)
    gray = table.take(index)
    image = QImage(gray.data, columns, rows, columns, QImage.Format.Format_Grayscale8)
    painter = QPainter(surface)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)
    painter.end()
    times.append(time.perf_counter() - start)
print(json.dumps({"milliseconds": statistics.median(times) * 1000}))
