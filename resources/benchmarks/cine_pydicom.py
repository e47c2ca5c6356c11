"""Peer: all frames of a color cine as RGB, with pydicom's pixel_array."""

import json
import sys
import time
from pathlib import Path

import pydicom
from pydicom.pixels import pixel_array

(path,) = Path(sys.argv[1]).iterdir()
start = time.perf_counter()
frames = pixel_array(pydicom.dcmread(path))
seconds = time.perf_counter() - start
print(json.dumps({"milliseconds": seconds * 1000 / len(frames)}))
