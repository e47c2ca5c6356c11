from tests.support.commands import context
from tests.support.sample_frames import display_set, frame, instance, workspace
from workstation.commands.table import command
from workstation.commands.windowing import presets_of, use_preset, use_stored_or_auto
from workstation.dicom.lut import VoiFunction, Window
from workstation.imaging.presets import presets

STORED = (Window(40, 400), Window(-600, 1500))


def test_the_number_keys_are_the_presets_of_the_modality() -> None:
    """The second of CT, say; as one step."""
    given = context()
    use_preset(2)(given)
    assert given.stage.workspace.viewports[0].voi == presets("CT")[1]
    given.stage.history.undo()
    assert given.stage.workspace.viewports[0].voi is None


def test_a_number_without_a_preset_does_nothing() -> None:
    """And is gray in the menu."""
    given = context(workspace(display_set([frame(instance(photometric="RGB"))])))
    use_preset(1)(given)
    assert presets_of(given) == ()
    assert not command("window.preset_1").enabled(given)
    assert given.stage.workspace.viewports[0].voi is None


def test_a_preset_is_called_by_its_name_and_values() -> None:
    """Numbers differ by product: they are shown."""
    label = command("window.preset_1").label
    window = presets("CT")[0]
    assert label is not None
    assert label(context()) == f"{window.explanation}  {window.center:g} / {window.width:g}"


def test_zero_goes_through_the_stored_windows() -> None:
    """Back to the first from the user's own, then round."""
    given = context(workspace(display_set([frame(voi=STORED)])))
    use_preset(1)(given)
    indices = []
    for _press in range(3):
        use_stored_or_auto(given)
        indices.append(given.stage.workspace.viewports[0].voi_index)
    assert indices == [0, 1, 0]


def test_zero_on_an_image_without_windows_is_automatic_every_other_time() -> None:
    """Values 0 to 59, by 2, less 1000; then the default again."""
    given = context(workspace(display_set([frame(voi=())])))
    use_stored_or_auto(given)
    voi = given.stage.workspace.viewports[0].voi
    assert isinstance(voi, Window)
    assert (round(voi.center), voi.function) == (-941, VoiFunction.LINEAR_EXACT)
    use_stored_or_auto(given)
    assert given.stage.workspace.viewports[0].voi is None


def test_the_menu_names_the_interpolation_in_use() -> None:
    """It is one entry for three."""
    row = command("image.interpolation")
    given = context()
    row.run(given)
    assert row.label is not None
    assert row.label(given) == "Interpolation: sharp"
