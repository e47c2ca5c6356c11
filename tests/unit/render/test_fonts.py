"""Which font shows which character."""

import shutil

import pytest

from workstation.render import fonts
from workstation.render.fonts import face, font, runs


def test_a_line_in_one_script_is_one_run() -> None:
    """So that it is shaped as a whole."""
    assert runs("Müller, Łukasz 12 mm", bold=False) == [(face(False), "Müller, Łukasz 12 mm")]


def test_every_run_is_in_a_font_that_has_it() -> None:
    """Han characters are in none of the interface's own faces; skipped where no font has them."""
    parts = runs("Wang 王小東 (M)", bold=False)
    if not fonts._has(parts[1][0] if len(parts) > 1 else "", "王"):
        pytest.skip("no font with Han characters on this system")
    assert [text for _, text in parts] == ["Wang ", "王小東 ", "(M)"]
    assert parts[0][0] == parts[2][0] != parts[1][0]


def test_a_mark_stays_with_the_letter_before_it() -> None:
    """A combining accent in another font would stand beside its letter."""
    assert len(runs("王\u0301", bold=False)) == 1


def test_a_missing_character_is_told_from_one_that_is_there() -> None:
    """By its picture, which is that of no character at all."""
    assert fonts._has(face(False), "Ж")
    assert not fonts._has(face(False), "\U0010fffe")


def test_a_character_that_no_font_has_stays_in_the_interfaces_own() -> None:
    """Its sign for a missing character is the best there is."""
    assert runs("\U000f0123", bold=True) == [(face(True), "\U000f0123")]


def test_without_any_known_font_pillows_own_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text is shown on a system without fonts, too."""
    monkeypatch.setattr(fonts, "_REGULAR", ())
    monkeypatch.setattr(shutil, "which", lambda _: None)
    face.cache_clear()
    own = face(False)
    face.cache_clear()
    assert own == ""
    assert font(own, 12).getlength("A") > 0


def test_fontconfig_is_asked_for_the_rest() -> None:
    """It knows fonts that we do not."""
    if shutil.which("fc-match") is None:
        pytest.skip("no fontconfig on this system")
    asked = fonts._asked_of_fontconfig("sans-serif:charset=41")
    assert asked is not None
    assert fonts._has(asked, "A")
