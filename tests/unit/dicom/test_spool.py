import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from workstation.dicom.spool import Spool


def test_what_is_kept_is_read_like_a_file() -> None:
    """One thing behind the other, each from its own beginning."""
    spool = Spool()
    first = spool.keep("DISC/A", [b"one", b"", b"two"])
    second = spool.keep("DISC/B", [b"three" * 1000])
    assert (first.name, first.read(0, 100)) == ("DISC/A", b"onetwo")
    assert (second.length, second.read(4990, 100)) == (5000, b"threethree")


def test_what_could_not_be_finished_is_not_kept() -> None:
    """A bomb takes up room only until it is found out."""
    spool = Spool()

    def bomb() -> Iterator[bytes]:
        yield bytes(100_000)
        raise EOFError

    with pytest.raises(EOFError):
        spool.keep("BOMB", bomb())
    assert spool.keep("NEXT", [b"good"]).offset == 0


def test_it_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So nothing is left, however the program ends."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    file = Spool().keep("A", [b"patient"])
    assert file.read(0, 7) == b"patient"
    assert list(tmp_path.iterdir()) == []


def test_it_has_one_where_the_system_knows_no_other_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder of its own, which an orderly end removes."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spool = Spool()
    spool._use_a_name()
    file = spool.keep("A", [b"patient"])
    assert file.read(0, 7) == b"patient"
    assert file.path.parent.parent == tmp_path
    assert os.stat(file.path).st_mode & 0o077 == 0
    spool._folder.cleanup()
