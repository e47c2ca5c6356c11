import subprocess

import pytest

from workstation.benchmarks.hand import Hand

pytestmark = pytest.mark.display


def _place(display: str) -> str:
    said = subprocess.run(
        ["xdotool", "getmouselocation"],
        env={"DISPLAY": display},
        capture_output=True,
        text=True,
        check=True,
    )
    return " ".join(said.stdout.split()[:2])


def test_the_pointer_goes_where_the_hand_puts_it(virtual_display: str) -> None:
    with Hand(virtual_display) as mouse:
        mouse.move(123, 45)
        assert _place(virtual_display) == "x:123 y:45"
