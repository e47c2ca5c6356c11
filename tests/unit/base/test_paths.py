from workstation.base import paths


def test_resources_ship_with_the_program() -> None:
    """Presets are read from there."""
    assert (paths.resources() / "window_presets.json").is_file()


def test_each_kind_of_thing_has_its_place() -> None:
    """The cache may be emptied without losing data or settings."""
    places = {
        paths.data_directory(),
        paths.cache_directory(),
        paths.settings_directory(),
        paths.log_directory(),
    }
    assert len(places) == 4
    assert all("workstation" in place.parts for place in places)
