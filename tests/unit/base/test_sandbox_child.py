import json

import pytest

from tests.support import sandbox_entries
from tests.support.sandbox_entries import misbehave
from workstation.base.sandbox_child import answer, load
from workstation.base.sandbox_wire import Status


def test_an_entry_is_found_by_its_name() -> None:
    """Package, module, function."""
    assert load("tests.support.sandbox_entries:misbehave") is misbehave


def test_a_module_prepares_before_workers_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it would import later it imports then: a worker can open no file."""
    told: list[str] = []
    monkeypatch.setattr(sandbox_entries, "prepare", lambda: told.append("now"), raising=False)
    load("tests.support.sandbox_entries:echo")
    assert told == ["now"]


@pytest.mark.parametrize(
    ("deed", "status"),
    [("fine", Status.DONE), ("declare", Status.REFUSED), ("blunder", Status.FAULT)],
)
def test_whatever_happens_becomes_an_answer(deed: str, status: Status) -> None:
    """The worker lives on."""
    assert answer(misbehave, deed.encode(), ())[0] is status


def test_a_declared_error_is_sent_as_its_name_and_facts() -> None:
    """The sentence is composed where it is shown."""
    _status, payload = answer(misbehave, b"declare", ())
    assert json.loads(payload) == {"message_id": "too-dark", "facts": {"amount": 3}}
