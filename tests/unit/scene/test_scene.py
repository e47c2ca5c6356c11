import numpy as np

from workstation.scene.scene import FramePixels, Rect


def test_pixels_are_equal_when_their_keys_are() -> None:
    """Comparing scenes must not compare millions of pixels."""
    one, other = np.zeros((2, 3), np.int16), np.ones((2, 3), np.int16)
    assert FramePixels(("a", 1, 0), one) == FramePixels(("a", 1, 0), other)
    assert FramePixels(("a", 1, 0), one) != FramePixels(("a", 1, 1), one)


def test_a_rectangle_ends_before_the_next_begins() -> None:
    """Each point of the surface lies in one viewport at most."""
    assert Rect(10, 20, 30, 40).contains(39.9, 20)
    assert not Rect(10, 20, 30, 40).contains(40, 20)
