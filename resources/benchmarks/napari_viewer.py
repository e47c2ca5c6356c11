"""Peer: a folder of CT files in napari, loaded with pydicom, as its users write it."""

import sys
from pathlib import Path

import napari
import numpy as np
import pydicom

files = [pydicom.dcmread(path) for path in Path(sys.argv[1]).iterdir()]
files.sort(key=lambda file: float(file.ImagePositionPatient[2]))
volume = np.stack([file.pixel_array for file in files])
viewer = napari.Viewer()
viewer.add_image(volume, contrast_limits=(-160, 240), colormap="gray")
napari.run()
