"""Every benchmark once, with its figures printed; nothing is asserted about time."""

import pytest

from workstation.benchmarks.report import lines
from workstation.benchmarks.setting import FULL, SMALL
from workstation.benchmarks.table import BENCHMARKS, run


@pytest.mark.parametrize("name", BENCHMARKS)
def test_figures_come(
    name: str, capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config
) -> None:
    """Ours always; a peer's only where it is installed. With -s at full size, else small."""
    size = FULL if pytestconfig.getoption("capture") == "no" else SMALL
    (outcome,) = run([name], size)
    with capsys.disabled():
        print("\n" + "\n".join(lines(outcome)))  # noqa: T201  # this is what it is for
    assert outcome.figures
    assert [each.what for each in outcome.figures if each.ours is None] == []
