import time
from pathlib import Path

import pytest

from workstation.benchmarks.decoding import _bare_codecs, _items, _longest_gap, _milliseconds
from workstation.media.sample_series import syntaxes, write_cine, write_ct_series


def test_each_encapsulated_syntax_stands_beside_its_codec() -> None:
    assert {*_bare_codecs(), "native"} == set(syntaxes())


def test_every_frame_of_a_file_is_an_item_of_its_own(tmp_path: Path) -> None:
    write_cine(tmp_path, 3, (32, 48))
    assert [index for _instance, index, _extents in _items(tmp_path)] == [0, 1, 2]


def test_the_bare_codec_is_given_whole_frames(tmp_path: Path) -> None:
    write_ct_series(tmp_path, 1, "jpeg-ls", size=48)
    ((instance, _index, extents),) = _items(tmp_path)
    ((offset, length),) = extents
    assert _bare_codecs()["jpeg-ls"](instance.file.read(offset, length)).shape == (48, 48)


def test_two_threads_need_half_the_time() -> None:
    one, two = (_milliseconds([0.02] * 4, time.sleep, threads) for threads in (1, 2))
    assert two < 0.75 * one


def test_whoever_holds_the_interpreter_is_found_out() -> None:
    """A sum in C lets no other thread run."""
    gap, whole = _longest_gap(lambda: sum(range(12_000_000)))
    assert gap > 0.6 * whole


def test_whoever_lets_others_run_is_not_blamed() -> None:
    gap, whole = _longest_gap(lambda: time.sleep(0.3))
    assert whole >= 300
    assert gap < 100


@pytest.mark.parametrize("threads", [1, 2])
def test_a_failure_while_decoding_is_no_figure(threads: int) -> None:
    with pytest.raises(ZeroDivisionError):
        _milliseconds([0], lambda zero: 1 / zero, threads)
