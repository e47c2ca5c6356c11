import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes
from workstation.dicom.timing import frame_times

_VECTOR = 0x00181065
_TIME = 0x00181063


@pytest.mark.parametrize(
    ("values", "times"),
    [
        ({"FrameTime": 40}, [40, 40, 40]),
        ({"CineRate": 50}, [20, 20, 20]),
        ({"RecommendedDisplayFrameRate": 10, "FrameTime": 40}, [100, 100, 100]),
        ({"FrameTimeVector": [0, 30, 50]}, [30, 50, 50]),
        ({"FrameTimeVector": [0, 30, 50], "FrameIncrementPointer": _VECTOR}, [30, 50, 50]),
        ({"FrameTimeVector": [0, 3, 5], "FrameTime": 4, "FrameIncrementPointer": _TIME}, [4] * 3),
        ({"FrameTimeVector": [0, 30], "FrameTime": 40}, [40, 40, 40]),
        ({"FrameTimeVector": [0, 30, -50]}, [None] * 3),
        ({"FrameTime": 0}, [None] * 3),
        ({"CineRate": 0}, [None] * 3),
        ({}, [None] * 3),
    ],
)
def test_how_long_each_frame_is_shown(values: dict[str, object], times: list[float | None]) -> None:
    """The rate for display first; the vector's first value is before the first frame."""
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    assert list(frame_times(attributes(dataset), 3)) == times


def test_a_single_frame_is_no_cine() -> None:
    """Whatever its rate."""
    dataset = Dataset()
    dataset.CineRate = 50
    assert list(frame_times(attributes(dataset), 1)) == [None]
