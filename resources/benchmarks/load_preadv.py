"""Limit: the pixel bytes of a folder of equal native CT files into one new volume, nothing else."""

import json
import os
import sys
import time
from pathlib import Path

import numpy as np

frame_bytes = int(sys.argv[2])
start = time.perf_counter()
paths = sorted(Path(sys.argv[1]).iterdir())
volume = np.empty((len(paths), frame_bytes), np.uint8)
for index, path in enumerate(paths):
    file = os.open(path, os.O_RDONLY)
    os.preadv(file, [memoryview(volume[index])], os.fstat(file).st_size - frame_bytes)
    os.close(file)
print(json.dumps({"seconds": time.perf_counter() - start}))
