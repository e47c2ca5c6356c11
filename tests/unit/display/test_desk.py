import pytest

from tests.support.virtual_desk import LEFT, RIGHT
from workstation.display.desk import NoSuchMonitorError, chosen


@pytest.mark.parametrize(
    ("name", "found"), [("", LEFT), ("dp-2", RIGHT), ("2", RIGHT), ("DP-1", LEFT)]
)
def test_a_monitor_is_named_by_connector_or_number(name: str, found: object) -> None:
    assert chosen((LEFT, RIGHT), name) is found


def test_a_monitor_that_is_not_there_is_refused_and_the_others_named() -> None:
    with pytest.raises(NoSuchMonitorError, match="2 DP-2"):
        chosen((LEFT, RIGHT), "3")


def test_a_monitor_is_named_by_what_it_says() -> None:
    assert RIGHT.name == "ACME Right DP-2"
