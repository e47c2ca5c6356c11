import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.base.settings import (
    Settings,
    SettingsNotSavedError,
    read_settings,
    write_settings,
)

CHOSEN = Settings(False, "sharp", "horos", "few", 0.4)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """In a folder that is made for it."""
    path = tmp_path / "new" / "settings.json"
    write_settings(CHOSEN, path)
    assert read_settings(path) == (CHOSEN, None)


def test_without_a_file_everything_is_as_at_first(tmp_path: Path) -> None:
    """That is no error: it is the first start."""
    assert read_settings(tmp_path / "settings.json") == (Settings(), None)


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff", b"[" * 100_000])
def test_a_broken_file_is_told_and_everything_is_as_at_first(
    tmp_path: Path, content: bytes
) -> None:
    """The program starts all the same."""
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    settings, error = read_settings(path)
    assert settings == Settings()
    assert error is not None
    assert "settings.json" in str(error)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("up_is_brighter", 1),
        ("interpolation", "cubic"),
        ("interpolation", []),
        ("keys", None),
        ("corner_text", "all"),
        ("memory_share", 0.9),
        ("memory_share", float("nan")),
        ("memory_share", True),
    ],
)
def test_what_cannot_be_is_told_and_the_rest_holds(
    tmp_path: Path, name: str, value: object
) -> None:
    """One bad line does not cost the others."""
    path = tmp_path / "settings.json"
    other = "keys" if name != "keys" else "corner_text"
    path.write_text(json.dumps({name: value, other: "few"}))
    settings, error = read_settings(path)
    assert error is not None
    assert getattr(settings, name) == getattr(Settings(), name)
    assert getattr(settings, other) == "few"


def test_a_newer_programs_settings_are_passed_over(tmp_path: Path) -> None:
    """They are no error of this one's."""
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"hologram": True, "corner_text": "none"}))
    assert read_settings(path) == (Settings(corner_text="none"), None)


def test_what_cannot_be_saved_is_told(tmp_path: Path) -> None:
    """With the reason; a file stands where the folder should."""
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsNotSavedError):
        write_settings(CHOSEN, tmp_path / "file" / "settings.json")


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=3
)


@given(st.dictionaries(st.sampled_from(list(Settings.__slots__)), json_values))
def test_whatever_a_file_says_the_settings_are_possible(document: dict[str, object]) -> None:
    """None of them can stop the program from starting."""
    settings, _error = _read_document(document)
    assert settings.interpolation in {"nearest", "linear", "sharp"}
    assert settings.corner_text in {"full", "few", "none"}
    assert 0.05 <= settings.memory_share <= 0.75
    assert isinstance(settings.up_is_brighter, bool)


def _read_document(document: dict[str, object]) -> tuple[Settings, object]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "settings.json")
        path.write_text(json.dumps(document))
        return read_settings(path)
