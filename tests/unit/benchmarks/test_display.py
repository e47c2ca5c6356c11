import pytest

from workstation.benchmarks import display
from workstation.benchmarks.setting import SMALL, Setting


@pytest.fixture(scope="module")
def figures() -> dict[tuple[str, str], float | None]:
    """By what was measured and of which kind, without the slow ones."""
    with Setting(SMALL) as setting:
        found = (*display._followed(), *display._tables(setting))
    return {(figure.what, figure.subject): figure.ours for figure in found}


def test_each_target_of_the_reference_monitor_has_its_figures(
    figures: dict[tuple[str, str], float | None],
) -> None:
    """Contrast response in percent, the rest in JND."""
    contrast = [figures["contrast response, 18 P-Values", at] for at in ("native", "ratio-350")]
    assert contrast == pytest.approx([0.71, 0.73], abs=0.02)
    assert figures["worst of 1024 P-Values", "native"] == pytest.approx(0.168, abs=0.002)


def test_the_time_of_a_table_is_taken_for_each_mode(
    figures: dict[tuple[str, str], float | None],
) -> None:
    """From the measurements, with nothing kept."""
    what = "table of 65536 P-Values from 52 grays and 54 colors"
    times = [figures[what, mode] for mode in ("blue-noise", "pseudo-gray")]
    assert all(time is not None and time > 0.5 for time in times)


def test_frames_are_held_against_those_of_plain_gray(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both renderers, both modes; the peer is the same monitor without them."""
    cost = {"gray": 10.0, "blue-noise": 10.5, "pseudo-gray": 12.0}
    monkeypatch.setattr(display, "_drag_ms", lambda _picture, mode, _steps: cost[mode])
    monkeypatch.setattr(display, "_gl_drag_ms", lambda _folder, mode, _steps: cost[mode])
    with Setting(SMALL) as setting:
        figures = display._frames(setting)
    assert [(figure.subject, figure.met) for figure in figures] == [
        *(("blue-noise", True), ("pseudo-gray", False)) * 2
    ]
