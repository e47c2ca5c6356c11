from dataclasses import replace

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes
from tests.support.sample_frames import Values, frame, instance
from workstation.dicom.functional_groups import functional_groups
from workstation.dicom.model import Frame
from workstation.session import facets
from workstation.session.facets import Facet

_MR: Values = {0x0008_0060: ("CS", "MR")}


def _classic(values: Values) -> Frame:
    return frame(instance(values={**_MR, **values}))


def _enhanced(top: Dataset, **groups: Dataset) -> Frame:
    """A frame with functional groups, each by the keyword of its sequence."""
    item = Dataset()
    for keyword, group in groups.items():
        setattr(item, keyword, [group])
    top.PerFrameFunctionalGroupsSequence = [item]
    read = attributes(top)
    of = replace(instance(), attributes=read)
    return replace(frame(of), groups=functional_groups(read, 1)[0])


def _group(**values: object) -> Dataset:
    group = Dataset()
    for keyword, value in values.items():
        setattr(group, keyword, value)
    return group


def _value(facet: Facet, of: Frame) -> object:
    return facet.values([of])[0]


@pytest.mark.parametrize(
    ("facet", "values", "value", "word"),
    [
        (facets.ECHO, {0x0018_0086: ("IS", "2")}, 2, "echo 2"),
        (facets.ECHO_TIME, {0x0018_0081: ("DS", "2.46")}, 2.46, "TE 2.46 ms"),
        (facets.KERNEL, {0x0018_1210: ("SH", "B70f")}, "B70f", "B70f"),
        (facets.THICKNESS, {0x0018_0050: ("DS", "1.25")}, 1.25, "1.25 mm thick"),
        (facets.TUBE_VOLTAGE, {0x0018_0060: ("DS", "80")}, 80, "80 kV"),
        (facets.INVERSION_TIME, {0x0018_0082: ("DS", "150")}, 150, "TI 150 ms"),
        (facets.FLIP_ANGLE, {0x0018_1314: ("DS", "15")}, 15, "flip angle 15°"),
        (facets.IMAGE_TYPE, {0x0008_0008: ("CS", "DERIVED\\PRIMARY\\ADC")}, "ADC", "ADC"),
        (facets.TEMPORAL_POSITION, {0x0020_0100: ("IS", "3")}, 3, ""),
        (facets.CARDIAC_PHASE, {0x0018_1060: ("DS", "40.5")}, 40.5, ""),
        (facets.FRAME_REFERENCE_TIME, {0x0054_1300: ("DS", "900")}, 900, ""),
        (facets.ACQUISITION, {0x0020_0012: ("IS", "4")}, 4, ""),
    ],
    ids=lambda each: each.name if isinstance(each, Facet) else "",
)
def test_a_classic_image_says_it_at_its_top_level(
    facet: Facet, values: Values, value: object, word: str
) -> None:
    """With the word that the title has for it."""
    of = _classic(values)
    assert _value(facet, of) == value
    assert facet.word(value, of) == word


@pytest.mark.parametrize(
    ("image_type", "component", "dixon"),
    [
        ("ORIGINAL\\PRIMARY\\M\\ND\\NORM", "magnitude", None),
        ("ORIGINAL\\PRIMARY\\P\\ND", "phase map", None),
        ("ORIGINAL\\PRIMARY\\M_FFE\\M\\FFE", "magnitude", None),
        ("ORIGINAL\\PRIMARY\\R_IR\\R\\IR", "real", None),
        ("ORIGINAL\\PRIMARY\\M\\DIXON\\WATER", "magnitude", "water"),
        ("DERIVED\\PRIMARY\\OP\\OP\\DERIVED", None, "opposed phase"),
        ("ORIGINAL\\PRIMARY", None, None),
    ],
)
def test_the_parts_of_an_mr_signal_are_told_apart(
    image_type: str, component: str | None, dixon: str | None
) -> None:
    """By Image Type, whose values from the third on each vendor writes in its own order."""
    of = _classic({0x0008_0008: ("CS", image_type)})
    assert (_value(facets.COMPONENT, of), _value(facets.DIXON, of)) == (component, dixon)


@pytest.mark.parametrize(("creator", "component"), [("GEMS_PARM_01", "imaginary"), ("X", None)])
def test_ge_writes_the_part_of_the_signal_into_an_element_of_its_own(
    creator: str, component: str | None
) -> None:
    """Which means nothing under another creator's name."""
    values: Values = {0x0043_0010: ("LO", creator), 0x0043_102F: ("IS", "3")}
    assert _value(facets.COMPONENT, _classic(values)) == component


def test_letters_of_other_modalities_are_no_parts_of_a_signal() -> None:
    """A CT may have any letter there."""
    of = frame(instance(values={0x0008_0008: ("CS", "ORIGINAL\\PRIMARY\\M\\W")}))
    assert (_value(facets.COMPONENT, of), _value(facets.DIXON, of)) == (None, None)


@pytest.mark.parametrize(
    ("values", "b_value"),
    [
        ({0x0018_9087: ("DS", "800")}, 800),
        ({0x0019_0010: ("LO", "SIEMENS MR HEADER"), 0x0019_100C: ("IS", "50")}, 50),
        ({0x0043_0010: ("LO", "GEMS_PARM_01"), 0x0043_1039: ("IS", "1000000700\\8\\0")}, 700),
        ({0x0019_0010: ("LO", "SOMEBODY ELSE"), 0x0019_100C: ("IS", "50")}, None),
    ],
    ids=["standard", "Siemens", "GE", "unknown"],
)
def test_a_b_value_is_read_where_the_equipment_wrote_it(
    values: Values, b_value: int | None
) -> None:
    """A private element means something only under its creator's name."""
    assert _value(facets.B_VALUE, _classic(values)) == b_value


def test_an_enhanced_image_says_it_in_functional_groups() -> None:
    """Which win over what the top level says of all frames."""
    top = _group(Modality="MR", EchoTime=99, ImageType=["ORIGINAL", "PRIMARY", "VOLUME", "NONE"])
    of = _enhanced(
        top,
        MREchoSequence=_group(EffectiveEchoTime=30.0),
        MRDiffusionSequence=_group(DiffusionBValue=400.0, DiffusionDirectionality="ISOTROPIC"),
        FrameContentSequence=_group(StackID="1", TemporalPositionIndex=5),
        MRImageFrameTypeSequence=_group(
            FrameType=["DERIVED", "PRIMARY", "DIFFUSION", "ADC"], ComplexImageComponent="PHASE"
        ),
    )
    assert _value(facets.ECHO_TIME, of) == 30
    assert _value(facets.B_VALUE, of) == 400
    assert _value(facets.DIRECTIONALITY, of) == "ISOTROPIC"
    assert _value(facets.STACK, of) == "1"
    assert _value(facets.TEMPORAL_POSITION, of) == 5
    assert _value(facets.COMPONENT, of) == "phase map"
    assert _value(facets.IMAGE_TYPE, of) == "DIFFUSION ADC"


def test_a_segment_is_called_by_its_label() -> None:
    """Else by its number."""
    top = _group(SegmentSequence=[_group(SegmentNumber=2, SegmentLabel="Liver")])
    of = _enhanced(top, SegmentIdentificationSequence=_group(ReferencedSegmentNumber=2))
    assert facets.SEGMENT.word(_value(facets.SEGMENT, of), of) == "Liver"
    assert facets.SEGMENT.word(3, of) == "segment 3"


def test_what_nobody_says_has_no_value() -> None:
    """For none of the facets."""
    plain = frame()
    all_facets = [each for each in vars(facets).values() if isinstance(each, Facet)]
    assert len(all_facets) > 15
    assert {_value(each, plain) for each in all_facets} == {None}
