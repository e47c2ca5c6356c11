"""Peer: a folder of CT files in VTK's own image viewer."""

import sys

import vtk

reader = vtk.vtkDICOMImageReader()
reader.SetDirectoryName(sys.argv[1])
reader.Update()  # before the viewer is made: VTK 9.7.2 crashes when the viewer asks for it
viewer = vtk.vtkImageViewer2()
viewer.SetInputData(reader.GetOutput())
interactor = vtk.vtkRenderWindowInteractor()
viewer.SetupInteractor(interactor)
viewer.SetSize(1280, 1024)
viewer.SetColorWindow(400)
viewer.SetColorLevel(40)


def scroll(step):
    """Move by one slice for one notch of the wheel."""
    viewer.SetSlice(min(max(viewer.GetSlice() + step, 0), viewer.GetSliceMax()))


interactor.AddObserver("MouseWheelForwardEvent", lambda *_: scroll(1), 1.0)
interactor.AddObserver("MouseWheelBackwardEvent", lambda *_: scroll(-1), 1.0)
interactor.Initialize()
viewer.Render()
interactor.Start()
