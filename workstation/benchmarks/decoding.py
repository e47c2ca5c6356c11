"""Decoding through the sandbox beside the bare codec, what it costs others, and color cines."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

import numpy as np

from workstation.base.text import N_
from workstation.benchmarks.measure import Figure, Sample, beside, interleaved
from workstation.benchmarks.processes import peer_answer
from workstation.benchmarks.setting import Setting
from workstation.dicom.fragments import frame_extents
from workstation.dicom.instance import read_instance
from workstation.dicom.model import Instance
from workstation.dicom.stored import StoredFile
from workstation.imaging.decoder import Decoder, Extents

_PER_CORE = 1 / 0.95  # of the bare codec's time
_TWO_WORKERS = 1 / 1.7  # of one worker's time
_STALL_MS, _STALL_PART = 16.0, 0.15
_TICK = 0.001

Item = tuple[Instance, int, Extents]


def decode(setting: Setting) -> tuple[Figure, ...]:
    """Each transfer syntax: one worker beside the bare codec, two beside one.

    Fed as the frame store does it: by one thread more than there are workers.
    """
    figures: list[Figure] = []
    for syntax, codec in _bare_codecs().items():
        items = _items(setting.ct_series(setting.size.decoded, syntax))
        figures += _decode_figures(setting, syntax, items, codec)
    return tuple(figures)


def _decode_figures(
    setting: Setting, syntax: str, items: list[Item], codec: Callable[[bytes], object]
) -> tuple[Figure, ...]:
    coded = [_bytes_of(item) for item in items]
    one, two = Decoder(1), Decoder(2)
    samples = {
        "ours": partial(_milliseconds, items, partial(_decode, one), 2),
        "two": partial(_milliseconds, items, partial(_decode, two), 3),
        "bare codec": partial(_milliseconds, coded, codec, 1),
    }
    for decoder in (one, two):
        _milliseconds(items[:2] * 2, partial(_decode, decoder), 2)  # the workers are there now
    medians = interleaved(samples, setting.size.rounds)
    one.shutdown()
    two.shutdown()
    name, pair = "decode", {"ours": medians["two"], "one worker": medians["ours"]}
    single = N_("a CT frame through the sandbox, one worker")
    double = N_("a CT frame through the sandbox, two workers")
    return (
        *beside(name, single, "ms", medians, {"bare codec": _PER_CORE}, syntax),
        *beside(name, double, "ms", pair, {"one worker": _TWO_WORKERS}, syntax),
    )


def stall(setting: Setting) -> tuple[Figure, ...]:
    """How long a thread that wants to draw is kept waiting while a mammogram is decoded."""
    (item,) = _items(setting.mammogram("jpeg2000"))
    decoder = Decoder(1)
    _decode(decoder, item)
    stalls: list[float] = []

    def sample() -> float:
        longest, whole = _longest_gap(partial(_decode, decoder, item))
        stalls.append(whole)
        return longest

    medians = interleaved({"ours": sample}, setting.size.rounds)
    decoder.shutdown()
    theirs = {**medians, "decoding it": sorted(stalls)[len(stalls) // 2]}
    what = N_("longest stall while a JPEG 2000 mammogram is decoded")
    return beside("stall", what, "ms", theirs, {"": _STALL_MS, "decoding it": _STALL_PART})


def cine(setting: Setting) -> tuple[Figure, ...]:
    """All frames of a color cine."""
    folder = setting.cine()
    items = _items(folder)
    decoder = Decoder(2)
    _decode(decoder, items[0])
    samples: dict[str, Sample] = {
        "ours": partial(_milliseconds, items, partial(_decode, decoder), 2),
        "pydicom": lambda: peer_answer("cine_pydicom.py", str(folder)).get("milliseconds"),
    }
    medians = interleaved(samples, setting.size.rounds)
    decoder.shutdown()
    what = N_("a frame of a color cine, 640×480 JPEG, two workers")
    return beside("cine", what, "ms", medians, {"pydicom": 0.1})


def _bare_codecs() -> Mapping[str, Callable[[bytes], Any]]:
    import imagecodecs

    return {
        "rle": lambda data: imagecodecs.dicomrle_decode(data, np.dtype("<u2")),
        "jpeg-lossless": imagecodecs.jpeg8_decode,
        "jpeg-ls": imagecodecs.jpegls_decode,
        "jpeg2000": imagecodecs.jpeg2k_decode,
        "htj2k": imagecodecs.htj2k_decode,
    }


def _items(folder: Path) -> list[Item]:
    """Every frame of a folder, with where its bytes lie."""
    items: list[Item] = []
    for path in sorted(folder.iterdir()):
        instance = read_instance(StoredFile(path.name, path, 0, path.stat().st_size))
        items += [(instance, index, at) for index, at in enumerate(frame_extents(instance))]
    return items


def _bytes_of(item: Item) -> bytes:
    instance, _index, extents = item
    return b"".join(instance.file.read(offset, length) for offset, length in extents)


def _decode(decoder: Decoder, item: Item) -> None:
    decoder.decode(*item)


def _milliseconds(items: list[Any], work: Callable[[Any], object], threads: int) -> float:
    """Wall time for each item."""
    with ThreadPoolExecutor(threads) as pool:
        start = time.perf_counter()
        for _done in pool.map(work, items):
            pass
        return (time.perf_counter() - start) * 1000 / len(items)


def _longest_gap(work: Callable[[], object]) -> tuple[float, float]:
    """Longest time that a thread which wakes every millisecond slept, and the work's own, ms."""
    done = Event()

    def run() -> None:
        work()
        done.set()

    thread = Thread(target=run)
    longest = 0.0
    last = start = time.perf_counter()
    thread.start()
    while not done.is_set():
        time.sleep(_TICK)
        now = time.perf_counter()
        longest, last = max(longest, now - last - _TICK), now
    thread.join()
    return longest * 1000, (last - start) * 1000
