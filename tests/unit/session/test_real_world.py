from dataclasses import replace

from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes
from tests.support.sample_frames import frame, instance, report, series, study
from workstation.dicom.model import Instance, Study
from workstation.dicom.real_world import RealWorldMapping
from workstation.dicom.real_world_reading import REAL_WORLD_VALUE_MAPPING
from workstation.session.real_world import RealWorldValue, mappings_of, real_world_values

_OWN = RealWorldMapping(0, 100, 2.0, unit="mm2/s", label="ADC")


def _mapping_object(uid: str, *frames: int) -> Instance:
    """An object that maps an image, or some of its frames."""
    image, mapping, entry, whole = Dataset(), Dataset(), Dataset(), Dataset()
    image.ReferencedSOPInstanceUID = uid
    if frames:
        image.ReferencedFrameNumber = list(frames)
    mapping.DoubleFloatRealWorldValueFirstValueMapped = 0.0
    mapping.DoubleFloatRealWorldValueLastValueMapped = 50.0
    mapping.RealWorldValueSlope, mapping.LUTLabel = 0.5, "SUVbw"
    entry.ReferencedImageSequence, entry.RealWorldValueMappingSequence = [image], [mapping]
    whole.ReferencedImageRealWorldValueMappingSequence = [entry]
    made = report(sop_class=REAL_WORLD_VALUE_MAPPING)
    return replace(made, attributes=attributes(whole))


def _study(*instances: Instance) -> Study:
    return study([series(instances)])


def test_a_mapping_object_holds_for_the_images_that_it_names() -> None:
    """And for no other of the study."""
    one, other = instance("1.2.3.1"), instance("1.2.3.2")
    whole = _study(one, other, _mapping_object("1.2.3.1"))
    assert [each.label for each in mappings_of(whole, frame(one))] == ["SUVbw"]
    assert mappings_of(whole, frame(other)) == ()


def test_a_mapping_object_may_name_frames() -> None:
    """By their numbers, from 1."""
    cine = instance(frames=3)
    whole = _study(cine, _mapping_object(cine.sop_instance_uid, 2))
    found = [len(mappings_of(whole, frame(cine, frame_index=index))) for index in range(3)]
    assert found == [0, 1, 0]


def test_the_mappings_of_the_frame_itself_come_first() -> None:
    """Those of objects are added."""
    image = instance()
    mapped = replace(frame(image), real_world=(_OWN,))
    labels = [each.label for each in mappings_of(_study(image, _mapping_object("1.2.3.1")), mapped)]
    assert labels == ["ADC", "SUVbw"]


def test_a_study_that_has_grown_is_read_again() -> None:
    """The mapping object may come last from the disc."""
    image = instance()
    assert mappings_of(_study(image), frame(image)) == ()
    assert mappings_of(_study(image, _mapping_object("1.2.3.1")), frame(image)) != ()


def test_color_has_no_real_world_values() -> None:
    """Its samples are no stored values of a measurement."""
    color = instance(photometric="RGB")
    assert mappings_of(_study(color, _mapping_object("1.2.3.1")), frame(color)) == ()


def test_only_mappings_that_hold_have_a_value_and_named_ones_come_first() -> None:
    """The order within each kind is that of the object."""
    plain, short = RealWorldMapping(0, 100, 3.0), RealWorldMapping(0, 5, 1.0, label="N")
    assert real_world_values((plain, short, _OWN), 7.0) == (
        RealWorldValue(14.0, "mm2/s", "ADC"),
        RealWorldValue(21.0),
    )
