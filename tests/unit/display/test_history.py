"""The history of a monitor, and what is seen of changes in it."""

import errno
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.display.history import (
    Flaw,
    HistoryNotReadError,
    HistoryNotWrittenError,
    append,
    history_file,
    read,
    verify,
)
from workstation.display.stored_profiles import MonitorIdentity


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """Three records."""
    path = tmp_path / "displays" / "one.jsonl"
    for number, verdict in enumerate(("pass", "fail", "pass")):
        append(path, {"number": number, "verdict": verdict})
    return path


def test_records_come_back_the_oldest_first(history: Path) -> None:
    assert [(each["number"], each["verdict"]) for each in read(history)] == [
        (0, "pass"),
        (1, "fail"),
        (2, "pass"),
    ]


def test_a_history_that_nobody_touched_has_no_flaw(history: Path) -> None:
    assert verify(history) == ()


def test_where_there_is_no_file_there_is_no_record(tmp_path: Path) -> None:
    assert read(tmp_path / "none.jsonl") == ()
    assert verify(tmp_path / "none.jsonl") == ()


def test_a_failed_check_that_was_made_to_pass_is_seen(history: Path) -> None:
    """In its own line, and in the next, which names the line as it was."""
    history.write_bytes(history.read_bytes().replace(b"fail", b"pass"))
    assert verify(history) == (Flaw(2, "changed"), Flaw(3, "broken"))


def test_a_line_that_was_taken_out_is_seen(history: Path) -> None:
    lines = history.read_bytes().splitlines(keepends=True)
    history.write_bytes(lines[0] + lines[2])
    assert verify(history) == (Flaw(2, "broken"),)


def test_lines_that_changed_places_are_seen(history: Path) -> None:
    lines = history.read_bytes().splitlines(keepends=True)
    history.write_bytes(lines[1] + lines[0] + lines[2])
    assert [flaw.line for flaw in verify(history)] == [1, 2, 3]


def test_the_last_line_is_guarded_too(history: Path) -> None:
    """No line after it names it."""
    lines = history.read_bytes().splitlines(keepends=True)
    history.write_bytes(b"".join(lines[:2]) + lines[2].replace(b"pass", b"fail"))
    assert verify(history) == (Flaw(3, "changed"),)


def test_after_half_a_line_the_next_record_is_whole(history: Path) -> None:
    """As a power cut leaves it: the half is named, nothing else is lost."""
    history.write_bytes(history.read_bytes()[:-30])
    append(history, {"number": 3})
    assert [each["number"] for each in read(history)] == [0, 1, 3]
    assert verify(history) == (Flaw(3, "unreadable"),)


def test_records_of_two_at_once_are_both_kept(history: Path) -> None:
    """Each behind the other, never through it."""
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: append(history, {"number": number}), range(10, 18)))
    assert len(read(history)) == 11
    assert verify(history) == ()


@settings(max_examples=10, deadline=None)  # each is written down to the disk
@given(
    st.dictionaries(
        st.text(max_size=8).filter(lambda key: key not in {"previous", "sha256"}),
        st.text(max_size=20) | st.integers() | st.booleans(),
        max_size=4,
    )
)
def test_whatever_a_record_says_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, record: dict[str, object]
) -> None:
    """Line ends and every script too."""
    path = tmp_path_factory.mktemp("history") / "one.jsonl"
    append(path, record)
    append(path, record)
    assert [{key: each[key] for key in record} for each in read(path)] == [record, record]
    assert verify(path) == ()


def test_a_record_cannot_forge_its_own_chain(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="chained"):
        append(tmp_path / "one.jsonl", {"previous": ""})


def test_a_line_is_json_for_other_programs_too(history: Path) -> None:
    assert json.loads(history.read_text("ascii").splitlines()[1])["verdict"] == "fail"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HistoryNotWrittenError, match=r"one\.jsonl"):
        append(tmp_path / "file" / "one.jsonl", {})


def test_a_disk_that_is_full_leaves_the_history_as_it_was(
    history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No half of a line, and an error that says so."""
    before = history.read_bytes()

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(HistoryNotWrittenError, match="No space left"):
        append(history, {"number": 3})
    assert history.read_bytes() == before


def test_where_there_are_no_locks_records_are_kept_all_the_same(
    history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on systems that are not POSIX."""
    monkeypatch.setitem(sys.modules, "fcntl", None)
    append(history, {"number": 3})
    assert (len(read(history)), verify(history)) == (4, ())


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").mkdir()
    with pytest.raises(HistoryNotReadError, match=r"one\.jsonl"):
        read(tmp_path / "one.jsonl")


def test_a_monitor_with_a_serial_keeps_its_file_on_another_connector(tmp_path: Path) -> None:
    first = MonitorIdentity("EIZO", "RX360", "123", "DP-1")
    moved = MonitorIdentity("EIZO", "RX360", "123", "DP-2")
    assert history_file(first, tmp_path) == history_file(moved, tmp_path)


def test_monitors_without_a_serial_are_told_apart_by_their_connectors(tmp_path: Path) -> None:
    first, other = (MonitorIdentity("EIZO", "RX360", "", name) for name in ("DP-1", "DP-2"))
    assert history_file(first, tmp_path) != history_file(other, tmp_path)


def test_a_name_is_never_a_path(tmp_path: Path) -> None:
    """What a monitor says of itself is not ours."""
    path = history_file(MonitorIdentity("../..", "a/b", "\0", "x"), tmp_path)
    assert path.parent == tmp_path
    assert path.name.startswith("_-a_b-")


def test_names_that_look_alike_as_files_are_two_files(tmp_path: Path) -> None:
    one, other = (MonitorIdentity("A", model, "1", "") for model in ("M/1", "M-1"))
    assert history_file(one, tmp_path) != history_file(other, tmp_path)
