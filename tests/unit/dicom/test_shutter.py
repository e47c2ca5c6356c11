"""Display shutters as values."""

from workstation.dicom.shutter import Shutter


def test_what_says_nothing_of_its_look_is_black() -> None:
    """PS3.3 C.7.6.11 leaves it undefined; black is what keeps light out of the reader's eyes."""
    shutter = Shutter(())
    assert (shutter.p_value, shutter.color, shutter.bitmap) == (0.0, None, None)
