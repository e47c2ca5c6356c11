"""`python -m workstation`."""

import subprocess
import sys


def test_the_program_starts_as_a_module_and_ends_with_its_status() -> None:
    """A word that is neither command nor path is wrong usage."""
    command = [sys.executable, "-m", "workstation", "no-such-word"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2


def test_starting_loads_no_window() -> None:
    """`workstation dump` must not wait for Qt."""
    program = "import sys, workstation.app, workstation.__main__; print('PySide6' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "False"
