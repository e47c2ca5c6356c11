"""Peer: drag the window of a CT slice in VTK's image viewer, drawn off the screen."""

import json
import statistics
import sys
import time

import vtk

folder, steps = sys.argv[1], int(sys.argv[2])
reader = vtk.vtkDICOMImageReader()
reader.SetDirectoryName(folder)
reader.Update()
viewer = vtk.vtkImageViewer2()
viewer.SetInputData(reader.GetOutput())
viewer.OffScreenRenderingOn()
viewer.SetSize(1280, 1024)
viewer.SetColorWindow(400)
viewer.SetColorLevel(40)
viewer.Render()
pixels = vtk.vtkUnsignedCharArray()
times = []
for step in range(steps):
    start = time.perf_counter()
    viewer.SetColorWindow(400 + step)
    viewer.Render()
    viewer.GetRenderWindow().GetPixelData(0, 0, 1279, 1023, 1, pixels, 0)
    times.append(time.perf_counter() - start)
print(json.dumps({"milliseconds": statistics.median(times) * 1000}))
