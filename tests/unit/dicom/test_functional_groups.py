from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes
from workstation.dicom import tags
from workstation.dicom.dataset import Attributes
from workstation.dicom.functional_groups import described_frames, functional_groups


def _measured(spacing: int) -> Dataset:
    """Groups that hold Pixel Measures."""
    groups, measures = Dataset(), Dataset()
    measures.PixelSpacing = [spacing, 1]
    groups.PixelMeasuresSequence = [measures]
    return groups


def _top(shared: Dataset | None, *own: Dataset) -> Attributes:
    dataset = Dataset()
    if shared is not None:
        dataset.SharedFunctionalGroupsSequence = [shared]
    if own:
        dataset.PerFrameFunctionalGroupsSequence = list(own)
    return attributes(dataset)


def _spacings(top: Attributes, count: int) -> list[float | None]:
    items = [groups.item(tags.PIXEL_MEASURES_SEQUENCE) for groups in functional_groups(top, count)]
    return [None if item is None else item.number(tags.PIXEL_SPACING) for item in items]


def test_a_frames_own_group_wins_over_the_shared_one() -> None:
    """A group that is there and empty is as good as none."""
    empty = Dataset()
    empty.PixelMeasuresSequence = []
    assert _spacings(_top(_measured(2), _measured(3), Dataset(), empty), 3) == [3, 2, 2]


def test_frames_without_items_of_their_own_have_the_shared_groups() -> None:
    """Fewer items than frames: nobody else's item is taken."""
    assert _spacings(_top(_measured(2)), 2) == [2, 2]
    assert _spacings(_top(_measured(2), _measured(3)), 2) == [3, 2]


def test_an_object_without_groups_has_none() -> None:
    """For as many frames as it has."""
    assert _spacings(_top(None), 2) == [None, None]


def test_equal_bytes_of_a_group_are_equal_values() -> None:
    """So that a group that repeats is read once."""
    first, second, third = functional_groups(_top(None, *map(_measured, (2, 2, 3))), 3)
    sequence = tags.PIXEL_MEASURES_SEQUENCE
    assert first.raw(sequence) == second.raw(sequence) != third.raw(sequence)


def test_a_group_may_have_several_items() -> None:
    """All of the level that has any."""
    shared, own = _measured(2), _measured(3)
    own.PixelMeasuresSequence.append(_measured(4).PixelMeasuresSequence[0])
    (groups,) = functional_groups(_top(shared, own), 1)
    spacings = [each.number(tags.PIXEL_SPACING) for each in groups.items(0x00289110)]
    assert spacings == [3, 4]


def test_frames_that_nothing_is_said_of_are_counted() -> None:
    """Where no frame has an item of its own none needs one."""
    shared = _measured(5)
    counts = [described_frames(_top(shared, *[shared] * own), 3) for own in (0, 2, 3, 4)]
    assert counts == [3, 2, 3, 3]
