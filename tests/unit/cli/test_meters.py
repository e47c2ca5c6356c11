import pytest

from workstation.cli.meters import INSTRUMENTS, REPEATS, SETTLE, opened_meter
from workstation.cli.typed_meter import TypedMeter
from workstation.display.spotread import SpotRead


@pytest.mark.parametrize(("name", "kind"), [("manual", TypedMeter), ("spotread", SpotRead)])
def test_a_meter_is_opened_by_its_name(name: str, kind: type) -> None:
    with opened_meter(name) as meter:
        assert isinstance(meter, kind)


def test_of_each_meter_everything_is_known() -> None:
    assert SETTLE.keys() == INSTRUMENTS.keys() == REPEATS.keys()
