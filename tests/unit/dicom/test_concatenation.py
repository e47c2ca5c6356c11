import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes
from workstation.dicom.concatenation import Part, missing_parts, part_of


def test_a_part_says_which_it_is() -> None:
    """PS3.3 C.7.6.16.1.1."""
    dataset = Dataset()
    dataset.ConcatenationUID, dataset.InConcatenationNumber = "1.2.9", 2
    dataset.InConcatenationTotalNumber, dataset.ConcatenationFrameOffsetNumber = 3, 7
    assert part_of(attributes(dataset)) == Part("1.2.9", 2, 3, 7)


@pytest.mark.parametrize("number", [None, 0])
def test_what_does_not_say_its_number_stands_for_itself(number: int | None) -> None:
    """It could be put in a wrong order."""
    dataset = Dataset()
    dataset.ConcatenationUID = "1.2.9"
    if number is not None:
        dataset.InConcatenationNumber = number
    assert part_of(attributes(dataset)) is None
    assert part_of(attributes(Dataset())) is None


@pytest.mark.parametrize(
    ("numbers", "total", "missing"),
    [((1, 2, 3), 3, ()), ((3, 1), 3, (2,)), ((1, 2), 4, (3, 4)), ((1, 4), None, (2, 3))],
)
def test_parts_that_are_not_there_are_named(
    numbers: tuple[int, ...], total: int | None, missing: tuple[int, ...]
) -> None:
    """By the total where one is given, else by the gaps."""
    assert missing_parts(Part("1.2.9", number, total, None) for number in numbers) == missing


def test_a_total_that_cannot_be_does_not_cost_memory() -> None:
    """It is only a number in a file."""
    assert len(missing_parts([Part("1.2.9", 1, 2**31, None)])) <= 1001
