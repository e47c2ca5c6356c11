"""Peer: window a mammogram-sized image with VTK's own kernel, all its pixels."""

import json
import statistics
import sys
import time

import vtk

rows, columns, steps = (int(argument) for argument in sys.argv[1:])
image = vtk.vtkImageData()
image.SetDimensions(columns, rows, 1)
image.AllocateScalars(vtk.VTK_SHORT, 1)
kernel = vtk.vtkImageMapToWindowLevelColors()
kernel.SetInputData(image)
kernel.SetOutputFormatToLuminance()
kernel.SetLevel(1000)
times = []
for step in range(steps):
    kernel.SetWindow(400 + step)
    start = time.perf_counter()
    kernel.Update()
    times.append(time.perf_counter() - start)
print(json.dumps({"milliseconds": statistics.median(times) * 1000}))
