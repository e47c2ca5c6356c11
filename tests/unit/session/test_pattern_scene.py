"""Test patterns take an image's way."""

import numpy as np
import numpy.typing as npt
import pytest

from workstation.display.calibration import display_table
from workstation.display.monitor import MonitorProfile
from workstation.display.patterns import PATTERNS, NoPitchError, pattern, pattern_named
from workstation.display.table import DisplayTable, identity_table
from workstation.imaging.picture import draw_levels
from workstation.render.raster import RasterRenderer
from workstation.scene.graphics import Box, Text
from workstation.scene.scene import Rect
from workstation.session.pattern_scene import (
    described,
    family_stepped,
    pattern_scene,
    plate,
    refusal_scene,
    stepped,
    value_at,
)

WIDTH, HEIGHT = 403, 301


def measured() -> DisplayTable:
    """Far from the identity."""
    curve = tuple((ddl, 0.4 + 300 * (ddl / 255) ** 2.6) for ddl in range(256))
    return display_table(MonitorProfile(8, curve))


def reference(name: str, table: DisplayTable) -> npt.NDArray[np.generic]:
    """What the numpy pipeline, the definition, draws."""
    viewport = pattern_scene(name, WIDTH, HEIGHT, table, 0.8).viewports[0]
    assert viewport.image is not None
    return draw_levels(viewport.image, viewport.rect, table)


@pytest.mark.parametrize("name", ["RAMP", "TG270-sQC", "TG18-LPV50", "STAIRCASE-1024", "TG18-GV"])
@pytest.mark.parametrize(
    "table", [identity_table(8), measured(), identity_table(16)], ids=["8", "measured", "16"]
)
def test_each_pixel_is_the_table_at_its_p_value(name: str, table: DisplayTable) -> None:
    """Nothing is interpolated, windowed or rounded on the way."""
    wanted = table.ddl[pattern(name, WIDTH, HEIGHT, 0.8)]
    assert np.array_equal(reference(name, table)[..., 0], wanted)


def test_all_p_values_arrive_as_they_are() -> None:
    """The chain neither loses nor doubles one of 65536."""
    table = DisplayTable(np.arange(65536, dtype=np.uint16), 16)
    scene = pattern_scene("RAMP", 65536, 256, table)
    image = scene.viewports[0].image
    assert image is not None
    drawn = draw_levels(image, Rect(0, 0, 65536, 1), table)
    assert np.array_equal(drawn[0, :, 0], np.arange(65536))


@pytest.mark.parametrize("name", ["TG270-pQC", "TG18-QC", "RAMP"])
def test_the_raster_renderer_draws_what_the_pipeline_draws(name: str) -> None:
    raster, table = RasterRenderer(), measured()
    raster.draw(pattern_scene(name, WIDTH, HEIGHT, table))
    assert np.array_equal(raster.read(), np.broadcast_to(reference(name, table), (301, 403, 3)))


def test_what_stands_under_the_pointer_is_told() -> None:
    """Column 268 of 403 of a ramp is two thirds of the way to white, 43690 of 65535."""
    table = measured()
    scene = pattern_scene("RAMP", WIDTH, HEIGHT, table)
    said = value_at(scene, 268, 60)
    assert said.startswith("Gray 170 of 255  ·  P-Value 43690  ·")
    assert said.endswith(f" {table.ddl[43690]}")


def test_outside_the_field_nothing_is_told() -> None:
    scene = pattern_scene("RAMP", WIDTH, HEIGHT, identity_table())
    assert (value_at(scene, -1, 5), value_at(scene, 5, HEIGHT)) == ("", "")


def test_a_table_of_triplets_tells_all_three() -> None:
    table = identity_table()
    triplets = np.stack([table.ddl, table.ddl // 2, table.ddl // 3], axis=1).astype(np.uint16)
    scene = pattern_scene("TG270-ULN8-060", 300, 300, DisplayTable(table.ddl, 8, triplets=triplets))
    assert value_at(scene, 250, 60).endswith("60 30 20")


def test_steps_go_through_the_table_and_end_where_it_ends() -> None:
    assert stepped("TG270-sQC", 1) == "TG270-pQC"
    assert stepped("TG270-sQC", -1) == "TG270-sQC"
    assert stepped(PATTERNS[-1].name, 1) == PATTERNS[-1].name


def test_families_are_stepped_over_whole() -> None:
    """From any of 52 levels to the next kind."""
    assert family_stepped("TG270-ULN8-120", 1) == "TG18-QC"
    assert family_stepped("TG18-QC", -1) == "TG270-ULN8-000"


def test_a_description_says_what_is_not_verified() -> None:
    assert described(pattern_named("TG18-AD")).endswith("geometry unverified")
    assert "AAPM Report 270" in described(pattern_named("TG270-sQC"))


@pytest.mark.parametrize(("above", "top"), [(True, 0.0), (False, 600.0)])
def test_the_plate_is_where_the_pointer_is_not(above: bool, top: float) -> None:
    """Whole within the field."""
    box, *words = plate(["one", "two"], 800, 600, 1.0, above=above)
    assert isinstance(box, Box)
    assert (box.y if above else box.y + box.height) == pytest.approx(top)
    inside = [each.y for each in words if isinstance(each, Text)]
    assert len(inside) == 2
    assert all(box.y < y < box.y + box.height for y in inside)


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(NoPitchError):
        pattern_scene("TG18-GV", WIDTH, HEIGHT, identity_table())


def test_a_refusal_shows_words_and_no_picture() -> None:
    scene = refusal_scene(["No.", "Use a ruler."], 400, 300, identity_table(), 1.0)
    assert scene.viewports[0].image is None
    assert [each.content for each in scene.viewports[0].graphics if isinstance(each, Text)] == [
        "No.",
        "Use a ruler.",
    ]
