from workstation.session.caption import Weight


def test_what_must_stand_is_the_heaviest() -> None:
    """Room is given out in this order."""
    assert sorted(Weight)[0] is Weight.MUST
    assert sorted(Weight)[-1] is Weight.ASIDE
