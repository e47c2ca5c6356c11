"""One frame as values."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.support.demo import demo_dicomdir
from tests.support.dicom_bytes import image_dataset, part10
from tests.support.virtual_monitor import VirtualBench, VirtualMonitor
from workstation.cli.picture import (
    Loaded,
    NoPictureError,
    NoSuchFrameError,
    NoSuchVoiError,
    NotGrayError,
    Wish,
    chosen_voi,
    draw,
    load_frame,
)
from workstation.dicom.lut import LookupTable, VoiFunction, Window
from workstation.display.measuring import Plan, measured, profile_from
from workstation.display.monitor import write_profile
from workstation.imaging import phantom
from workstation.media import demo_patterns

DISC = demo_dicomdir().parent / "DICOM" / "PT000001"
CT = DISC / "ST000001" / "SE000001" / "IM000060"
US = DISC / "ST000003" / "SE000003" / "IM000001"
XA = DISC / "ST000003" / "SE000004" / "IM000001"
PATTERNS = DISC / "ST000004" / "SE000005"


@pytest.fixture(scope="module")
def ct() -> Loaded:
    """A slice of the phantom."""
    return load_frame(CT, 1)


def test_the_frame_that_was_asked_for_is_decoded() -> None:
    assert np.array_equal(load_frame(XA, 8).values, demo_patterns.gray_frame(7))


def test_a_frame_that_is_not_there_is_said() -> None:
    with pytest.raises(NoSuchFrameError, match="has no frame 99: it has 24"):
        load_frame(XA, 99)


def test_an_object_without_pixels_is_said() -> None:
    with pytest.raises(NoPictureError):
        load_frame(demo_dicomdir(), 1)


def test_stored_values_keep_their_type(ct: Loaded) -> None:
    drawn = draw(ct, Wish(stage="stored"))
    assert drawn.values.dtype == np.int16
    assert drawn.values.min() == -2000


def test_modality_values_are_hounsfield_units(ct: Loaded) -> None:
    drawn = draw(ct, Wish(stage="modality"))
    assert np.abs(drawn.values.astype(float) - phantom.ct_slice(59)).max() <= 0.5


def test_p_values_follow_the_window(ct: Loaded) -> None:
    """Soft tissue, 40/400, where the phantom's ventricle of 190 HU lies."""
    drawn = draw(ct, Wish(stage="p-value", bits=16, reference=True))
    expected = (190 - 40 + 0.5) / 399 + 0.5
    assert drawn.values[223:234, 296:307].mean() / 65535 == pytest.approx(expected, abs=0.02)


@pytest.mark.gl
def test_a_line_longer_than_the_card_draws_is_drawn_all_the_same(tmp_path: Path) -> None:
    """Rows and Columns go up to 65535, the sides of a framebuffer often only to 16384."""
    path = tmp_path / "line"
    path.write_bytes(part10(image_dataset(1, 65535)))
    loaded, wish = load_frame(path, 1), Wish(stage="p-value", bits=16, voi=None)
    assert np.array_equal(
        draw(loaded, wish).values, draw(loaded, replace(wish, reference=True)).values
    )


@pytest.mark.gl
@pytest.mark.parametrize("bits", [8, 10, 16])
@pytest.mark.parametrize("size", [None, (300, 200)])
def test_opengl_and_the_reference_agree(
    ct: Loaded, bits: int, size: tuple[int, int] | None
) -> None:
    """Levels may differ by one where a value lies on a boundary."""
    wish = Wish(bits=bits, size=size)
    drawn = draw(ct, wish).values.astype(int)
    reference = draw(ct, Wish(bits=bits, size=size, reference=True)).values.astype(int)
    assert np.abs(drawn - reference).max() <= 1
    assert (drawn != reference).mean() < 0.001


@pytest.mark.parametrize(("bits", "dtype"), [(8, np.uint8), (10, np.uint16)])
def test_levels_have_the_type_that_the_file_has(ct: Loaded, bits: int, dtype: type) -> None:
    """Whoever draws them."""
    assert draw(ct, Wish(bits=bits, reference=True)).values.dtype == dtype


def _color_file(folder: Path, photometric: str, samples: npt.NDArray[np.generic]) -> Path:
    dataset = image_dataset(*samples.shape[:2])
    dataset.PhotometricInterpretation = photometric
    dataset.SamplesPerPixel = samples[0, 0].size
    dataset.PlanarConfiguration = 0
    dataset.BitsAllocated = 8 * samples.itemsize
    dataset.BitsStored, dataset.HighBit = dataset.BitsAllocated - 1, dataset.BitsAllocated - 2
    dataset.PixelRepresentation = 0
    dataset.PixelData = samples.tobytes()
    for number, color in enumerate(("Red", "Green", "Blue")):
        setattr(dataset, f"{color}PaletteColorLookupTableDescriptor", [2, 0, 16])
        table = bytes((0, number, 9, 200 + number))
        setattr(dataset, f"{color}PaletteColorLookupTableData", table)
    path = folder / "image.dcm"
    path.write_bytes(part10(dataset))
    return path


@pytest.mark.parametrize(
    ("photometric", "shape"),
    [("PALETTE COLOR", (4, 6)), ("YBR_FULL", (4, 6, 3)), ("RGB", (4, 6, 3))],
)
def test_stored_values_of_color_are_not_colored(
    photometric: str, shape: tuple[int, ...], tmp_path: Path
) -> None:
    """Indices of a palette, YBR and odd depths stay what they are in Pixel Data."""
    samples = np.arange(np.prod(shape), dtype=np.uint16).reshape(shape)
    path = _color_file(tmp_path, photometric, samples)
    loaded = load_frame(path, 1, as_stored=True)
    assert np.array_equal(draw(loaded, Wish(stage="stored")).values, samples)


@pytest.mark.gl
def test_color_comes_out_as_it_was_stored() -> None:
    loaded = load_frame(US, 5)
    drawn = draw(loaded, Wish())
    assert (drawn.values.shape, drawn.bits) == ((360, 480, 3), 8)
    assert np.array_equal(drawn.values, loaded.values)


@pytest.mark.parametrize("stage", ["modality", "p-value"])
def test_color_has_no_stages_of_gray(stage: str) -> None:
    with pytest.raises(NotGrayError):
        draw(load_frame(US, 1), Wish(stage=stage))


def test_a_picture_of_another_size_is_fitted_into_it(ct: Loaded) -> None:
    drawn = draw(ct, Wish(size=(600, 300), reference=True)).values
    assert drawn.shape == (300, 600)
    assert not drawn[:, :140].any()
    assert drawn[:, 150:450].any()


@pytest.mark.parametrize(
    ("wish", "voi"),
    [
        (Wish(), (40, 400)),
        (Wish(voi=1), (-600, 1500)),
        (Wish(window=Window(1, 2)), (1, 2)),
        (Wish(voi=None), None),
    ],
)
def test_the_window_is_the_one_asked_for_else_the_first(
    ct: Loaded, wish: Wish, voi: tuple[float, float] | None
) -> None:
    got = chosen_voi(ct, wish)
    assert (None if not isinstance(got, Window) else (got.center, got.width)) == voi


def test_the_function_of_a_stored_window_can_be_replaced(ct: Loaded) -> None:
    got = chosen_voi(ct, Wish(function=VoiFunction.SIGMOID))
    assert isinstance(got, Window)
    assert (got.width, got.function) == (400, VoiFunction.SIGMOID)


def test_a_voi_lut_that_is_not_there_is_said(ct: Loaded) -> None:
    with pytest.raises(NoSuchVoiError, match="has no VOI LUT 4: it has 3"):
        chosen_voi(ct, Wish(voi=3))


def test_a_voi_lut_sequence_is_taken_where_there_is_no_window() -> None:
    got = chosen_voi(load_frame(PATTERNS / "IM000004", 1), Wish())
    assert isinstance(got, LookupTable)


def test_inverse_images_come_out_inverted() -> None:
    """MONOCHROME1: the ramp that rises in stored values falls on the screen."""
    drawn = draw(load_frame(PATTERNS / "IM000005", 1), Wish(reference=True)).values
    assert (drawn[100, 32], drawn[100, -33]) == (255, 0)


def test_a_profile_bends_the_levels(ct: Loaded, tmp_path: Path) -> None:
    """A monitor whose luminance is proportional to its level needs low levels for dark gray."""
    profile = tmp_path / "linear.txt"
    profile.write_text("max 255\n0 0.5\n64 100\n128 200\n192 300\n255 400\n")
    plain = draw(ct, Wish(reference=True)).values.astype(int)
    bent = draw(ct, Wish(reference=True, display=profile)).values.astype(int)
    dark = (plain > 60) & (plain < 100)
    assert bent[dark].mean() < plain[dark].mean() - 20


def _covered_file(folder: Path) -> Path:
    """A pixel of overlay in an unused bit, and a shutter around the middle pixels."""
    dataset = image_dataset()
    dataset.ShutterShape, dataset.ShutterPresentationValue = "RECTANGULAR", 65535
    dataset.ShutterLeftVerticalEdge, dataset.ShutterRightVerticalEdge = 2, 4
    dataset.ShutterUpperHorizontalEdge, dataset.ShutterLowerHorizontalEdge = 1, 2
    dataset.add_new(0x60000100, "US", 16)
    dataset.add_new(0x60000102, "US", 14)
    values = np.frombuffer(dataset.PixelData, np.uint16).copy()
    values[6] |= 1 << 14
    dataset.PixelData = values.tobytes()
    path = folder / "covered.dcm"
    path.write_bytes(part10(dataset))
    return path


@pytest.mark.gl
@pytest.mark.parametrize("overlays", [True, False])
@pytest.mark.parametrize("reference", [True, False])
def test_what_lies_over_the_image_is_drawn(tmp_path: Path, overlays: bool, reference: bool) -> None:
    """Overlays can be left out; what a shutter covers is not there to be seen."""
    loaded = load_frame(_covered_file(tmp_path), 1)
    wish = Wish(window=Window(0, 100000), reference=reference, overlays=overlays)
    drawn = draw(loaded, wish).values
    covered = np.array([[1, 0, 0, 0, 1], [1, 0, 0, 0, 1], [1, 1, 1, 1, 1]], np.bool_)
    assert np.all(drawn[covered] == 255)
    assert bool(drawn[1, 1] == 255) is overlays
    assert not np.any(drawn[0, 1:4] == 255)


def _profile(folder: Path, **changes: object) -> Path:
    """The reference monitor with its measured channels."""
    bench, plan = VirtualBench(VirtualMonitor()), Plan(repeats=1)
    profile = profile_from(plan, measured(bench, bench, plan))
    write_profile(replace(profile, **changes), folder / "monitor.json")  # type: ignore[arg-type]
    return folder / "monitor.json"


def test_measured_channels_give_a_picture_in_red_green_and_blue(ct: Loaded, tmp_path: Path) -> None:
    """More grays than the link has, each nearly without color."""
    drawn = draw(ct, Wish(reference=True, display=_profile(tmp_path))).values.astype(int)
    assert drawn.shape[2:] == (3,)
    assert 0 < np.ptp(drawn, axis=2).max() <= 3
    assert len(np.unique(drawn.reshape(-1, 3), axis=0)) > 256


@pytest.mark.parametrize("mode", ["gray", "blue-noise"])
def test_gray_modes_give_a_gray_picture(ct: Loaded, tmp_path: Path, mode: str) -> None:
    """The contract of a file: one sample for each pixel."""
    assert draw(ct, Wish(reference=True, display=_profile(tmp_path, mode=mode))).values.ndim == 2


def test_what_a_profile_does_not_allow_is_said(ct: Loaded, tmp_path: Path) -> None:
    """Beside the picture, as a sentence."""
    profile = _profile(tmp_path, channels=(), mode="pseudo-gray")
    assert "not measured" in draw(ct, Wish(reference=True, display=profile)).remarks[0]
    assert draw(ct, Wish(reference=True, stage="p-value", display=profile)).remarks == ()
