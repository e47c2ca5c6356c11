"""Peer: a folder of CT files into one volume, with pydicom."""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pydicom

start = time.perf_counter()
paths = sorted(Path(sys.argv[1]).iterdir())
volume = None
for index, path in enumerate(paths):
    pixels = pydicom.dcmread(path).pixel_array
    if volume is None:
        volume = np.empty((len(paths), *pixels.shape), pixels.dtype)
    volume[index] = pixels
seconds = time.perf_counter() - start
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "megabytes": memory}))
