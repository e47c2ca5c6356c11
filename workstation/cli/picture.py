"""One frame as the window would show it, without a window."""

import os
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from workstation.base.errors import WorkstationError
from workstation.base.text import N_
from workstation.cli.annotated import annotations_on, with_graphics
from workstation.cli.stated import place_of
from workstation.dicom.color_profile import without_profile
from workstation.dicom.fragments import frame_places
from workstation.dicom.instance import read_instance
from workstation.dicom.lut import VoiFunction, VoiLut, Window
from workstation.dicom.model import Frame, Instance
from workstation.dicom.multiframe import frames_of
from workstation.dicom.stored import StoredFile
from workstation.display.table import DisplayTable, identity_table
from workstation.imaging import pipeline
from workstation.imaging.decoder import Decoder
from workstation.imaging.embedded import EmbeddedPlanes, embedded_planes
from workstation.imaging.first_window import first_window
from workstation.imaging.modality import exact_modality_values
from workstation.imaging.picture import draw_levels
from workstation.imaging.volume_range import find_range
from workstation.scene.graphics import Graphic
from workstation.scene.scene import (
    FramePixels,
    ImageLayer,
    Scene,
    ViewportScene,
)
from workstation.session.coloring import in_colors
from workstation.session.masks import mask_layers
from workstation.session.supplemental import color_layers

Values = npt.NDArray[np.generic]


class NoPictureError(WorkstationError):
    """The object has no pixels, or not of this kind."""

    message_id = "cli.no-picture"
    sentence = N_("{name} holds no image.")


class NoSuchFrameError(WorkstationError):
    message_id = "cli.no-such-frame"
    sentence = N_("{name} has no frame {frame_number}: it has {count}.")


class NoSuchVoiError(WorkstationError):
    message_id = "cli.no-such-voi"
    sentence = N_("The image has no VOI LUT {number}: it has {count}.")
    advice = N_("Use --window, or --voi none.")


class NotGrayError(WorkstationError):
    message_id = "cli.not-gray"
    sentence = N_("A color image has no {stage} values.")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: the options of `render`.

    window     wins over the image's own
    voi        index from 0 of the image's own; None: no VOI LUT
    function   replaces that of the image's window
    display    a monitor's profile; None: the level is the P-Value
    size       width, height; None: one pixel for each stored pixel
    overlays   of the image or of a presentation state are drawn
    annotations   of a presentation state are drawn, where the stage is that of the levels
    """

    stage: str = "ddl"
    frame_number: int = 1
    window: Window | None = None
    voi: int | None = 0
    function: VoiFunction | None = None
    display: Path | None = None
    ambient: float | None = None
    size: tuple[int, int] | None = None
    bits: int = 8
    reference: bool = False
    overlays: bool = True
    annotations: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A frame, its samples, and overlays that lie beside them in the pixel cells.

    notes   sentences for the picture, of what was met when it was found and decoded
    """

    frame: Frame
    values: npt.NDArray[np.integer]
    embedded: EmbeddedPlanes = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What a stage gave, and how many bits of it mean something.

    remarks   sentences on what a monitor's profile does not allow as it asks
    """

    values: Values
    bits: int
    remarks: tuple[str, ...] = ()


def load_frame(path: Path, frame_number: int, *, as_stored: bool = False) -> Loaded:
    """Read and decode one frame, in the sandbox where it is compressed.

    as_stored   color is left as it was coded: indices of a palette, YBR, samples of odd depths
    """
    instance = read_instance(StoredFile(path.name, path, 0, path.stat().st_size))
    if as_stored:
        instance = without_profile(_uncolored(instance))
    frames = frames_of(instance)
    if not frames:
        raise NoPictureError(name=path.name)
    if frame_number > len(frames):
        raise NoSuchFrameError(name=path.name, frame_number=frame_number, count=len(frames))
    index = frame_number - 1
    decoder = Decoder(workers=1)
    try:
        places = frame_places(instance)
        extents = places.extents
        find_range(instance, extents, decoder)
        samples, notes = decoder.decode(instance, index, extents[index])
    finally:
        decoder.shutdown()
    planes = embedded_planes(frames[index], extents[index])
    notes = (*places.notes, *notes)
    return Loaded(frames[index], samples, planes, notes)  # type: ignore[arg-type]


def _uncolored(instance: Instance) -> Instance:
    """The same samples under the names that nothing is done to."""
    image = instance.image
    if image is not None and image.labels:
        return replace(instance, image=replace(image, labels=False))
    if image is None or image.monochrome:
        return instance
    if image.samples_per_pixel == 1:
        return replace(instance, image=replace(image, photometric_interpretation="MONOCHROME2"))
    if image.photometric_interpretation not in ("RGB", "YBR_FULL"):
        return instance  # the codec gives RGB, or color that was thinned out is spread again
    whole, last = image.bits_allocated, image.bits_allocated - 1
    plain = replace(image, photometric_interpretation="RGB", bits_stored=whole, high_bit=last)
    return replace(instance, image=plain)


def draw(loaded: Loaded, wish: Wish) -> Drawn:
    """Values of the stage that is wished for."""
    image = loaded.frame.instance.image
    presented = loaded.frame.presented
    colored = presented is not None and presented.palette is not None
    gray = image is not None and image.monochrome and not colored
    if wish.stage == "stored":
        return Drawn(loaded.values, loaded.values.itemsize * 8)
    if not gray and wish.stage != "ddl":
        raise NotGrayError(stage=wish.stage)
    if wish.stage == "modality":
        values = exact_modality_values(loaded.values, loaded.frame.modality_lut)
        return Drawn(values, values.itemsize * 8)
    table = _table(wish, gray)
    scene = _scene(loaded, wish, table)
    levels = scene_levels(scene, reference=wish.reference)
    alone = gray and table.triplets is None and _is_gray(levels)
    return Drawn(levels[..., 0] if alone else levels, table.bits, _remarks(wish, gray))


def scene_levels(scene: Scene, *, reference: bool = False) -> Values:
    """Digital driving levels of a scene, (height, width, 3): as in the window, or by definition."""
    levels = _reference(scene) if reference else _opengl(scene)
    return levels.astype(np.uint8 if scene.display.bits <= 8 else np.uint16, copy=False)


def _is_gray(levels: Values) -> bool:
    """A gray image is written as one, unless a mark on it has a color, or the table's grays do."""
    return bool((levels == levels[..., :1]).all())


def _table(wish: Wish, gray: bool) -> DisplayTable:
    if not gray:
        return identity_table(8)  # color does not pass through a table of P-Values
    if wish.display is None or wish.stage == "p-value":
        return identity_table(wish.bits)
    from workstation.display.calibration import display_table
    from workstation.display.monitor import read_profile

    return display_table(read_profile(wish.display), wish.ambient, wish.bits)


def _remarks(wish: Wish, gray: bool) -> tuple[str, ...]:
    if not gray or wish.display is None or wish.stage == "p-value":
        return ()
    from workstation.display.calibration import remarks
    from workstation.display.monitor import read_profile

    return remarks(read_profile(wish.display), wish.ambient, wish.bits)


def chosen_voi(loaded: Loaded, wish: Wish) -> VoiLut | None:
    """The VOI LUT that is wished for; the modality's default where the image has none at all.

    None is identity: wished for, or asked for by a presentation state.
    """
    if wish.window is not None:
        return wish.window
    if wish.voi is None:
        return None
    own = loaded.frame.voi
    if loaded.frame.voi_identity and wish.voi == 0:
        return None
    if wish.voi >= max(len(own), 1):
        raise NoSuchVoiError(number=wish.voi + 1, count=len(own))
    voi = own[wish.voi] if own else first_window(loaded.frame, loaded.values)
    if wish.function is not None and isinstance(voi, Window):
        return replace(voi, function=wish.function)
    return voi


def _scene(loaded: Loaded, wish: Wish, table: DisplayTable) -> Scene:
    """One viewport that fills the surface with the image and what a state draws on it."""
    rows, columns = loaded.values.shape[:2]
    place = place_of(loaded.frame, (rows, columns), wish.size)
    pixels = FramePixels(("render", loaded.frame.frame_index, 0), loaded.values)
    image = loaded.frame.instance.image
    chain = None
    if image is not None and image.monochrome:
        voi = chosen_voi(loaded, wish)
        chain = pipeline.chain_of(loaded.frame, voi, False, loaded.values)
    lying = mask_layers(loaded.frame, loaded.embedded, overlays=wish.overlays)
    masks = (*color_layers(loaded.frame, pixels), *lying)
    layer = ImageLayer(pixels, chain, place.surface_from_image, place.interpolation, masks)
    layer = in_colors(layer, loaded.frame)
    rect = place.rect
    marks: tuple[Graphic, ...] = ()
    if wish.annotations and wish.stage == "ddl":
        marks = annotations_on(loaded.frame, place.surface_from_image, rect, table)
    viewports = (ViewportScene(rect, layer, None, marks),)
    return Scene(rect.width, rect.height, viewports, table, background=0)


def _reference(scene: Scene) -> Values:
    """The numpy pipeline, which defines what is right."""
    viewport = scene.viewports[0]
    layer = viewport.image
    if layer is None:
        raise ValueError("nothing to draw")
    return with_graphics(draw_levels(layer, viewport.rect, scene.display), scene)


def _opengl(scene: Scene) -> Values:
    """The window's own renderer; the raster one where the environment names it.

    Where the card cannot draw a surface as large as that, the definition does.
    """
    from workstation.render.probe import VARIABLE

    if os.environ.get(VARIABLE) == "raster" and scene.display.bits == 8:
        from workstation.render.raster import RasterRenderer

        raster = RasterRenderer()
        raster.draw(scene)
        return raster.read()
    from workstation.render.context import OffscreenContext
    from workstation.render.framebuffer import SurfaceTooLargeError

    with closing(OffscreenContext(scene.display.bits)) as context:
        try:
            context.framebuffer(scene.width, scene.height)
        except SurfaceTooLargeError:
            return _reference(scene)
        from workstation.render.renderer import GlRenderer

        with closing(GlRenderer()) as renderer:
            renderer.draw(scene)
            return renderer.read()
