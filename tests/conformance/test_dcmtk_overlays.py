"""Overlays against DCMTK, which draws them white, and shutters against the patterns of MESA CPI.

Pixel by pixel, at one to one. DCMTK draws no shutter but a bitmap; the patterns of the others are
black where the shutter leaves them in view, and say so.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset

from tests.support.dcmtk import Levels, needs_dcmtk, overlaid_picture
from tests.support.dicom_bytes import image_dataset, part10, stored
from workstation.cli.picture import Wish, draw, load_frame
from workstation.cli.stated import under_state
from workstation.imaging.masks import outline, shutter_mask

pytestmark = needs_dcmtk

_SHUTTERS = "mesa_cpi/11_display_shutter_pstate/1.2.276.0.7230010.3.200.11"
_TEXT = np.s_[200:300, 225:285]  # "Screen should be all black", in white
_REAL = (
    ("mesa_cpi/12_overlay/1.2.276.0.7230010.3.200.12.1.1", None),
    ("overlay_embedded/1.3.12.2.1107.5.1.4.1003.30000011122107265876500005634", 0),
)


def _ours(file: Path, voi: int | None) -> Levels:
    drawn = draw(load_frame(file, 1), Wish(reference=True, voi=voi))
    return drawn.values.astype(np.uint8)


def _agree(ours: Levels, theirs: Levels | None) -> None:
    """Within a rounding of the image's levels; its highest is gray, so that overlays stand out."""
    assert theirs is not None
    assert np.abs(ours.astype(int) - theirs).max() <= 1


@pytest.mark.parametrize(("name", "voi"), _REAL)
def test_overlays_of_others_are_drawn_as_dcmtk_draws_them(
    name: str, voi: int | None, shared_data: Path, tmp_path: Path
) -> None:
    """Beside the pixels in the same cells, and in data of their own."""
    file = shared_data / name
    options = () if voi is None else ("+Wi", str(voi + 1))
    _agree(_ours(file, voi), overlaid_picture(file, tmp_path, *options))


def _overlaid(rows: int, columns: int, origin: tuple[int, int], embedded: bool) -> Dataset:
    rng = np.random.default_rng(rows * columns)
    dataset = image_dataset(13, 17)
    pixels = rng.integers(0, 2000, (13, 17)).astype(np.uint16)
    drawn = rng.random((rows, columns)) < 0.4
    for element, vr, value in (
        (0x0010, "US", rows),
        (0x0011, "US", columns),
        (0x0040, "CS", "G"),
        (0x0050, "SS", list(origin)),
        (0x0100, "US", 16 if embedded else 1),
        (0x0102, "US", 13 if embedded else 0),
    ):
        dataset.add_new(0x6006 << 16 | element, vr, value)
    if embedded:
        pixels |= drawn.astype(np.uint16) << 13
    else:
        bits = np.packbits(drawn.ravel(), bitorder="little").tobytes()
        dataset.add_new(0x60063000, "OW", bits + bytes(len(bits) % 2))
    dataset.PixelData = pixels.tobytes()
    return dataset


@pytest.mark.parametrize(
    ("size", "origin"),
    [
        ((13, 17), (1, 1)),
        ((5, 7), (4, 9)),
        ((6, 5), (-2, 0)),
        ((9, 11), (10, 12)),
        ((30, 40), (-7, -9)),
        ((3, 3), (40, 2)),
    ],
)
def test_an_overlay_of_any_size_lies_where_dcmtk_lays_it(
    size: tuple[int, int], origin: tuple[int, int], tmp_path: Path
) -> None:
    """Smaller and larger than the image, across its edges, and beside it."""
    file = stored(tmp_path, part10(_overlaid(*size, origin, embedded=False))).path
    _agree(_ours(file, None), overlaid_picture(file, tmp_path))


def test_a_bit_of_the_pixel_cells_is_drawn_as_dcmtk_draws_it(tmp_path: Path) -> None:
    """In pixels of our own making, bit 13."""
    file = stored(tmp_path, part10(_overlaid(13, 17, (1, 1), embedded=True))).path
    _agree(_ours(file, None), overlaid_picture(file, tmp_path))


@pytest.mark.parametrize(("number", "brightest"), [(1, 112), (3, 0), (5, 64), (9, 32)])
def test_shapes_leave_the_black_of_their_pattern(
    number: int, brightest: int, shared_data: Path
) -> None:
    """Circle, rectangle, hexagon and star: what is seen is black, what is covered is too.

    All but the rectangle were drawn with soft edges that lie up to a pixel further in: less than
    half of the white beyond them is left there, in one line.
    """
    loaded = load_frame(shared_data / f"{_SHUTTERS}.{number}.1", 1)
    stated = replace(
        loaded, frame=under_state(loaded.frame, shared_data / f"{_SHUTTERS}.0.{number}")
    )
    shutter = stated.frame.shutter
    assert shutter is not None
    levels = draw(stated, Wish(reference=True)).values.copy()
    assert levels[_TEXT].any()
    levels[_TEXT] = 0
    assert levels.max() == brightest
    levels[outline(~shutter_mask(shutter, 512, 512))] = 0
    assert not levels.any()
