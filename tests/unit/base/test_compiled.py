import ctypes
import shutil
from pathlib import Path

import pytest

from workstation.base import compiled
from workstation.base.compiled import build, built, load, sources

_ANSWER = '__attribute__((visibility("default"))) int answer(void) { return %d; }\n'
_needs_compiler = pytest.mark.skipif(shutil.which("cc") is None, reason="no compiler here")


def _source(folder: Path, answer: int) -> Path:
    source = folder / "some.c"
    source.write_text(_ANSWER % answer)
    return source


@_needs_compiler
def test_what_is_built_answers(tmp_path: Path) -> None:
    """The function that the C file exports is the one that is called."""
    source = _source(tmp_path, 42)
    assert build(source, tmp_path / "lib")
    assert ctypes.CDLL(str(built(source, tmp_path / "lib"))).answer() == 42


@_needs_compiler
def test_a_changed_source_has_another_library_and_the_old_one_goes(tmp_path: Path) -> None:
    """So the program never calls what its source does not say."""
    build(_source(tmp_path, 1), tmp_path / "lib")
    source = _source(tmp_path, 2)
    assert not built(source, tmp_path / "lib").exists()
    build(source, tmp_path / "lib")
    assert list((tmp_path / "lib").iterdir()) == [built(source, tmp_path / "lib")]


@_needs_compiler
def test_what_is_built_already_is_left_alone(tmp_path: Path) -> None:
    """Set-up takes no time when there is nothing to do."""
    source = _source(tmp_path, 1)
    build(source, tmp_path)
    before = built(source, tmp_path).stat().st_mtime_ns
    assert build(source, tmp_path)
    assert built(source, tmp_path).stat().st_mtime_ns == before


@_needs_compiler
def test_a_source_with_a_mistake_leaves_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not half a library that would be loaded next time."""
    source = tmp_path / "some.c"
    source.write_text("int answer(void) { return no_such_name; }\n")
    assert not build(source, tmp_path / "lib")
    assert not list((tmp_path / "lib").iterdir())
    assert "no_such_name" in capfd.readouterr().err


def test_without_a_compiler_there_is_no_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And that is no error: the program then does the same in Python."""
    monkeypatch.setenv("CC", "no-such-compiler")
    assert not build(_source(tmp_path, 1), tmp_path)


def test_what_was_not_compiled_is_not_loaded(tmp_path: Path) -> None:
    """None, and no exception."""
    assert load(_source(tmp_path, 3)) is None


def test_a_damaged_library_is_not_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk cut it short: the log says so, and the program goes on without."""
    source = _source(tmp_path, 4)
    library = tmp_path / built(source).name
    library.write_bytes(b"\x7fELF")
    monkeypatch.setattr(compiled, "built", lambda _source: library)
    assert load(source) is None
    assert "cannot be loaded" in caplog.text
    caplog.clear()


def test_the_kernel_is_among_the_sources() -> None:
    """What set-up compiles is found, not listed."""
    assert "kernel.c" in [source.name for source in sources()]
