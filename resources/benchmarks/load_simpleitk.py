"""Peer: a folder of CT files into one volume, with SimpleITK."""

import json
import sys
import time
from pathlib import Path

import SimpleITK

start = time.perf_counter()
reader = SimpleITK.ImageSeriesReader()
reader.SetFileNames([str(path) for path in sorted(Path(sys.argv[1]).iterdir())])
volume = reader.Execute()
print(json.dumps({"seconds": time.perf_counter() - start}))
