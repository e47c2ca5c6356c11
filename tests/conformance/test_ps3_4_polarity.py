"""Which values are dark, which bright: every combination of what an image and a state may say.

The field's commonest bug. Expected P-Values are computed from the words of the Standard, value by
value, with nothing of the program: PS3.3 C.7.6.3.1.2 (MONOCHROME1: the lowest value is white),
C.11.2.1 (windows), C.11.6 (shapes), and PS3.4 N.2.1: a state replaces all of the image's own, also
where it says nothing.
"""

from dataclasses import replace
from itertools import product
from math import exp
from pathlib import Path

import numpy as np
import pytest

from tests.support.dicom_bytes import image_dataset, part10
from tests.support.states import item, state_dataset, table_item
from workstation.cli.picture import Wish, draw, load_frame
from workstation.cli.stated import under_state

STORED = [0, 1, 700, 1300, 1999, 2000, 2001, 2900, 3500, 4000, 4094, 4095, 17, 900, 2400]
HIGHEST = 4095  # of 12 bits
CENTER, WIDTH = 2000.0, 1500.0  # of the image
STATE_CENTER, STATE_WIDTH = 1300.0, 900.0
FUNCTIONS = ("LINEAR", "LINEAR_EXACT", "SIGMOID", "")
STATES = ("", "IDENTITY", "INVERSE", "TABLE")
TABLE = [0, 6000, 65535, 30000]  # neither straight nor rising


def _voi(x: float, function: str, center: float, width: float) -> float:
    """0 to 1; an empty function is no VOI LUT: all values."""
    match function:
        case "LINEAR":
            y = (x - (center - 0.5)) / (width - 1) + 0.5
        case "LINEAR_EXACT":
            y = (x - center) / width + 0.5
        case "SIGMOID":
            y = 1 / (1 + exp(-4 * (x - center) / width))
        case _:
            y = x / HIGHEST
    return min(max(y, 0.0), 1.0)


def _expected(
    x: float, photometric: str, own_shape: str, function: str, state: str, state_function: str
) -> float:
    if not state:
        y = _voi(x, function, CENTER, WIDTH)
        inverse = own_shape == "INVERSE" or (not own_shape and photometric == "MONOCHROME1")
        return 1 - y if inverse else y
    y = _voi(x, state_function, STATE_CENTER, STATE_WIDTH)
    if state == "TABLE":
        return TABLE[int(y * (len(TABLE) - 1) + 0.5)] / 65535
    return 1 - y if state == "INVERSE" else y


def _image(folder: Path, photometric: str, own_shape: str, function: str) -> Path:
    dataset = image_dataset()
    dataset.PhotometricInterpretation = photometric
    dataset.PixelData = np.array(STORED, np.uint16).tobytes()
    dataset.WindowCenter, dataset.WindowWidth = str(CENTER), str(WIDTH)
    dataset.VOILUTFunction = function
    if own_shape:
        dataset.PresentationLUTShape = own_shape
    path = folder / "image.dcm"
    path.write_bytes(part10(dataset))
    return path


def _state(folder: Path, state: str, function: str) -> Path:
    dataset = state_dataset()
    if state == "TABLE":
        del dataset.PresentationLUTShape
        dataset.PresentationLUTSequence = [table_item(TABLE)]
    else:
        dataset.PresentationLUTShape = state
    if function:
        window = item(WindowCenter=str(STATE_CENTER), WindowWidth=str(STATE_WIDTH))
        window.VOILUTFunction = function
        dataset.SoftcopyVOILUTSequence = [window]
    path = folder / "state.dcm"
    path.write_bytes(part10(dataset))
    return path


@pytest.mark.parametrize("function", FUNCTIONS[:3])
@pytest.mark.parametrize("own_shape", ["", "IDENTITY", "INVERSE"])
@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
def test_every_value_has_its_gray(
    tmp_path: Path, photometric: str, own_shape: str, function: str
) -> None:
    """Under no state, and under each kind of state with each VOI function."""
    loaded = load_frame(_image(tmp_path, photometric, own_shape, function), 1)
    for state, state_function in product(STATES, FUNCTIONS):
        frame = loaded.frame
        if state:
            frame = under_state(frame, _state(tmp_path, state, state_function))
        drawn = draw(replace(loaded, frame=frame), Wish(bits=16, reference=True)).values.ravel()
        said = photometric, own_shape, function, state, state_function
        expected = [65535 * _expected(x, *said) for x in STORED]
        assert np.abs(drawn - np.array(expected)).max() <= 1, said
