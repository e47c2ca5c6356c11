"""Peer: a folder of CT files in VTK's own image viewer."""

import sys

import vtk

reader = vtk.vtkDICOMImageReader()
reader.SetDirectoryName(sys.argv[1])
viewer = vtk.vtkImageViewer2()
viewer.SetInputConnection(reader.GetOutputPort())
interactor = vtk.vtkRenderWindowInteractor()
viewer.SetupInteractor(interactor)
viewer.SetSize(1280, 1024)
viewer.SetColorWindow(400)
viewer.SetColorLevel(40)


def scroll(step):
    """Move by one slice for one notch of the wheel."""
    viewer.SetSlice(min(max(viewer.GetSlice() + step, 0), viewer.GetSliceMax()))


style = interactor.GetInteractorStyle()
style.RemoveObservers("MouseWheelForwardEvent")
style.RemoveObservers("MouseWheelBackwardEvent")
style.AddObserver("MouseWheelForwardEvent", lambda *_: scroll(1))
style.AddObserver("MouseWheelBackwardEvent", lambda *_: scroll(-1))
viewer.Render()
interactor.Start()
