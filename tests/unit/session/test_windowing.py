from dataclasses import replace

import numpy as np
import pytest

from tests.support.sample_frames import frame, geometry, instance
from workstation.dicom.lut import LookupTable, Rescale, VoiFunction, Window
from workstation.dicom.pixels import PixelPadding
from workstation.scene.scene import FramePixels
from workstation.session.viewport import ViewportState
from workstation.session.windowing import adjusted, as_window, auto_window, voi_shown

STORED = (Window(40, 400), Window(-600, 1500))


def _pixels(*values: int, key: str = "a") -> FramePixels:
    return FramePixels((key, 0, 0), np.array([values], np.int16))


@pytest.mark.parametrize(("voi_index", "shown"), [(0, STORED[0]), (1, STORED[1]), (7, STORED[1])])
def test_the_frames_own_windows_are_chosen_by_index(voi_index: int, shown: Window) -> None:
    """A frame that has fewer shows its last."""
    state = ViewportState(voi_index=voi_index)
    assert voi_shown(state, frame(voi=STORED), _pixels(0)) == shown


def test_the_users_window_wins() -> None:
    """For all frames."""
    state = ViewportState(voi=Window(1, 2))
    assert voi_shown(state, frame(voi=STORED), _pixels(0)) == Window(1, 2)


def test_a_ct_without_a_window_has_that_of_soft_tissue() -> None:
    """By its modality."""
    ct = instance(values={0x0008_0060: ("CS", "CT")})
    assert voi_shown(ViewportState(), frame(ct, voi=()), _pixels(0, key="ct")) == Window(40, 400)


def test_another_without_a_window_is_shown_by_its_values() -> None:
    """Stored 100 to 200 with slope 2 and intercept -1000."""
    window = voi_shown(ViewportState(), frame(voi=()), _pixels(100, 150, 200, key="mr"))
    assert (window.center, window.width) == (-700, 200) if isinstance(window, Window) else False


def test_the_slices_of_a_stack_share_one_window() -> None:
    """The same value keeps its gray from slice to slice."""
    first, second = _pixels(0, 100, key="stack"), FramePixels(("stack", 1, 0), np.array([[0, 900]]))
    slice_ = frame(voi=(), plane=geometry())
    state = ViewportState()
    assert voi_shown(state, slice_, first) == voi_shown(state, slice_, second)


def test_images_that_are_no_stack_have_a_window_each() -> None:
    """Two radiographs of one series."""
    first, second = _pixels(0, 100, key="pair"), FramePixels(("pair", 1, 0), np.array([[0, 900]]))
    state = ViewportState()
    assert voi_shown(state, frame(voi=()), first) != voi_shown(state, frame(voi=()), second)


def test_an_automatic_window_leaves_out_padding() -> None:
    """It is no image."""
    padded = replace(frame(), padding=PixelPadding(-2000, -2000))
    window = auto_window(padded, _pixels(-2000, 100, 100, 200))
    assert window.center - window.width / 2 == pytest.approx(-800, abs=2)


def test_an_automatic_window_of_nothing_is_still_a_window() -> None:
    """A frame of padding only."""
    padded = replace(frame(), padding=PixelPadding(0, 10))
    assert auto_window(padded, _pixels(5, 6)).width > 0


def test_a_drag_on_a_table_begins_with_what_it_tells_apart() -> None:
    """Entries for -100 to 155."""
    table = LookupTable(-100, np.arange(256, dtype=np.uint16), 8)
    assert as_window(table, (0, 1)) == Window(28, 256)


@pytest.mark.parametrize(
    ("function", "least"), [(VoiFunction.LINEAR, 1.0), (VoiFunction.SIGMOID, 1e-3)]
)
def test_a_width_has_the_least_that_its_function_allows(
    function: VoiFunction, least: float
) -> None:
    """PS3.3 C.11.2.1.2: LINEAR from 1 on, the others more than 0."""
    window = adjusted(Window(40, 400, function, "SOFT"), 50, -7)
    assert window == Window(50, least, function)


def test_a_window_over_small_fractions_may_become_narrower() -> None:
    """By a thousandth at a time: diffusion lies between 0 and 0.003."""
    narrow = Window(0.001, 2e-4, VoiFunction.LINEAR_EXACT)
    assert adjusted(narrow, 0.001, 1e-9).width == pytest.approx(2e-7)


def test_an_automatic_window_of_fractions_is_not_as_wide_as_1() -> None:
    """It would leave them all gray."""
    values = np.linspace(0, 0.004, 200, dtype=np.float32)[None]
    plain = replace(frame(), modality_lut=Rescale())
    window = auto_window(plain, FramePixels(("map", 0, 0), values))
    assert window.width == pytest.approx(0.004, rel=0.05)


def test_a_frame_on_which_all_is_alike_does_not_choose_the_window_of_the_others() -> None:
    """The first of a map or a segmentation often is empty."""
    slices = frame(voi=(), plane=geometry())
    shown = [
        voi_shown(ViewportState(), slices, FramePixels(("empty first", index, 0), np.array([row])))
        for index, row in enumerate(([0, 0], [100, 200], [300, 500]))
    ]
    assert shown[0] != shown[1] == shown[2]


def test_identity_is_shown_where_a_presentation_state_asks_for_it() -> None:
    """No default takes its place; a window of the user's does."""
    asked = replace(frame(voi=()), voi_identity=True)
    assert voi_shown(ViewportState(), asked, _pixels(0)) is None
    assert voi_shown(ViewportState(voi=Window(1, 2)), asked, _pixels(0)) == Window(1, 2)


def test_a_drag_from_identity_begins_with_all_values() -> None:
    """Nothing jumps at the first pixel of the way."""
    window = as_window(None, (-1024.0, 3071.0))
    assert window == Window(1023.5, 4095, VoiFunction.LINEAR_EXACT)
