from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import image_dataset
from tests.support.states import image_frames, item, state_dataset, state_instance
from workstation.dicom.apply_state import presented
from workstation.dicom.errors import BadPresentationStateError
from workstation.dicom.model import Frame
from workstation.dicom.presentation_state import read_presentation_state
from workstation.dicom.shutter import CircularShutter


def _with_plane(dataset: Dataset, group: int, bits: bytes) -> Dataset:
    """An overlay over all 3 rows and 5 columns of the image."""
    for element, vr, value in (
        *((0x0010, "US", 3), (0x0011, "US", 5), (0x0040, "CS", "G")),
        *((0x0050, "SS", [1, 1]), (0x0100, "US", 1), (0x0102, "US", 0)),
        (0x3000, "OW", bits),
    ):
        dataset.add_new(group << 16 | element, vr, value)
    return dataset


def _activated(dataset: Dataset, group: int, layer: str) -> Dataset:
    dataset.add_new(group << 16 | 0x1001, "CS", layer)
    return dataset


def _applied(folder: Path, state: Dataset, image: Dataset) -> Frame:
    frame = image_frames(folder, image)[0]
    return presented(frame, read_presentation_state(state_instance(folder, state)))


def test_only_overlays_that_the_state_activates_are_seen(tmp_path: Path) -> None:
    """Of two planes of the image, the second."""
    image = _with_plane(_with_plane(image_dataset(), 0x6000, b"\1\0"), 0x6002, b"\2\0")
    state = _activated(_activated(state_dataset(), 0x6002, "MARKS"), 0x6000, "")
    assert [plane.group for plane in _applied(tmp_path, state, image).overlays] == [0x6002]


def test_without_an_activation_none_is_seen(tmp_path: Path) -> None:
    """Though the image has one."""
    image = _with_plane(image_dataset(), 0x6000, b"\1\0")
    assert _applied(tmp_path, state_dataset(), image).overlays == ()


def test_a_plane_of_the_state_replaces_that_of_the_image(tmp_path: Path) -> None:
    """In the same group."""
    image = _with_plane(image_dataset(), 0x6000, b"\1\0")
    state = _activated(_with_plane(state_dataset(), 0x6000, b"\4\0"), 0x6000, "MARKS")
    (plane,) = _applied(tmp_path, state, image).overlays
    assert plane.bits == b"\4\0"


def test_overlays_have_order_and_gray_of_their_layers(tmp_path: Path) -> None:
    """The layer of the higher order is drawn later, though its group is lower."""
    image = _with_plane(_with_plane(image_dataset(), 0x6000, b"\1\0"), 0x6002, b"\2\0")
    state = _activated(_activated(state_dataset(), 0x6002, "LOW"), 0x6000, "HIGH")
    state.GraphicLayerSequence = [
        item(
            GraphicLayer=name,
            GraphicLayerOrder=order,
            GraphicLayerRecommendedDisplayGrayscaleValue=gray,
        )
        for name, order, gray in (("HIGH", 7, 65535), ("LOW", 2, 13107))
    ]
    found = [(plane.group, plane.ink) for plane in _applied(tmp_path, state, image).overlays]
    assert found == [(0x6002, 0.2), (0x6000, 1.0)]


def _shuttered(shape: str, **values: object) -> Dataset:
    state = state_dataset()
    state.update(item(ShutterShape=shape, ShutterPresentationValue=13107, **values))
    return state


def test_the_shutter_is_the_states_and_not_the_images(tmp_path: Path) -> None:
    """With its own shape and gray."""
    image = image_dataset()
    image.ShutterShape = "CIRCULAR"
    image.CenterOfCircularShutter, image.RadiusOfCircularShutter = [1, 1], 1
    state = _shuttered("CIRCULAR", CenterOfCircularShutter=[2, 3], RadiusOfCircularShutter=2)
    shutter = _applied(tmp_path, state, image).shutter
    assert shutter is not None
    assert (shutter.shapes, shutter.p_value) == ((CircularShutter((2, 3), 2),), 0.2)
    assert _applied(tmp_path, state_dataset(), image).shutter is None


def test_a_bitmap_covers_and_is_not_drawn_too(tmp_path: Path) -> None:
    """Even where it is activated."""
    state = _activated(_with_plane(_shuttered("BITMAP"), 0x6000, b"\7\0"), 0x6000, "MARKS")
    state.ShutterOverlayGroup = 0x6000
    frame = _applied(tmp_path, state, image_dataset())
    assert frame.overlays == ()
    assert frame.shutter is not None
    assert frame.shutter.bitmap is not None
    assert frame.shutter.bitmap.bits == b"\7\0"


def test_a_shutter_that_cannot_be_read_refuses_the_state(tmp_path: Path) -> None:
    """Without it more would be seen than was meant to be."""
    with pytest.raises(BadPresentationStateError, match="shutter"):
        _applied(tmp_path, _shuttered("CIRCULAR"), image_dataset())


def test_a_plane_that_is_cut_short_is_told_of(tmp_path: Path) -> None:
    """The rest of the state is applied."""
    state = _activated(_with_plane(state_dataset(), 0x6000, b""), 0x6000, "MARKS")
    state.add_new(0x6000_3000, "OW", b"\1\0")
    state[0x6000_0010].value = 300
    frame = _applied(tmp_path, state, image_dataset())
    assert frame.presented is not None
    assert "6000" in frame.presented.unheeded[0]
