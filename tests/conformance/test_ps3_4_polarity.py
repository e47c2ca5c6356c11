"""Which values are dark, which bright: every combination of what image, state and user may say.

The field's commonest bug. Expected P-Values are computed from the words of the Standard, value by
value, with nothing of the program: PS3.3 C.7.6.3.1.2 (MONOCHROME1: the lowest value is white),
C.11.1.1 and C.11.2.1 (tables, windows), C.11.6 (shapes), and PS3.4 N.2.1: a state replaces all of
the image's own, also where it says nothing. The user's inversion comes last (ours).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from math import exp
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.support.dicom_bytes import image_dataset, part10
from tests.support.states import item, state_dataset, table_item
from workstation.cli.picture import Loaded, Wish, draw, load_frame
from workstation.cli.stated import under_state
from workstation.dicom.model import Frame
from workstation.imaging.pipeline import chain_of, p_values
from workstation.scene.scene import Affine, FramePixels, ImageLayer, Interpolation
from workstation.session.coloring import in_colors
from workstation.session.viewport import ViewportState, inverted
from workstation.session.windowing import voi_shown

STORED = [0, 1, 700, 1300, 1999, 2000, 2001, 2900, 3500, 4000, 4094, 4095, 17, 900, 2400]
HIGHEST = 4095  # of 12 bits
CENTER, WIDTH = 2000.0, 1500.0  # of the image
STATE_CENTER, STATE_WIDTH = 1300.0, 900.0
VOI_TABLE, VOI_FIRST = [9000, 65535, 0, 40000], 1999  # of the image
STATE_VOI_TABLE, STATE_VOI_FIRST = [60000, 200, 30000], 899
TABLE = [0, 6000, 65535, 30000]  # a Presentation LUT that is neither straight nor rising
COLORS = [(0, 0, 200), (90, 100, 110), (255, 10, 0)]

FUNCTIONS = ("LINEAR", "LINEAR_EXACT", "SIGMOID", "LUT", "")
SHAPES = ("", "IDENTITY", "INVERSE", "TABLE")
_GRAY, _PSEUDO_COLOR, _ANGIOGRAPHY = "1", "3", "5"
_GRAY_STATES = [(_GRAY, shape) for shape in SHAPES[1:]]
STATES = [*_GRAY_STATES, (_ANGIOGRAPHY, "INVERSE"), (_PSEUDO_COLOR, "")]


@dataclass(frozen=True)
class _State:
    """A presentation state: its class, its shape or table, its VOI LUT."""

    kind: str
    shape: str
    function: str


def _voi(x: float, function: str, center: float, width: float) -> float:
    """0 to 1."""
    match function:
        case "LINEAR":
            y = (x - (center - 0.5)) / (width - 1) + 0.5
        case "LINEAR_EXACT":
            y = (x - center) / width + 0.5
        case _:
            y = 1 / (1 + exp(-4 * (x - center) / width))
    return min(max(y, 0.0), 1.0)


def _entry(x: int, table: list[int], first: int) -> float:
    return table[min(max(x - first, 0), len(table) - 1)] / 65535


def _of_image(x: int, function: str) -> float:
    """A CT without any VOI LUT is shown with 40/400 (ours)."""
    if function == "LUT":
        return _entry(x, VOI_TABLE, VOI_FIRST)
    return _voi(x, function, CENTER, WIDTH) if function else _voi(x, "LINEAR", 40, 400)


def _of_state(x: int, function: str) -> float:
    """A state without any VOI LUT asks for all values."""
    if function == "LUT":
        return _entry(x, STATE_VOI_TABLE, STATE_VOI_FIRST)
    return _voi(x, function, STATE_CENTER, STATE_WIDTH) if function else x / HIGHEST


def _shaped(y: float, shape: str) -> float:
    if shape == "TABLE":
        return TABLE[int(y * (len(TABLE) - 1) + 0.5)] / 65535
    return 1 - y if shape == "INVERSE" else y


def _expected(x: int, photometric: str, shape: str, function: str, state: _State | None) -> float:
    if state is not None:
        return _shaped(_of_state(x, state.function), state.shape)
    polarity = "INVERSE" if photometric == "MONOCHROME1" else "IDENTITY"
    return _shaped(_of_image(x, function), shape or polarity)


def _image(folder: Path, photometric: str, shape: str, function: str) -> Loaded:
    dataset = image_dataset()
    dataset.PhotometricInterpretation = photometric
    dataset.PixelData = np.array(STORED, np.uint16).tobytes()
    if function == "LUT":
        dataset.VOILUTSequence = [table_item(VOI_TABLE, VOI_FIRST)]
    elif function:
        dataset.WindowCenter, dataset.WindowWidth = str(CENTER), str(WIDTH)
        dataset.VOILUTFunction = function
    if shape == "TABLE":
        dataset.PresentationLUTSequence = [table_item(TABLE)]
    elif shape:
        dataset.PresentationLUTShape = shape
    path = folder / "image.dcm"
    path.write_bytes(part10(dataset))
    return load_frame(path, 1)


@cache
def _state_bytes(state: _State) -> bytes:
    dataset = state_dataset(kind=state.kind)
    if state.shape != "IDENTITY":
        del dataset.PresentationLUTShape
    if state.shape == "TABLE":
        dataset.PresentationLUTSequence = [table_item(TABLE)]
    elif state.shape:
        dataset.PresentationLUTShape = state.shape
    else:
        for index, color in enumerate(("Red", "Green", "Blue")):
            name = f"{color}PaletteColorLookupTable"
            setattr(dataset, f"{name}Descriptor", [len(COLORS), 0, 8])
            setattr(dataset, f"{name}Data", bytes([*(each[index] for each in COLORS), 0]))
    if state.function == "LUT":
        table = table_item(STATE_VOI_TABLE, STATE_VOI_FIRST)
        dataset.SoftcopyVOILUTSequence = [item(VOILUTSequence=[table])]
    elif state.function:
        window = item(WindowCenter=str(STATE_CENTER), WindowWidth=str(STATE_WIDTH))
        window.VOILUTFunction = state.function
        dataset.SoftcopyVOILUTSequence = [window]
    return part10(dataset)


def _under(frame: Frame, state: _State | None, folder: Path) -> Frame:
    if state is None:
        return frame
    path = folder / "state.dcm"
    path.write_bytes(_state_bytes(state))
    return under_state(frame, path)


def _in_window(
    frame: Frame, values: npt.NDArray[np.integer], *, by_user: bool
) -> npt.NDArray[np.generic]:
    """P-Values, or colors, as the window shows them."""
    view = inverted(ViewportState()) if by_user else ViewportState()
    pixels = FramePixels(("one", 0, int(by_user)), values)
    chain = chain_of(frame, voi_shown(view, frame, pixels), view.inverted, values)
    layer = ImageLayer(pixels, chain, Affine(1, 0, 0, 0, 1, 0), Interpolation.NEAREST)
    colored = in_colors(layer, frame)
    return p_values(values, chain) if colored is layer else colored.pixels.values


def _combinations() -> Iterator[_State | None]:
    yield None
    for (kind, shape), function in product(STATES, FUNCTIONS):
        yield _State(kind, shape, function)


def _nearest_colors(p: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.array([COLORS[int(each * (len(COLORS) - 1) + 0.5)] for each in p], np.float64)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
def test_every_value_has_its_gray(
    tmp_path: Path, photometric: str, shape: str, function: str
) -> None:
    """Under no state and under each kind of state, as it is and turned over by the user."""
    loaded = _image(tmp_path, photometric, shape, function)
    for state, by_user in product(_combinations(), (False, True)):
        frame = _under(loaded.frame, state, tmp_path)
        p = np.array([_expected(x, photometric, shape, function, state) for x in STORED])
        p = 1 - p if by_user else p
        shown = _in_window(frame, loaded.values, by_user=by_user).astype(np.float64)
        if state is not None and state.kind == _PSEUDO_COLOR:
            assert np.array_equal(shown.reshape(-1, 3), _nearest_colors(p)), (state, by_user)
        else:
            assert np.abs(shown.ravel() - p).max() < 1e-6, (state, by_user)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
def test_render_draws_the_same_grays(tmp_path: Path, photometric: str, function: str) -> None:
    """The command line's own way to the picture, in 16 bits."""
    loaded = _image(tmp_path, photometric, "", function)
    for state in (None, *(_State(_GRAY, shape, function) for shape in SHAPES[1:])):
        frame = _under(loaded.frame, state, tmp_path)
        drawn = draw(replace(loaded, frame=frame), Wish(bits=16, reference=True)).values.ravel()
        p = np.array([_expected(x, photometric, "", function, state) for x in STORED])
        assert np.abs(drawn - 65535 * p).max() <= 1, state
