import pytest

from workstation.base.text import N_
from workstation.imaging import presets as module
from workstation.imaging.presets import presets


def test_ct_has_the_windows_that_the_hand_knows() -> None:
    """Keys 1 to 9, in this order."""
    windows = [(window.explanation, window.center, window.width) for window in presets("CT")]
    assert windows[:4] == [
        ("Brain", 40, 80),
        ("Abdomen", 40, 350),
        ("Lung", -600, 1500),
        ("Bone", 480, 2500),
    ]


@pytest.mark.parametrize("modality", ["MR", "", "??"])
def test_a_modality_without_presets_has_none(modality: str) -> None:
    """Its values have no scale of their own."""
    assert presets(modality) == ()


def test_every_name_is_known_to_the_translators() -> None:
    """Names come from a data file, which message extraction does not read."""
    marked = {N_(name) for name in module._NAMES}
    assert {window.explanation for window in presets("CT")} <= marked
