"""Peer: read the 20 attributes that a list needs from a folder, with pydicom."""

import json
import sys
import time
from pathlib import Path

import pydicom

WANTED = (
    "PatientName PatientID PatientBirthDate PatientSex StudyInstanceUID StudyDate StudyTime "
    "StudyDescription AccessionNumber SeriesInstanceUID Modality SeriesNumber SeriesDescription "
    "SOPInstanceUID SOPClassUID InstanceNumber Rows Columns ImagePositionPatient "
    "ImageOrientationPatient PixelSpacing WindowCenter WindowWidth RescaleSlope RescaleIntercept"
)

keywords = WANTED.split()
start = time.perf_counter()
for path in sorted(Path(sys.argv[1]).iterdir()):
    data = pydicom.dcmread(path, stop_before_pixels=True)
    values = [data.get(keyword) for keyword in keywords]
print(json.dumps({"seconds": time.perf_counter() - start}))
