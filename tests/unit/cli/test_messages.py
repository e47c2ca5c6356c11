"""What is written on standard error."""

import pytest

from workstation.base.errors import WorkstationError
from workstation.cli.messages import printable, progress_bar, say


class ExampleError(WorkstationError):
    message_id = "example"
    sentence = "{name} is broken."
    advice = "Mend it."


def test_a_failure_is_a_sentence_and_below_it_the_remedy(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say(ExampleError(name="IM1"))
    assert capsys.readouterr() == ("", "IM1 is broken.\n  Mend it.\n")


def test_text_of_a_file_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say(ExampleError(name="\x1b[2JIM1\u202e"))
    assert "\x1b" not in capsys.readouterr().err


def test_names_in_any_script_are_printed_as_they_are() -> None:
    assert printable("山田^太郎 Müller\t1\n") == "山田^太郎 Müller\t1\n"


def test_no_bar_is_drawn_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as progress:
        progress.step(0.5, "reading")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("quiet", "drawn"), [(False, True), (True, False)])
def test_a_terminal_shows_how_far_it_is_unless_asked_not_to(
    quiet: bool, drawn: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress_bar(quiet) as progress:
        progress.step(0.5, "reading")
    assert (" 50% reading" in capsys.readouterr().err) is drawn
