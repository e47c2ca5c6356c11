from collections.abc import Iterator

import numpy as np
import pytest

from workstation.benchmarks.virtual_screen import NoVirtualScreenError, VirtualScreen


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualScreen]:
    with VirtualScreen(640, 480) as screen:
        yield screen


@pytest.mark.display
def test_the_frame_buffer_has_the_size_of_the_screen(screen: VirtualScreen) -> None:
    assert screen.pixels.shape == (480, 640)


@pytest.mark.display
def test_an_empty_screen_shows_no_image(screen: VirtualScreen) -> None:
    assert not screen.shows_an_image()


def _looks_like_an_image(pixels: np.ndarray[tuple[int, int], np.dtype[np.uint32]]) -> bool:
    screen = VirtualScreen()
    screen.pixels = pixels
    return screen.shows_an_image()


def test_grain_is_an_image() -> None:
    grain = np.random.default_rng(1).integers(0, 255, (600, 800), np.uint32)
    assert _looks_like_an_image(grain * 0x010101)


def test_words_on_a_plain_ground_are_no_image() -> None:
    """An empty state, a splash screen or a progress bar must not count as the first image."""
    words = np.full((600, 800), 0x202020, np.uint32)
    words[300:312, 300:500:3] = 0xC0C0C0
    assert not _looks_like_an_image(words)


def test_waiting_ends_when_the_time_is_over() -> None:
    assert VirtualScreen().wait(lambda: False, 0.01) is None


def test_waiting_says_how_long_it_took() -> None:
    looks = iter([False, False, True])
    assert 0 < (VirtualScreen().wait(lambda: next(looks), 5) or 0) < 5


def test_without_a_server_the_user_reads_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoVirtualScreenError, match="Xvfb"), VirtualScreen():
        pass
