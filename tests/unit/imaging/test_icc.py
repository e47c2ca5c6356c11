import io

import imagecodecs
import numpy as np
import pytest
from PIL import Image, ImageCms

from tests.support import coded_frames as made
from workstation.imaging.codecs import decode_frame
from workstation.imaging.icc import to_srgb

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
_LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
_WIDE = bytes(imagecodecs.cms_profile("adobergb"))
_SHOWN_AS_STORED = ("Its color profile cannot be applied: the colors are shown as stored.",)


def _by_pillow(rgb: np.ndarray) -> np.ndarray:
    """From the wide profile to sRGB, relative colorimetric."""
    profiles = io.BytesIO(_WIDE), io.BytesIO(_SRGB)
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    transform = ImageCms.buildTransform(*profiles, "RGB", "RGB", renderingIntent=intent)
    found = ImageCms.applyTransform(Image.fromarray(rgb), transform)
    assert found is not None
    return np.asarray(found)


def test_srgb_stays_as_it_is() -> None:
    """Bit for bit: rounding would change what is right already."""
    rgb = made.rgb()
    assert to_srgb(rgb, _SRGB) == ()
    assert np.array_equal(rgb, made.rgb())


def test_a_profile_that_is_srgb_but_for_rounding_changes_nothing() -> None:
    """Its red is 20 / 65536 off, as in profiles of other makers: one level in some colors."""
    at = int.from_bytes(_SRGB[_SRGB.index(b"rXYZ") + 4 :][:4], "big") + 8
    red = int.from_bytes(_SRGB[at : at + 4], "big") + 20
    steps = np.linspace(0, 255, 40).round().astype(np.uint8)
    rgb = np.stack(np.meshgrid(steps, steps), axis=-1)[..., [0, 1, 1]]
    before = rgb.copy()
    assert to_srgb(rgb, _SRGB[:at] + red.to_bytes(4, "big") + _SRGB[at + 4 :]) == ()
    assert np.array_equal(rgb, before)


def test_a_wide_color_space_becomes_srgb() -> None:
    """As another program does it; green of a wide space is more than sRGB can show."""
    rgb = made.rgb()
    assert to_srgb(rgb, _WIDE) == ()
    assert np.abs(rgb.astype(int) - _by_pillow(made.rgb())).max() <= 1
    assert np.abs(rgb.astype(int) - made.rgb()).max() > 20


def test_sixteen_bits_become_the_same_color() -> None:
    """And keep what they have more."""
    deep, shallow = made.rgb().astype(np.uint16) * 257, made.rgb()
    to_srgb(deep, _WIDE)
    to_srgb(shallow, _WIDE)
    assert np.abs(deep / 257 - shallow).max() <= 1
    assert (deep % 257).any()


@pytest.mark.parametrize("profile", [b"?", _WIDE[:300], _WIDE[:128] + bytes(400), _LAB])
def test_a_profile_that_does_not_fit_changes_nothing_and_is_told(profile: bytes) -> None:
    """Damaged, cut off, or for another kind of color."""
    rgb = made.rgb()
    assert to_srgb(rgb, profile) == _SHOWN_AS_STORED
    assert np.array_equal(rgb, made.rgb())


def test_a_frame_is_converted_after_its_decoding() -> None:
    """Whatever coded it, palettes too."""
    how = made.rgb_coding(icc_profile=_WIDE)
    decoded, notes = decode_frame(made.rgb().tobytes(), how)
    assert np.abs(decoded.astype(int) - _by_pillow(made.rgb())).max() <= 1
    assert notes == ()
