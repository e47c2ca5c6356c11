"""Annotations of a presentation state in a picture that no window shows."""

import numpy as np
import numpy.typing as npt

from workstation.dicom.model import Frame
from workstation.display.table import DisplayTable
from workstation.scene.graphics import Graphic
from workstation.scene.scene import Affine, Rect, Scene
from workstation.session.annotations import annotation_graphics, displayed_area
from workstation.session.look import Look


def annotations_on(
    frame: Frame, surface_from_image: Affine, rect: Rect, display: DisplayTable
) -> tuple[Graphic, ...]:
    """As the window draws them; nothing where no state is applied."""
    if frame.presented is None:
        return ()
    area = displayed_area(frame.presented, frame, surface_from_image)
    look = Look(rect, 1.0)
    return annotation_graphics(frame.presented, frame, surface_from_image, area, display, look)


def with_graphics(levels: npt.NDArray[np.generic], scene: Scene) -> npt.NDArray[np.generic]:
    """Levels of the one viewport of a scene, its marks blended over them by numpy.

    levels    shape (height, width, 1 or 3), 0 to 2**bits - 1
    returns   the same where there are no marks, else shape (height, width, 3)
    """
    from workstation.render.raster_marks import patches

    viewport, highest = scene.viewports[0], 2**scene.display.bits - 1
    if not viewport.graphics:
        return levels
    drawn = np.repeat(levels, 3 // levels.shape[2], axis=2).astype(np.float64)
    for graphic in viewport.graphics:
        for patch in patches(graphic, viewport.rect):
            x, y = patch.rect.x, patch.rect.y
            part = drawn[y : y + patch.rect.height, x : x + patch.rect.width]
            ink = np.array(patch.color) / 255 * highest
            part[...] = part * patch.under[..., None] + patch.ink[..., None] * ink
    return np.floor(drawn + 0.5)
