"""`demo`."""

from pathlib import Path

import pytest

from tests.support.demo import demo_dicomdir
from tests.support.shell import Shell
from workstation.commands.opening import OpenRequest
from workstation.media import demo_disc


def test_the_demo_disc_is_opened_from_its_dicomdir(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_disc, "demo_disc", lambda _progress: demo_dicomdir())
    shell = Shell()
    shell.run("demo", "--layout", "2x2", "--screenshot", "out.png")
    assert shell.requests == [OpenRequest((demo_dicomdir(),), (2, 2), None, Path("out.png"))]
