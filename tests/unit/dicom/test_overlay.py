"""One overlay plane as a value."""

from workstation.dicom.overlay import Overlay, OverlayType


def test_what_nobody_colored_is_white() -> None:
    """PS3.3 C.9.2 leaves it undefined; white is what printed and displayed overlays have been."""
    assert Overlay(0x6000, OverlayType.GRAPHICS, 1, 1, (1, 1), b"\1").ink == 1.0
