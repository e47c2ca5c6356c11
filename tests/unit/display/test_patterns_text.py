"""Letters of dots."""

import string

import pytest

from workstation.display.patterns_text import lettering


def test_letters_stand_upright_and_left_to_right() -> None:
    """An L, then an upright stroke of a 1."""
    rows = ["".join(".#"[dot] for dot in row) for row in lettering("L1").astype(int)]
    assert rows[0] == "#.......#.."
    assert rows[6] == "#####..###."


@pytest.mark.parametrize("text", [*string.digits, "QUALITY CONTROL", "TG270-sQC", "TG270-pQC"])
def test_no_text_of_a_pattern_is_empty(text: str) -> None:
    assert lettering(text).shape == (7, 6 * len(text) - 1)
    assert lettering(text).any()


def test_no_two_digits_look_alike() -> None:
    assert len({lettering(digit).tobytes() for digit in string.digits}) == 10
