"""Which surface belongs to which renderer."""

from workstation.ui.surface import Picture, Surface


def make_surface(kind: str, picture: Picture, bits: int = 8) -> Surface:
    """The surface of a renderer, "gl" or "raster"; only the modules of this one are loaded."""
    if kind == "gl":
        from workstation.ui.gl_surface import GlSurface

        return GlSurface(picture, bits)
    from workstation.ui.raster_surface import RasterSurface

    return RasterSurface(picture)
