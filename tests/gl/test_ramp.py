from collections.abc import Iterator
from contextlib import closing

import pytest

from workstation.render.context import OffscreenContext
from workstation.render.ramp import SIDE, shows_ten_bits


@pytest.fixture(params=[8, 10, 16])
def bits(request: pytest.FixtureRequest) -> Iterator[int]:
    """Of a framebuffer that is bound."""
    with closing(OffscreenContext(request.param)) as context:
        context.make_current()
        context.framebuffer(SIDE, SIDE)
        yield request.param


def test_only_what_keeps_all_levels_passes(bits: int) -> None:
    """Eight bits lose three of four of them."""
    assert shows_ten_bits() == (bits >= 10)
