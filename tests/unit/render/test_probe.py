"""Which renderer suits this machine."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from workstation.render import probe as module
from workstation.render.probe import NOTHING, Probe, ask_in_a_child, choose, is_software, probe

CARD = Probe("Intel", "Mesa Intel(R) UHD Graphics 770", "4.6", software=False)


@pytest.fixture(autouse=True)
def on_a_fresh_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """With a card, with nothing remembered, and with no wish in the environment."""
    monkeypatch.delenv(module.VARIABLE, raising=False)
    monkeypatch.setattr(module, "cache_directory", lambda: tmp_path / "cache")
    monkeypatch.setattr(module, "_has_card", lambda: True)
    monkeypatch.setattr(sys, "platform", "linux")
    yield
    probe.cache_clear()
    module._answer.cache_clear()


@pytest.mark.parametrize(
    ("renderer", "software"),
    [
        ("llvmpipe (LLVM 15.0.6, 256 bits)", True),
        ("softpipe", True),
        ("Software Rasterizer", True),
        ("Google SwiftShader", True),
        ("Microsoft Basic Render Driver", True),
        ("", True),
        ("NVIDIA H200/PCIe/SSE2", False),
        ("Mesa Intel(R) UHD Graphics 770 (ADL-S GT1)", False),
        ("AMD Radeon RX 6600 (navi23, LLVM 15.0.6, DRM 3.49)", False),
        ("Apple M1", False),
    ],
)
def test_software_is_known_by_its_name(renderer: str, software: bool) -> None:
    """LLVM in a name is no sign of it."""
    assert is_software(renderer) is software


@pytest.mark.parametrize(("said", "choice"), [(CARD, "gl"), (NOTHING, "raster")])
def test_the_driver_decides(said: Probe, choice: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenGL only where a card draws."""
    monkeypatch.setattr(module, "ask_in_a_child", lambda: said)
    assert choose() == choice


@pytest.mark.parametrize("wish", ["gl", "raster"])
def test_a_wish_is_followed_without_asking(wish: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's word, or the environment's."""
    monkeypatch.setattr(module, "ask_in_a_child", pytest.fail)
    assert choose(wish) == wish
    monkeypatch.setenv(module.VARIABLE, wish)
    assert choose() == wish


def test_a_machine_without_a_card_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first picture does not wait for an answer that is known."""
    monkeypatch.setattr(module, "_has_card", lambda: False)
    monkeypatch.setattr(module, "ask_in_a_child", pytest.fail)
    assert choose() == "raster"


def test_the_answer_is_remembered_for_the_next_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the machine is started again or its driver changes."""
    monkeypatch.setattr(module, "ask_in_a_child", lambda: CARD)
    module.begin()
    assert choose() == "gl"
    probe.cache_clear()
    monkeypatch.setattr(module, "ask_in_a_child", pytest.fail)
    assert probe() == CARD


def test_another_display_is_another_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """A remote desktop on a machine with a card may draw in software."""
    monkeypatch.setenv("DISPLAY", ":0")
    here = module._circumstances()
    monkeypatch.setenv("DISPLAY", ":10")
    assert module._circumstances() != here


def test_a_remembered_answer_that_is_damaged_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache may be cut off at any byte."""
    (tmp_path / "cache").mkdir()
    whole = json.dumps(asdict(CARD))
    (tmp_path / "cache" / f"opengl-{module._circumstances()}.json").write_text(whole[:20], "utf-8")
    monkeypatch.setattr(module, "ask_in_a_child", lambda: NOTHING)
    assert probe() == NOTHING


@pytest.mark.parametrize("code", ["import os; os.abort()", "print('not json')", ""])
def test_a_driver_that_crashes_costs_only_the_child(code: str) -> None:
    """It counts as no OpenGL at all."""
    assert ask_in_a_child((sys.executable, "-c", code)) == NOTHING


def test_a_driver_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a time that a user can wait."""
    monkeypatch.setattr(module, "_TIMEOUT", 0.2)
    assert ask_in_a_child((sys.executable, "-c", "import time; time.sleep(60)")) == NOTHING


def test_the_child_says_what_the_driver_says() -> None:
    """Asked for real; a machine without any EGL answers nothing, which is software too."""
    said = ask_in_a_child()
    assert said == NOTHING or said.version
    assert said.software is is_software(said.renderer)
