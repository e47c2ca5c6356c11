"""DCMTK's dcmp2pgm as oracle of presentation states, over all states of the collection.

It turns and flips, draws bitmap shutters, and gives the whole image pixel by pixel, whatever the
displayed area. It draws no annotations, overlays or shutters of other shapes: these are left out
here, and such shutters are compared with the pictures that MESA expects.

Each picture is at most 1 of 255 off anywhere, and at least 99.5 % of its pixels are the same.
Where DCMTK computes by a rule of its own, the same is asked once that rule is replayed, and the
rule has a name here:

- whole levels: where a P-Value falls exactly on a level, its sum may come out a hair below the
  level, and is cut off to the one before.
- shifted tables: what comes out of a table, or of no VOI LUT at all, is divided by 2**bits, not
  by 2**bits - 1, and spread over 256 levels, not 255.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.support.dcmtk import Levels, needs_dcmtk, state_picture
from workstation.base.errors import WorkstationError
from workstation.cli.picture import Loaded, Wish, chosen_voi, draw, load_frame
from workstation.cli.stated import place_of, under_state
from workstation.dicom.instance import read_instance
from workstation.dicom.lut import LookupTable
from workstation.dicom.presentation_state import references_of
from workstation.dicom.presentation_state_values import is_presentation_state
from workstation.dicom.stored import StoredFile
from workstation.imaging.pipeline import chain_of, draw_image
from workstation.scene.scene import FramePixels, ImageLayer

pytestmark = needs_dcmtk

_FOLDERS = (
    "mesa_cpi/04_voi_lut_pstate",
    "mesa_cpi/05_presentation_lut_pstate",
    "mesa_cpi/07_spatial_transform_pstate",
    "mesa_cpi/09_graphic_annotation_pstate",
    "mesa_cpi/11_display_shutter_pstate",
    "mesa_cpi/12_overlay",
    "gsps/clearcanvas",
)
_SAME = 0.995
_BARE = Wish(reference=True, overlays=False, annotations=False)


@pytest.mark.parametrize("folder", _FOLDERS)
def test_pictures_under_states_are_dcmtks(folder: str, shared_data: Path, tmp_path: Path) -> None:
    """Every state with every image that it names."""
    pairs = list(_pairs(shared_data / folder))
    assert pairs
    failures = [why for image, state in pairs for why in _why(image, state, tmp_path)]
    assert not failures, "\n".join(failures)


_SHUTTERED = "1.2.276.0.7230010.3.200.11"


@pytest.mark.parametrize("number", [1, 3, 5, 7, 9])
def test_shutters_cover_what_mesa_expects(number: int, shared_data: Path) -> None:
    """All but its own pattern's blurred edges: circle, rectangle, polygon, bitmap, star."""
    folder = shared_data / "mesa_cpi/11_display_shutter_pstate"
    ours = _under(folder / f"{_SHUTTERED}.{number}.1", folder / f"{_SHUTTERED}.0.{number}")
    drawn = draw(ours, _BARE).values.astype(np.int32)
    expected = load_frame(folder / f"{_SHUTTERED}.{number}.2", 1).values
    plain = load_frame(folder / f"{_SHUTTERED}.{number}.1", 1).values
    assert (np.abs(drawn - expected) <= 1).mean() > 0.985
    assert (plain != expected).mean() > 0.1


def _under(image: Path, state: Path) -> Loaded:
    loaded = load_frame(image, 1)
    return replace(loaded, frame=under_state(loaded.frame, state))


def _why(image: Path, state: Path, folder: Path) -> Iterator[str]:
    theirs = state_picture(image, state, folder)
    loaded = _under(image, state)
    shutter = loaded.frame.shutter
    if shutter is not None and shutter.bitmap is None:
        loaded = replace(loaded, frame=replace(loaded.frame, shutter=None))
    ours = draw(loaded, _BARE).values.astype(np.uint8)
    if theirs is None or theirs.shape != ours.shape:
        yield f"{state.name}: {None if theirs is None else theirs.shape} is not {ours.shape}"
        return
    apart = np.abs(theirs.astype(np.int32) - ours).max()
    if apart > 1:
        yield f"{state.name}: {apart} of 255 off"
    same = (theirs == ours) | (theirs == _below(loaded)) | (theirs == _shifted(loaded))
    if same.mean() < _SAME:
        yield f"{state.name}: only {same.mean():.2%} of the pixels are the same"


def _below(loaded: Loaded) -> Levels:
    """Our levels, a whole one taken as a hair below."""
    hair = 256 * 1.5e-7  # float32 knows P to no more than this
    return np.clip(np.floor(_p_values(loaded) * 255 - hair), 0, 255).astype(np.uint8)


def _shifted(loaded: Loaded) -> Levels:
    """Our levels by DCMTK's rule for tables."""
    frame, image = loaded.frame, loaded.frame.instance.image
    assert image is not None
    tables = [frame.modality_lut, *frame.voi[:1], frame.presentation]
    bits = [each.bits for each in tables if isinstance(each, LookupTable)] or [image.bits_stored]
    steps = 2 ** bits[-1]
    levels = np.round(_p_values(loaded) * (steps - 1), 3) * 256 / steps
    return np.asarray(np.floor(levels), np.uint8)


def _p_values(loaded: Loaded) -> npt.NDArray[np.float64]:
    """Unrounded, where turns and flip bring them."""
    frame, values = loaded.frame, loaded.values
    chain = chain_of(frame, chosen_voi(loaded, Wish()), inverted=False)
    place = place_of(frame, (values.shape[0], values.shape[1]), None)
    pixels = FramePixels(("state", 0, 0), values)
    layer = ImageLayer(pixels, chain, place.surface_from_image, place.interpolation)
    return draw_image(layer, place.rect).astype(np.float64)


def _pairs(folder: Path) -> Iterator[tuple[Path, Path]]:
    images, states = _found(folder)
    for path, uids in states:
        yield from ((images[uid], path) for uid in uids)


@cache
def _found(folder: Path) -> tuple[dict[str, Path], list[tuple[Path, list[str]]]]:
    """Images by their UID, and states with the UIDs of the images that they name."""
    images, states = {}, []
    for path in sorted(folder.iterdir()):
        try:
            instance = read_instance(StoredFile(path.name, path, 0, path.stat().st_size))
        except WorkstationError:
            continue
        if instance.image is not None:
            images[instance.sop_instance_uid] = path
        elif is_presentation_state(instance.sop_class_uid):
            references = references_of(instance.attributes)
            states.append((path, [each.sop_instance_uid for each in references]))
    return images, states
