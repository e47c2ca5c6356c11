from workstation.imaging.scratch import KEPT, ScratchPool


def test_what_is_lent_is_large_enough() -> None:
    """Larger each time that more is asked for."""
    pool = ScratchPool(1)
    for length in (1, 5_000_000, 9_000_000):
        with pool.lent(length) as piece:
            assert piece.memory.length >= length


def test_the_piece_used_last_is_lent_again() -> None:
    """A worker has it mapped, and it is in the processor's cache."""
    pool = ScratchPool(2)
    with pool.lent(100) as first:
        pass
    with pool.lent(200) as again:
        assert again is first


def test_two_borrowers_never_have_the_same() -> None:
    """Nor does a number ever come again."""
    pool = ScratchPool(2)
    with pool.lent(100) as one, pool.lent(100) as two:
        pass
    with pool.lent(KEPT) as large:
        pass
    assert len({one.number, two.number, large.number}) == 3


def test_what_is_too_large_is_not_kept() -> None:
    """One enormous frame would take up its memory for as long as the program runs."""
    pool = ScratchPool(1)
    with pool.lent(KEPT) as large:
        pass
    assert large.memory.fd < 0
    with pool.lent(100) as small:
        assert small.memory.length < KEPT
