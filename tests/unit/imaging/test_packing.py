from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workstation.dicom.lut import LookupTable, LutShape, VoiFunction, Window
from workstation.imaging import kernel
from workstation.imaging.chain import GrayscaleChain
from workstation.imaging.driving import table_index
from workstation.imaging.packing import stages_of
from workstation.imaging.pipeline import presented

_LEVELS = np.arange(65536, dtype=np.uint32)[::-1] * np.uint32(7) + np.uint32(1)
_needs_kernel = pytest.mark.skipif(not kernel.available(), reason="no compiled kernel here")


_TABLES = st.builds(
    lambda first, count, bits, seed: LookupTable(
        first, np.random.default_rng(seed).integers(0, 2**bits, count).astype(np.uint16), bits
    ),
    st.integers(-600, 600),
    st.integers(1, 900),
    st.integers(8, 16),
    st.integers(0, 99),
)
_WINDOWS = st.builds(
    Window,
    st.floats(-700, 700),
    st.floats(0.5, 3000),
    st.sampled_from([VoiFunction.LINEAR, VoiFunction.LINEAR_EXACT]),
)
_CHAINS = st.builds(
    GrayscaleChain,
    modality_range=st.just((-500.0, 800.0)),
    voi=st.one_of(st.none(), _WINDOWS, _TABLES),
    presentation=st.one_of(st.sampled_from(LutShape), _TABLES),
    inverted=st.booleans(),
)


def _values(seed: int) -> npt.NDArray[np.float32]:
    """Modality values on both sides of every window, and between them."""
    draw = np.random.default_rng(seed)
    values = draw.uniform(-2000, 2000, (23, 31)).astype(np.float32)
    values[0] = np.arange(31) - 15  # whole ones meet the middles between a table's entries
    return values


@_needs_kernel
@settings(max_examples=60)
@example(GrayscaleChain(voi=Window(0, 1e9), inverted=True, presentation=LutShape.INVERSE), 0)
@given(_CHAINS, st.integers(0, 99))
def test_what_is_painted_equals_numpy(chain: GrayscaleChain, seed: int) -> None:
    """For windows and tables, all presentations and both polarities, to the last value."""
    stages, values = stages_of(chain, _LEVELS), _values(seed)
    if stages is None:
        return
    painted = np.empty(values.shape, np.uint32)
    kernel.paint(painted, values, None, stages)
    assert np.array_equal(painted, _LEVELS[table_index(presented(values, chain))])


@pytest.mark.parametrize("presentation", [*LutShape, LookupTable(0, np.arange(9, dtype="u2"), 8)])
@pytest.mark.parametrize(
    "voi", [None, Window(40, 400), LookupTable(-5, np.arange(9, dtype="u2"), 8)]
)
def test_a_line_or_a_table_is_such_a_chain(
    voi: Window | LookupTable | None, presentation: LutShape | LookupTable
) -> None:
    """So that the property above is not about nothing."""
    assert stages_of(GrayscaleChain(voi=voi, presentation=presentation), _LEVELS) is not None


@pytest.mark.parametrize(
    "voi",
    [
        Window(40, 400, VoiFunction.SIGMOID),
        Window(40, 1),
        Window(0, 1e-40, VoiFunction.LINEAR_EXACT),
        Window(40, 1e300),
        Window(1e300, 400),
        LookupTable(2**24, np.arange(9, dtype=np.uint16), 8),
    ],
    ids=["curve", "step", "narrow", "endless", "far", "beyond float32"],
)
def test_other_chains_are_left_to_numpy(voi: Window | LookupTable) -> None:
    """They are no line, or not one that float32 can say."""
    assert stages_of(GrayscaleChain(voi=voi), _LEVELS) is None


@pytest.mark.parametrize("inverted", [False, True])
def test_around_the_image_there_is_no_light(inverted: bool) -> None:
    """P-Value 0 whatever the polarity, as padding is."""
    stages = stages_of(GrayscaleChain(voi=Window(40, 400), inverted=inverted), _LEVELS)
    assert stages is not None
    assert stages.outside == _LEVELS[0]


def test_a_presentation_table_with_one_entry_is_that_entry() -> None:
    """Its only entry belongs to every value."""
    chain = GrayscaleChain(voi=Window(0, 100), presentation=LookupTable(0, _entries(51), 8))
    assert _only_entry(chain) == _LEVELS[_index(51 / 255)]
    assert _only_entry(replace(chain, inverted=True)) == _LEVELS[_index(1 - 51 / 255)]


def _only_entry(chain: GrayscaleChain) -> int:
    stages = stages_of(chain, _LEVELS)
    assert stages is not None
    (entry,) = stages.table
    return int(entry)


def _index(p: float) -> int:
    return int(p * 65535 + 0.5)


def _entries(*entries: int) -> npt.NDArray[np.uint16]:
    return np.array(entries, np.uint16)
