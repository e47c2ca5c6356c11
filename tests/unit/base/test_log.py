import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from workstation.base import log
from workstation.base.errors import WorkstationError


class _LostError(WorkstationError):
    message_id = "test.lost"
    sentence = "The file {name} of {uid} is lost."


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    """A log that is being written, and its file."""
    logger = logging.getLogger("workstation")
    before, level = list(logger.handlers), logger.level
    log.start(tmp_path / "logs")
    yield tmp_path / "logs" / "workstation.log"
    for handler in [each for each in logger.handlers if each not in before]:
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(level)


def test_an_error_is_its_id_and_its_uids(written: Path) -> None:
    """Neither the sentence nor the file's name, which may be a patient's."""
    log.record(_LostError(name="DOE_JANE.dcm", uid="1.2.840.10008.99"))
    text = written.read_text("utf-8")
    assert "test.lost 1.2.840.10008.99" in text
    assert "DOE" not in text


def test_causes_are_told_by_their_kind(written: Path) -> None:
    """What an exception says may hold a name."""
    error = _LostError(name="x")
    error.__cause__ = OSError("/media/DOE_JANE")
    log.record(error)
    assert written.read_text("utf-8").rstrip().endswith("test.lost <- OSError")


def test_a_defect_is_told_by_its_lines(written: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where, and of which kind, but not with what value."""
    values: dict[str, str] = {}
    patient = "^".join(("DOE", "JANE"))
    try:
        values[patient]
    except KeyError:
        logging.getLogger("workstation.test").exception("a defect")
    caplog.clear()
    text = written.read_text("utf-8")
    assert "test_a_defect_is_told_by_its_lines" in text
    assert text.rstrip().endswith("KeyError")
    assert "DOE^JANE" not in text


def test_only_its_owner_can_read_it(written: Path) -> None:
    """On a computer that others use too."""
    log.record(_LostError())
    assert written.stat().st_mode & 0o077 == 0


def test_a_long_log_begins_anew_and_the_last_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It never fills the disk."""
    monkeypatch.setattr(log, "_LONGEST", 10)
    (tmp_path / "workstation.log").write_text("of yesterday, and long")
    handler = log._handler(tmp_path)
    handler.close()
    assert (tmp_path / "workstation.log.1").read_text() == "of yesterday, and long"
    assert (tmp_path / "workstation.log").read_text() == ""


def test_without_a_place_the_program_runs_all_the_same(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "taken").write_text("")
    before = list(logging.getLogger("workstation").handlers)
    log.start(tmp_path / "taken")
    assert logging.getLogger("workstation").handlers == before
