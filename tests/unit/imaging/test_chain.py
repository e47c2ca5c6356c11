from dataclasses import replace

from workstation.dicom.lut import Window
from workstation.imaging.chain import GrayscaleChain


def test_chains_that_say_the_same_are_equal_and_hash_alike() -> None:
    """Renderers find what they prepared by such values."""
    one, other = GrayscaleChain(voi=Window(40, 400)), GrayscaleChain(voi=Window(40, 400))
    assert (one, hash(one)) == (other, hash(other))


def test_a_chain_that_differs_in_inversion_only_is_another() -> None:
    """An inverted picture must be drawn anew."""
    chain = GrayscaleChain()
    assert replace(chain, inverted=True) != chain
