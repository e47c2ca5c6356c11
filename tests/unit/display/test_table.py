from dataclasses import replace

import numpy as np
import pytest

from tests.support.deep_tables import with_noise, with_triplets
from workstation.display.table import Calibration, DisplayTable, Noise, identity_table


@pytest.mark.parametrize("bits", [8, 10, 16])
def test_the_identity_table_is_proportional(bits: int) -> None:
    """From black to white, nowhere a whole level off."""
    ddl = identity_table(bits).ddl
    assert (ddl[0], ddl[-1]) == (0, 2**bits - 1)
    assert np.abs(ddl / (2**bits - 1) - np.arange(65536) / 65535).max() < 1 / (2**bits - 1)


def test_a_level_of_the_identity_table_begins_where_it_is_reached() -> None:
    """257 P-Values for each of 8 bits, and white for white alone."""
    ddl = identity_table().ddl
    assert ddl[[256, 257, 65534, 65535]].tolist() == [0, 1, 254, 255]


def test_the_identity_table_says_that_it_is_no_calibration() -> None:
    """Nobody may take it for one."""
    table = identity_table()
    assert table.calibration is Calibration.UNCALIBRATED
    assert "not for diagnosis" in table.note


def test_tables_with_the_same_levels_are_equal_and_hash_alike() -> None:
    """A renderer keeps what it made for one."""
    assert identity_table() == identity_table()
    assert hash(identity_table()) == hash(identity_table())


def test_tables_differ_in_one_level_or_in_what_is_said_of_them() -> None:
    """Each of them changes what is on the screen."""
    table = identity_table()
    ddl = table.ddl.copy()
    ddl[40000] += 1
    assert DisplayTable(ddl, 8, table.calibration, table.note) != table
    assert DisplayTable(table.ddl, 8, Calibration.EXPIRED, table.note) != table


def test_a_table_cannot_be_written_to() -> None:
    """Renderers share it."""
    with pytest.raises(ValueError, match="read-only"):
        identity_table().ddl[0] = np.uint16(1)


def test_a_table_equals_nothing_that_is_no_table() -> None:
    """Nor does it fail."""
    assert identity_table() != 8


def test_tables_differ_in_one_level_of_one_channel() -> None:
    """Or in one share of pixels: a renderer must not take one for the other."""
    table, triplets = with_triplets(), with_triplets().triplets
    assert triplets is not None
    changed = triplets.copy()
    changed[700, 2] += 1
    assert replace(table, triplets=changed) != table
    assert with_triplets() == table
    noisy, noise = with_noise(), with_noise().noise
    assert noise is not None
    fine = noise.fine.copy()
    fine[700] += 1
    assert replace(noisy, noise=Noise(fine, noise.thresholds)) != noisy


def test_a_table_with_nothing_between_equals_none_that_has() -> None:
    """Though their grays are the same."""
    table = with_triplets()
    assert replace(table, triplets=None) != table
    assert replace(with_noise(), noise=None) != with_noise()


def test_no_table_shows_triplets_and_noise() -> None:
    """Renderers draw one of them."""
    with pytest.raises(ValueError, match="noise"):
        replace(with_triplets(), noise=with_noise().noise)


def test_levels_between_cannot_be_written_to() -> None:
    """Renderers share them too."""
    triplets, noise = with_triplets().triplets, with_noise().noise
    assert triplets is not None
    assert noise is not None
    assert not triplets.flags.writeable
    assert not noise.fine.flags.writeable


def test_a_p_value_alone_has_red_green_and_blue() -> None:
    """In gray, three equal ones."""
    table = with_triplets()
    assert table.triplets is not None
    assert table.triplet(4000) == tuple(table.triplets[4000].tolist())
    assert len(set(table.triplet(4000))) == 3
    assert identity_table().triplet(65535) == (255, 255, 255)
