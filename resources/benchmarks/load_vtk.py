"""Peer: a folder of CT files into one volume, with VTK's own reader."""

import json
import sys
import time

import vtk

start = time.perf_counter()
reader = vtk.vtkDICOMImageReader()
reader.SetDirectoryName(sys.argv[1])
reader.Update()
print(json.dumps({"seconds": time.perf_counter() - start}))
