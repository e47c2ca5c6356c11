import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from workstation.base import text


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue with one sentence, in force during the test."""
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    pairs = {"": "Content-Type: text/plain; charset=UTF-8\n", "No ID": "Keine Kennung"}
    (folder / "workstation.mo").write_bytes(_catalogue(pairs))
    monkeypatch.setattr(text, "_CATALOGUES", tmp_path)
    text.use_language("de")
    yield
    text.use_language("none")


def _catalogue(pairs: dict[str, str]) -> bytes:
    """The binary form of gettext: header, two tables of (length, offset), the strings."""
    texts = [[each.encode() for each in side] for side in (sorted(pairs), _values(pairs))]
    offset = 28 + 16 * len(pairs)
    tables, strings = b"", b""
    for side in texts:
        for each in side:
            tables += struct.pack("<II", len(each), offset + len(strings))
            strings += each + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return header + tables + strings


def _values(pairs: dict[str, str]) -> list[str]:
    return [pairs[key] for key in sorted(pairs)]


@pytest.mark.usefixtures("german")
def test_a_sentence_is_translated() -> None:
    """Where the language's catalogue has it."""
    assert text._("No ID") == "Keine Kennung"


@pytest.mark.usefixtures("german")
def test_what_a_catalogue_lacks_is_shown_as_written() -> None:
    """Rather than nothing."""
    assert text._("No name") == "No name"


def test_an_unknown_language_shows_sentences_as_written() -> None:
    """There is no catalogue for it."""
    text.use_language("tlh")
    assert text._("No ID") == "No ID"


@pytest.mark.parametrize(("count", "form"), [(1, "one image"), (2, "images"), (0, "images")])
def test_a_sentence_takes_the_form_of_its_count(count: int, form: str) -> None:
    """Zero is plural in English."""
    assert text.ngettext("one image", "images", count) == form


def test_a_marked_sentence_is_not_translated_yet() -> None:
    """That is done where it is shown."""
    assert text.N_("No ID") == "No ID"
