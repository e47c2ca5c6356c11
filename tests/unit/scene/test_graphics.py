from workstation.scene.graphics import Align, Text


def test_alignment_is_the_share_of_the_box_before_the_point() -> None:
    """Renderers multiply it by the box's size."""
    assert [align.value for align in Align] == [0.0, 0.5, 1.0]


def test_equal_texts_can_be_drawn_once() -> None:
    """They are values: who caches can use them as keys."""
    assert len({Text(1, 2, "L", 13, (9, 9, 9)), Text(1, 2, "L", 13, (9, 9, 9))}) == 1
