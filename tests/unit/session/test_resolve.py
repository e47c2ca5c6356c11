import random
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from tests.support.dicom_bytes import image_dataset
from tests.support.graphic_items import anchored_item, annotation_item, graphic_item
from tests.support.sample_frames import (
    display_set,
    frame,
    instance,
    patient,
    ready,
    stack,
    workspace,
)
from tests.support.stated import state_of, stated
from workstation.dicom.lut import Rescale, Window
from workstation.dicom.model import Patient
from workstation.dicom.overlay import Overlay, OverlayType
from workstation.dicom.real_world import RealWorldMapping
from workstation.dicom.shutter import RectangularShutter, Shutter
from workstation.display.table import identity_table
from workstation.scene.graphics import Box, Text
from workstation.scene.graphics import Path as Stroke
from workstation.scene.scene import FramePixels, Placeholder, Rect, Scene
from workstation.session.cine import started
from workstation.session.frames import FrameAnswer, FrameStatus
from workstation.session.resolve import resolve, two_patients
from workstation.session.viewport import (
    at_frame,
    flipped_horizontally,
    inverted,
    overlays_switched,
    shutter_switched,
    windowed,
)
from workstation.session.workspace import Workspace, changed, next_corner_text, pointed_at

TABLE = identity_table()


def _scene(state: Workspace, width: int = 900, height: int = 700) -> Scene:
    return resolve(state, ready, width, height, TABLE)


def _words(scene: Scene, index: int = 0) -> list[str]:
    return [each.content for each in scene.viewports[index].graphics if isinstance(each, Text)]


def test_an_image_and_its_words_fill_a_viewport() -> None:
    """Name, number, window, letters, scale and badge."""
    words = _words(_scene(workspace()))
    for each in (
        "DOE, JANE",
        "Image 1 / 5",
        "C 40  W 400",
        "R",
        "L",
        "1 mm · pixel spacing",
        "Uncalibrated",
    ):
        assert each in words


@pytest.mark.parametrize("seed", range(20))
def test_the_number_shown_is_that_of_the_pixels(seed: int) -> None:
    """Whatever is decoded when: number and pixels are one frame's, or there are no pixels."""
    luck = random.Random(seed)

    def sometimes(key: str, index: int) -> FrameAnswer:
        return luck.choice((ready(key, index), FrameAnswer(FrameStatus.LOADING)))

    for _scroll in range(30):
        index = luck.randrange(5)
        state = changed(workspace(), partial(at_frame, frame_index=index, count=5))
        scene = resolve(state, sometimes, 900, 700, TABLE)
        image = scene.viewports[0].image
        assert f"Image {index + 1} / 5" in _words(scene)
        assert image is None or image.pixels.key[1] == index


@pytest.mark.parametrize(
    ("status", "placeholder", "sentence"),
    [
        (FrameStatus.LOADING, Placeholder.LOADING, "Loading image 1"),
        (FrameStatus.MISSING, Placeholder.MISSING, "The file of image 1 is missing"),
        (FrameStatus.UNDECODABLE, Placeholder.UNDECODABLE, "Image 1 cannot be shown"),
    ],
)
def test_why_there_is_no_image_is_said_in_words_too(
    status: FrameStatus, placeholder: Placeholder, sentence: str
) -> None:
    """Three looks, three sentences."""
    scene = resolve(workspace(), lambda _key, _index: FrameAnswer(status), 900, 700, TABLE)
    assert scene.viewports[0].image is None
    assert scene.viewports[0].placeholder is placeholder
    assert sentence in _words(scene)


def test_an_undecodable_frame_says_what_is_wrong_with_it() -> None:
    """Not only that it is."""
    answer = FrameAnswer(FrameStatus.UNDECODABLE, reason="Cut off.")
    assert "Cut off." in _words(resolve(workspace(), lambda _k, _i: answer, 900, 700, TABLE))


def test_notes_of_the_decoder_stand_on_the_picture() -> None:
    """Among the cautions."""
    image = ready("one", 0)
    answer = FrameAnswer(image.status, image.pixels, notes=("Bits are missing",))
    assert "Bits are missing" in _words(
        resolve(workspace(), lambda _k, _i: answer, 900, 700, TABLE)
    )


def test_an_empty_viewport_says_what_to_do() -> None:
    """And is no image: nothing is said of how its monitor would show it."""
    scene = _scene(workspace(rows=1, columns=2))
    assert scene.viewports[1].placeholder is Placeholder.EMPTY
    assert _words(scene, 1) == ["Drag a series here"]


def test_the_window_written_is_the_window_drawn() -> None:
    """Both are the user's."""
    scene = _scene(changed(workspace(), lambda state: windowed(state, Window(-600, 1500))))
    image = scene.viewports[0].image
    assert image is not None
    assert image.chain is not None
    assert image.chain.voi == Window(-600, 1500)
    assert "C −600  W 1500" in _words(scene)


def test_an_inverted_picture_says_so() -> None:
    """Only while it is."""
    assert any(
        words.endswith("  inverted") for words in _words(_scene(changed(workspace(), inverted)))
    )
    assert not any("inverted" in words for words in _words(_scene(workspace())))


def test_letters_change_sides_with_the_image() -> None:
    """Right is on the left until the image is mirrored."""

    def left(state: Workspace) -> str:
        texts = [each for each in _scene(state).viewports[0].graphics if isinstance(each, Text)]
        return min(
            (each for each in texts if each.content in "RL"), key=lambda each: each.x
        ).content

    assert left(workspace()) == "R"
    assert left(changed(workspace(), flipped_horizontally)) == "L"


@pytest.mark.parametrize(
    "other",
    [patient("P2"), patient(name="DOE^JOHN")],
    ids=["another ID", "the same ID, another name"],
)
def test_two_patients_in_view_are_announced_in_every_viewport(other: Patient) -> None:
    """A banner in each that shows somebody; one person's two series have none."""
    mixed = workspace(display_set(key="one"), display_set(key="two", of=other), rows=1, columns=3)
    same = workspace(display_set(key="one"), display_set(key="two"), rows=1, columns=2)
    banner = "MORE THAN ONE PATIENT IN VIEW"
    assert [banner in _words(_scene(mixed), index) for index in range(3)] == [True, True, False]
    assert not two_patients(same)


def test_the_active_viewport_has_a_border_among_several_only() -> None:
    """Alone it needs none."""

    def bordered(scene: Scene) -> list[bool]:
        return [
            any(isinstance(each, Box) and each.thickness > 0 for each in viewport.graphics)
            for viewport in scene.viewports
        ]

    assert bordered(_scene(workspace(rows=1, columns=2))) == [True, False]
    assert bordered(_scene(workspace())) == [False]


def test_without_corner_text_cautions_badge_and_letters_stay() -> None:
    """What keeps a wrong picture from looking right cannot be switched off."""
    lossy = instance(values={0x0028_2110: ("CS", "01")})
    shown = display_set([frame(lossy, plane=stack()[0].geometry, voi=(Window(-940, 400),))])
    words = _words(_scene(next_corner_text(next_corner_text(workspace(shown)))))
    assert sorted(words) == ["A", "L", "LOSSY", "P", "R", "Uncalibrated"]


def test_the_read_out_stands_in_the_viewport_under_the_pointer() -> None:
    """And only there, at the same place wherever the pointer is."""
    state = workspace(display_set(key="one"), display_set(key="two"), rows=1, columns=2)
    found = []
    for point in ((600.0, 300.0), (700.0, 400.0)):
        scene = _scene(pointed_at(state, point))
        assert not any("stored" in each for each in _words(scene, 0))
        found += [
            (each.x, each.y)
            for each in scene.viewports[1].graphics
            if isinstance(each, Text) and "stored" in each.content
        ]
    assert len(found) == 2
    assert len(set(found)) == 1


@pytest.mark.parametrize("size", [(380, 290), (150, 120), (40, 30), (1, 1)])
def test_any_size_has_a_scene(size: tuple[int, int]) -> None:
    """However small: the less important go, the number of the image stays while it can."""
    words = _words(_scene(workspace(), *size))
    assert "Uncalibrated" in words
    assert any("1 / 5" in each for each in words) == (size[1] > 60)


def test_equal_questions_give_equal_scenes() -> None:
    """A renderer that compares them draws nothing twice."""
    state = workspace()
    assert _scene(state) == _scene(state)


def test_the_mark_at_the_edge_goes_from_top_to_bottom() -> None:
    """The first frame's at the top of the track, the last one's at its end."""

    def mark(index: int) -> tuple[float, Box]:
        state = changed(workspace(), lambda each: at_frame(each, index, 5))
        boxes = [each for each in _scene(state).viewports[0].graphics if isinstance(each, Box)]
        track, here = boxes
        return here.y - track.y, track

    assert mark(0)[0] == 0
    offset, track = mark(4)
    assert offset == pytest.approx(track.height * 4 / 5)


def test_a_viewport_that_is_not_all_on_the_monitor_of_the_table_says_split() -> None:
    """The other one is right, and says what may be said of its monitor."""
    state = workspace(display_set(key="one"), display_set(key="two"), rows=1, columns=2)
    scene = resolve(state, ready, 1000, 600, identity_table(), covered=Rect(0, 0, 700, 600))
    assert "Uncalibrated" in _words(scene, 0)
    assert "On two displays" in _words(scene, 1)


def test_where_no_image_can_be_shown_no_badge_says_how_it_is() -> None:
    """It would be read as a caution about something that is not there."""

    def damaged(_key: str, _frame_index: int) -> FrameAnswer:
        return FrameAnswer(FrameStatus.UNDECODABLE, reason="It is damaged.")

    scene = resolve(workspace(), damaged, 800, 600, identity_table())
    assert "Uncalibrated" not in _words(scene)


def test_what_plays_says_how_fast() -> None:
    """A pace that was changed by mistake would be taken for the heart's."""
    state = changed(workspace(), lambda each: started(each, 12.5, 0.0))
    assert "Playing 12.5 per second" in _words(_scene(state))


def test_real_world_values_are_read_out_and_never_seen() -> None:
    """PS3.3 C.7.6.16.2.11: the display chain does not know of them."""
    plain = display_set([frame()])
    mapping = RealWorldMapping(-100, 100, 0.25, 3, unit="g/ml", label="SUVbw")
    mapped = replace(plain, frames=(replace(plain.frames[0], real_world=(mapping,)),))
    scenes = [_scene(pointed_at(workspace(each), (450, 350))) for each in (plain, mapped)]
    assert scenes[0].viewports[0].image == scenes[1].viewports[0].image
    words = [[word for word in _words(scene) if "SUVbw" in word] for scene in scenes]
    assert [len(each) for each in words] == [0, 1]


def _annotated(tmp_path: Path) -> Workspace:
    """An image of 5 columns and 3 rows, and a state that draws a line on it."""
    line = graphic_item("POLYLINE", (1.0, 0.5, 4.0, 2.5))
    texts = [anchored_item("finding", (2.0, 1.5))]
    state = state_of("1.1", GraphicAnnotationSequence=[annotation_item([line], texts)])
    image = image_dataset()
    image.PatientOrientation = ["L", "F"]
    return stated(tmp_path, state, image=image, chosen="1.1")


def _lines(scene: Scene) -> list[tuple[tuple[float, float], ...]]:
    graphics = scene.viewports[0].graphics
    return [mark.points for mark in graphics if isinstance(mark, Stroke) and len(mark.points) == 2]


def test_annotations_lie_on_the_image_where_it_lies(tmp_path: Path) -> None:
    """500 x 300 pixels for 5 x 3; mirrored with it."""
    frames = partial(ready, shape=(3, 5))
    workspace = _annotated(tmp_path)
    assert _lines(resolve(workspace, frames, 500, 300, TABLE))[0] == ((100, 50), (400, 250))
    mirrored = changed(workspace, flipped_horizontally)
    assert _lines(resolve(mirrored, frames, 500, 300, TABLE))[0] == ((400, 50), (100, 250))


def test_annotations_lie_under_the_words_of_the_interface(tmp_path: Path) -> None:
    """Letters of the patient's sides and the patient's name can be read on any."""
    scene = resolve(_annotated(tmp_path), partial(ready, shape=(3, 5)), 500, 300, TABLE)
    words = _words(scene)
    assert words[0] == "finding"
    assert "L" in words
    assert any("DOE" in each.upper() for each in words[1:])


def test_who_hides_overlays_sees_what_lies_below_annotations(tmp_path: Path) -> None:
    """A mark may cover the very finding that it is about; the picture says that it is hidden."""
    hidden = changed(_annotated(tmp_path), overlays_switched)
    words = _words(resolve(hidden, partial(ready, shape=(3, 5)), 500, 300, TABLE))
    assert "finding" not in words
    assert "Annotations hidden" in words


def test_without_an_image_there_are_no_annotations(tmp_path: Path) -> None:
    """There is nothing that they could be about."""
    answer = FrameAnswer(FrameStatus.LOADING)
    scene = resolve(_annotated(tmp_path), lambda _k, _i: answer, 500, 300, TABLE)
    assert "finding" not in _words(scene)


@pytest.mark.parametrize(("code", "shown"), [("GY", "C 40  W 400 Gy"), ("HU", "C 40  W 400")])
def test_a_window_has_the_unit_of_its_values(code: str, shown: str) -> None:
    """Hounsfield units go without saying."""
    dose = replace(frame(), modality_lut=Rescale(2.0, -1000.0, code))
    assert shown in _words(_scene(workspace(display_set([dose]))))


def test_shutter_and_overlays_lie_over_the_image_until_they_are_switched_off() -> None:
    """Then the picture says what was taken off it."""
    overlay = Overlay(0x6000, OverlayType.GRAPHICS, 6, 10, (1, 1), None, 12)
    shutter = Shutter((RectangularShutter(2, 9, 2, 5),), p_value=0.5)
    shown = workspace(display_set([replace(frame(), overlays=(overlay,), shutter=shutter)]))
    answer = replace(ready("one", 0), embedded=((12, bytes([1]) + bytes(7)),))

    def picture(state: Workspace) -> tuple[list[object], list[str]]:
        scene = resolve(state, lambda _k, _i: answer, 900, 700, TABLE)
        image = scene.viewports[0].image
        assert image is not None
        return [mask.ink for mask in image.masks], _words(scene)

    assert picture(shown)[0] == [0.5, 1.0]
    hidden, words = picture(changed(shown, overlays_switched))
    assert hidden == [0.5]
    assert "Overlays hidden" in words
    opened, words = picture(changed(shown, shutter_switched))
    assert opened == [1.0]
    assert "Shutter removed" in words


def test_fractions_without_a_voi_lut_are_spread_over_their_own_range() -> None:
    """As a presentation state may ask (PS3.4 N.2.1.2); a float can be anything."""
    plain = instance()
    assert plain.image is not None
    floating = replace(plain.image, floating=True, bits_allocated=32, bits_stored=32, high_bit=31)
    shown = frame(replace(plain, image=floating), voi=())
    identity = replace(shown, voi_identity=True, modality_lut=Rescale())
    values = np.linspace(-0.25, 2, 60, dtype=np.float32).reshape(6, 10)
    answer = FrameAnswer(FrameStatus.READY, FramePixels(("map", 0, 0), values))
    state = workspace(display_set([identity]))
    image = resolve(state, lambda _key, _index: answer, 900, 700, TABLE).viewports[0].image
    assert image is not None
    assert image.chain is not None
    assert (image.chain.voi, image.chain.modality_range) == (None, (-0.25, 2.0))
