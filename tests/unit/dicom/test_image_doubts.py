from dataclasses import replace

import pytest

from tests.support.sample_frames import Values, frame, geometry, instance
from workstation.dicom.geometry import Spacing, SpacingSource
from workstation.dicom.image_doubts import image_doubts
from workstation.dicom.model import Frame, Instance
from workstation.dicom.note import Note
from workstation.dicom.pixels import PixelPadding
from workstation.dicom.presented import Presented
from workstation.dicom.tiles import Tile

_MODALITY = 0x0008_0060


def _notes(shown: Frame) -> dict[str, str]:
    """Sentences by kind."""
    return {note.kind: str(note) for note in image_doubts(shown)}


def _placed(values: Values, of: Instance | None = None) -> Frame:
    return frame(of or instance(values=values), plane=geometry())


def _square(shown: Frame) -> Frame:
    return replace(shown, pixel_aspect=1.0)


def test_an_image_that_hides_nothing_has_nothing_said_of_it() -> None:
    """A sign that always stands is one that nobody reads."""
    usual = {
        _MODALITY: ("CS", "CT"),
        0x0008_0008: ("CS", "ORIGINAL\\PRIMARY\\AXIAL"),
        0x0018_0015: ("CS", "CHEST"),
        0x0008_0068: ("CS", "FOR PRESENTATION"),
        0x0018_9004: ("CS", "PRODUCT"),
        0x0028_0300: ("CS", "NO"),
        0x0028_0301: ("CS", "NO"),
        0x0028_1350: ("CS", "NO"),
        0x0012_0062: ("CS", "NO"),
        0x2050_0020: ("CS", "IDENTITY"),
    }
    assert image_doubts(_square(_placed(usual))) == ()


@pytest.mark.parametrize(
    ("tag", "value", "note"),
    [
        (0x0008_0068, "FOR PROCESSING", Note("For processing: not meant to be read", "processing")),
        (0x0028_0300, "YES", Note("Quality control: no patient", "not-clinical")),
        (
            0x0018_9004,
            "RESEARCH",
            Note("Not for diagnosis: RESEARCH", "not-clinical"),
        ),
        (
            0x2050_0020,
            "INVERSE",
            Note("MONOCHROME2 with the shape INVERSE: what is bright is in doubt", "color"),
        ),
        (0x0018_0015, "KNEE", Note("Side not stated: KNEE", "side")),
        (0x0028_1350, "YES", Note("Partial view", "partial")),
        (0x0012_0062, "YES", Note("Identity removed", "identity")),
        (0x0028_0301, "YES", Note("Text burned into the image", "burned-in")),
        (0x0008_0008, "DERIVED\\SECONDARY", Note("Derived image", "derived")),
    ],
)
def test_what_an_image_says_of_itself_is_passed_on(tag: int, value: str, note: Note) -> None:
    """One attribute, one sentence, its kind."""
    found = image_doubts(_square(_placed({tag: ("CS", value)})))
    assert [(each, each.kind) for each in found] == [(note, note.kind)]


def test_the_shape_of_monochrome_1_is_inverse() -> None:
    """The other one contradicts it."""
    whole = instance(photometric="MONOCHROME1", values={0x2050_0020: ("CS", "INVERSE")})
    assert "color" not in _notes(_placed({}, whole))
    turned = instance(photometric="MONOCHROME1", values={0x2050_0020: ("CS", "IDENTITY")})
    assert "color" in _notes(_placed({}, turned))


@pytest.mark.parametrize("modality", ["CT", "CR", "MG"])
def test_an_image_without_a_direction_says_so(modality: str) -> None:
    """Either of the two ways to state one is enough."""
    bare = frame(instance(values={_MODALITY: ("CS", modality)}))
    assert _notes(bare)["orientation"] == "Orientation not known"
    assert "orientation" not in _notes(replace(bare, orientation=("L", "F")))
    assert "orientation" not in _notes(replace(bare, geometry=geometry()))


def test_what_has_no_direction_by_its_kind_does_not_miss_it() -> None:
    """An ultrasound, and a copy of a screen that calls itself CT."""
    assert "orientation" not in _notes(frame(instance(values={_MODALITY: ("CS", "US")})))
    captured = replace(
        instance(values={_MODALITY: ("CS", "CT")}),
        sop_class_uid="1.2.840.10008.5.1.4.1.1.7",
    )
    assert "orientation" not in _notes(frame(captured))


@pytest.mark.parametrize(
    ("uid", "said"),
    [
        ("1.2.840.10008.5.1.4.1.1.7", True),
        ("1.2.840.10008.5.1.4.1.1.7.4", True),
        ("1.2.840.10008.5.1.4.1.1.77.1.4", False),
    ],
)
def test_a_secondary_capture_is_known_by_its_class(uid: str, said: bool) -> None:
    """Photographs have a class that begins alike."""
    derived = instance(values={0x0008_0008: ("CS", "DERIVED\\SECONDARY")})
    notes = _notes(frame(replace(derived, sop_class_uid=uid)))
    assert ("secondary" in notes, "derived" in notes) == (said, not said)


def test_a_window_that_is_there_and_cannot_be_used_is_told() -> None:
    """The one on the screen is none of the image's."""
    broken = instance(values={0x0028_1050: ("DS", "40"), 0x0028_1051: ("DS", "-3")})
    assert "window" in _notes(frame(broken, voi=()))
    assert "window" not in _notes(frame(broken))
    assert "window" not in _notes(frame(instance(), voi=()))


def test_a_function_that_nobody_knows_is_named() -> None:
    """Its windows are left out."""
    doubtful = replace(frame(), unknown_voi_function="CUBIC")
    assert _notes(doubtful)["window"] == "Unknown VOI function CUBIC: not its window"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (SpacingSource.PATIENT, None),
        (SpacingSource.DETECTOR, "Lengths at the detector: larger than in the patient"),
        (SpacingSource.NOMINAL, "Nominal lengths, of what was scanned"),
        (SpacingSource.ULTRASOUND, "Lengths of the ultrasound region, not outside of it"),
    ],
)
def test_a_length_is_worth_what_its_source_is(source: SpacingSource, words: str | None) -> None:
    """One of the patient needs no words."""
    shown = frame(instance(), spacing=Spacing(0.5, 0.5, source))
    assert _notes(shown).get("spacing") == words


def test_an_image_without_a_scale_has_no_millimeters() -> None:
    """And says so."""
    assert _notes(frame())["no-spacing"] == "Pixel size not known"


def test_pixels_that_are_not_square_and_padding_are_told() -> None:
    """With the aspect that they are drawn in."""
    odd = replace(frame(plane=geometry()), padding=PixelPadding(-2000, -2000))
    assert _notes(odd)["aspect"] == "Pixels 1.5 times as high as wide: drawn so"
    assert _notes(odd)["padding"] == "Padding is left black"


def test_a_presentation_state_settles_what_is_bright_and_which_window_holds() -> None:
    """It overrides the image (PS3.4 N.2); identity is a window too."""
    turned = instance(values={0x2050_0020: ("CS", "INVERSE"), 0x0028_1050: ("DS", "40")})
    stated = replace(frame(turned, voi=()), presented=Presented("1.1", "AS SEEN"))
    assert not {"color", "window"} & set(_notes(stated))
    assert "window" not in _notes(replace(frame(turned, voi=()), voi_identity=True))


def test_a_tile_has_its_direction_on_the_slide() -> None:
    """Not in the patient."""
    tile = replace(frame(instance(values={_MODALITY: ("CS", "CT")})), tile=Tile(0, 0, 0, 9, 9))
    assert "orientation" not in _notes(tile)
