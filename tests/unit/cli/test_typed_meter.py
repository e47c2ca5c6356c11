from io import StringIO

import pytest

from workstation.cli.typed_meter import TypedMeter, TypingEndedError


def test_what_is_no_luminance_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A comma is a point."""
    monkeypatch.setattr("sys.stdin", StringIO("bright\n-1\nnan\n1e9\n 12,5 \n"))
    assert TypedMeter().read().luminance == 12.5
    assert capsys.readouterr().err.count("cd/m²: ") == 5


def test_the_end_of_the_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(""))
    with pytest.raises(TypingEndedError):
        TypedMeter().read()
