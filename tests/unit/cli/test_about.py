"""`about`."""

import json

import pytest

from tests.support.shell import Shell
from workstation.base.compiled import sources
from workstation.imaging import kernel


@pytest.fixture(scope="module")
def document() -> dict[str, dict[str, object]]:
    """What `about --json` says."""
    from workstation.cli.about import gather

    facts: dict[str, dict[str, object]] = json.loads(json.dumps(gather()))
    return facts


def test_one_json_document_is_all_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert Shell().run("about", "--json") == 0
    assert json.loads(capsys.readouterr().out)["workstation"]


def test_every_codec_library_that_we_use_is_named(document: dict[str, dict[str, object]]) -> None:
    assert set(document["codecs"]) >= {"libjpeg_turbo", "charls", "openjpeg", "openjph"}


def test_no_dependency_is_without_a_version(document: dict[str, dict[str, object]]) -> None:
    assert all(document["packages"].values())


def test_it_says_which_compiled_loops_are_used(document: dict[str, dict[str, object]]) -> None:
    """A report of a slow picture begins with that."""
    assert document["compiled"]["kernel"] is kernel.available()
    assert set(document["compiled"]) == {source.stem for source in sources()}


def test_it_says_what_the_sandbox_holds(document: dict[str, dict[str, object]]) -> None:
    assert set(document["sandbox"]) == {"limits", "seccomp", "landlock"}


def test_lines_are_indented_under_their_heading(capsys: pytest.CaptureFixture[str]) -> None:
    Shell().run("about")
    assert "\nopengl\n  vendor" in capsys.readouterr().out
