import struct
from dataclasses import replace

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_bytes import attributes, attributes_of_bytes, element, item
from workstation.dicom.dataset import Attributes
from workstation.dicom.errors import BadLutError
from workstation.dicom.lut import LookupTable, LutShape, Rescale, VoiFunction, Window
from workstation.dicom.lut_reading import (
    check_luts,
    modality_lut,
    modality_range,
    presentation_lut,
    rescale,
    stored_range,
    unknown_voi_function,
    voi_luts,
)
from workstation.dicom.pixels import ImagePixel
from workstation.dicom.units import RT_DOSE

_UNSIGNED = ImagePixel(3, 5, 1, "MONOCHROME2", 16, 12, 11, False, 0, 1)
_SIGNED = replace(_UNSIGNED, signed=True, bits_stored=16, high_bit=15)
_GRAY = Rescale(0.25, 0, "GY")
_MODALITY, _VOI, _PRESENTATION = 0x00283000, 0x00283010, 0x20500010


def _with(**values: object) -> Attributes:
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return attributes(dataset)


def _lut_item(
    descriptor: tuple[int, int, int], data: bytes, vr: str = "US", kind: str = "OW"
) -> bytes:
    """Descriptor as unsigned shorts, whatever VR it claims."""
    return item(
        element(0x00283002, vr, struct.pack("<HHH", *descriptor))
        + element(0x00283003, "LO", b"Bone")
        + element(0x00283006, kind, data)
    )


def _luts(sequence: int, *items: bytes) -> Attributes:
    return attributes_of_bytes(element(sequence, "SQ", b"".join(items)))


def _one(
    image: ImagePixel, descriptor: tuple[int, int, int], data: bytes, vr: str = "US"
) -> LookupTable:
    lut = modality_lut(_luts(_MODALITY, _lut_item(descriptor, data, vr)), image)
    assert isinstance(lut, LookupTable)
    return lut


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({}, Rescale()),
        ({"RescaleSlope": 2, "RescaleIntercept": -1024}, Rescale(2, -1024)),
        ({"RescaleIntercept": -5}, Rescale(1, -5)),
        ({"RescaleSlope": 0, "RescaleIntercept": 7}, Rescale(1, 7)),
        ({"RescaleSlope": 1, "RescaleIntercept": 0, "Modality": "CT"}, Rescale(1, 0, "HU")),
        ({"SOPClassUID": RT_DOSE, "DoseGridScaling": 0.25, "DoseUnits": "GY"}, _GRAY),
        ({"SOPClassUID": RT_DOSE, "DoseGridScaling": 0.25, "RescaleSlope": 2}, Rescale(0.25)),
        ({"SOPClassUID": RT_DOSE, "DoseUnits": "GY", "RescaleSlope": 2}, Rescale()),
        (
            {"RescaleSlope": 1, "RescaleIntercept": 0, "Modality": "CT", "RescaleType": "US"},
            Rescale(1, 0, "US"),
        ),
    ],
)
def test_a_line(values: dict[str, object], line: Rescale) -> None:
    """No slope makes all pixels alike; dose has a scaling of its own (PS3.3 C.8.8.3)."""
    assert modality_lut(_with(**values), _UNSIGNED) == line


@pytest.mark.parametrize(
    ("relationship", "line"), [("LOG", Rescale()), ("DISP", Rescale(2.0, 0.0))]
)
def test_an_angiograms_line_may_be_for_analysis_only(relationship: str, line: Rescale) -> None:
    """PS3.3 C.8.7.1.1.2."""
    found = _with(
        SOPClassUID="1.2.840.10008.5.1.4.1.1.12.1",
        PixelIntensityRelationship=relationship,
        RescaleSlope=2,
    )
    assert modality_lut(found, _UNSIGNED) == line


@pytest.mark.parametrize(
    ("image", "stored"),
    [
        (_UNSIGNED, (0, 4095)),
        (_SIGNED, (-32768, 32767)),
        (replace(_UNSIGNED, bits_allocated=1, bits_stored=1), (0, 1)),
        (replace(_SIGNED, bits_allocated=32, bits_stored=32), (-(2**31), 2**31 - 1)),
    ],
)
def test_the_range_of_stored_values(image: ImagePixel, stored: tuple[int, int]) -> None:
    """By bits and sign."""
    assert stored_range(image) == stored


def test_the_range_of_a_falling_line_is_in_order() -> None:
    """A negative slope turns it round."""
    assert modality_range(Rescale(-1, 10), _UNSIGNED) == (-4085, 10)


def test_a_table_wins_over_a_line() -> None:
    """PS3.3 C.11.1 allows only one; DCMTK decides so too."""
    content = element(0x00281053, "DS", b"2 ")
    content += element(_MODALITY, "SQ", _lut_item((2, 5, 16), b"\x01\0\x02\0"))
    lut = modality_lut(attributes_of_bytes(content), _UNSIGNED)
    assert isinstance(lut, LookupTable)
    assert (lut.first_mapped, lut.entries.tolist(), lut.bits) == (5, [1, 2], 16)
    assert modality_range(lut, _UNSIGNED) == (0, 65535)


def test_no_entries_mean_65536() -> None:
    """The descriptor has 16 bits for the number (PS3.3 C.11.1.1.1)."""
    assert len(_one(_UNSIGNED, (0, 0, 16), bytes(131072)).entries) == 65536


@pytest.mark.parametrize("vr", ["US", "SS"])
@pytest.mark.parametrize("first", [-32768, -1024, -1, 0, 1, 32767])
def test_the_first_value_of_signed_pixels_is_signed(first: int, vr: str) -> None:
    """Whatever VR the descriptor claims."""
    assert _one(_SIGNED, (1, first & 0xFFFF, 16), b"\0\0", vr).first_mapped == first


@pytest.mark.parametrize("vr", ["US", "SS"])
@pytest.mark.parametrize("first", [0, 32767, 32768, 65535])
def test_the_first_value_of_unsigned_pixels_is_unsigned(first: int, vr: str) -> None:
    """Whatever VR the descriptor claims."""
    assert _one(_UNSIGNED, (1, first, 16), b"\0\0", vr).first_mapped == first


@pytest.mark.parametrize(
    ("lowest", "first", "mapped"),
    [(-1024, 64512, -1024), (0, 64512, 64512), (-40000, 40000, 40000)],
)
def test_the_first_value_of_a_voi_lut_has_the_sign_of_its_input(
    lowest: float, first: int, mapped: int
) -> None:
    """CT values are negative though its pixels are not; VR decides only where both can be."""
    found = _luts(_VOI, _lut_item((1, first, 8), b"\0\0"))
    (lut,) = voi_luts(found, (lowest, 3071 if mapped < 0 else 65535))
    assert isinstance(lut, LookupTable)
    assert lut.first_mapped == mapped


@pytest.mark.parametrize("kind", ["OW", "OB", "UN"])
def test_entries_of_eight_bits_may_be_packed(kind: str) -> None:
    """Two in a word, low byte first."""
    found = _luts(_MODALITY, _lut_item((3, 0, 8), b"\x01\x02\x03\0", kind=kind))
    lut = modality_lut(found, _UNSIGNED)
    assert isinstance(lut, LookupTable)
    assert (lut.entries.tolist(), lut.bits) == ([1, 2, 3], 8)


def test_entries_of_eight_bits_may_have_sixteen() -> None:
    """As many words as entries."""
    assert _one(_UNSIGNED, (2, 0, 8), b"\x01\0\xff\0").entries.tolist() == [1, 255]


@pytest.mark.parametrize(
    ("described", "largest", "bits"),
    [(10, 1023, 10), (10, 4095, 12), (8, 65535, 16), (16, 255, 16), (0, 1023, 10), (99, 3, 8)],
)
def test_bits_too_few_for_the_entries_are_corrected(
    described: int, largest: int, bits: int
) -> None:
    """Else the brightest part of the image would be cut off."""
    data = struct.pack("<HH", 0, largest)
    assert _one(_UNSIGNED, (2, 0, described), data).bits == bits


@pytest.mark.parametrize(
    "content",
    [
        item(element(0x00283006, "OW", b"\0\0")),
        item(element(0x00283002, "US", b"\x01\0\0\0") + element(0x00283006, "OW", b"\0\0")),
        _lut_item((3, 0, 16), b"\0\0\0\0"),
        _lut_item((0, 0, 16), b"\0\0\0\0"),
        _lut_item((3, 0, 8), b"\0\0"),
    ],
    ids=["no numbers", "two numbers", "short", "short of 65536", "short of bytes"],
)
@pytest.mark.parametrize("sequence", [_MODALITY, _PRESENTATION])
def test_a_broken_table_is_refused(sequence: int, content: bytes) -> None:
    """The image would be shown wrongly without it."""
    with pytest.raises(BadLutError, match="IM1"):
        check_luts(_luts(sequence, content), _UNSIGNED, "IM1")


def test_a_table_that_was_never_filled_in_is_none() -> None:
    """Some writers leave an item with all its attributes empty, and the image is right without."""
    form = item(element(0x00283002, "US", b"") + element(0x00283006, "US", b""))
    assert modality_lut(_luts(_MODALITY, form), _UNSIGNED) == Rescale()
    assert presentation_lut(_luts(_PRESENTATION, form), _UNSIGNED) is LutShape.IDENTITY


_COMMA = element(0x00281053, "DS", b"0,25")


@pytest.mark.parametrize(
    "content",
    [_COMMA, element(0x52009229, "SQ", item(element(0x00289145, "SQ", item(_COMMA))))],
    ids=["of the image", "of its frames"],
)
def test_a_slope_that_is_no_number_is_refused(content: bytes) -> None:
    """A slope of 1 in its place would make every value wrong."""
    with pytest.raises(BadLutError, match=r"IM1.*RescaleSlope"):
        check_luts(attributes_of_bytes(content), _UNSIGNED, "IM1")


def test_a_broken_voi_lut_is_left_out() -> None:
    """Others, or a window of the user's, can take its place."""
    good = _lut_item((1, 0, 8), b"\x07\0")
    found = voi_luts(_luts(_VOI, item(b""), good), (0, 4095))
    assert [lut.explanation for lut in found] == ["Bone"]


def test_windows_come_before_tables() -> None:
    """In their order, with their explanations."""
    head = (
        element(0x00281050, "DS", b"40\\-600 ")
        + element(0x00281051, "DS", b"80\\1500 ")
        + element(0x00281055, "LO", b"Brain\\Lung")
    )
    content = head + element(_VOI, "SQ", _lut_item((1, 0, 8), b"\x07\0"))
    *windows, table = voi_luts(attributes_of_bytes(content), (0, 4095))
    assert windows == [Window(40, 80, explanation="Brain"), Window(-600, 1500, explanation="Lung")]
    assert isinstance(table, LookupTable)


@pytest.mark.parametrize(
    ("width", "function", "windows"),
    [
        (1, "LINEAR", (VoiFunction.LINEAR,)),
        (0.5, "LINEAR", (VoiFunction.LINEAR_EXACT,)),
        (0.5, "SIGMOID", (VoiFunction.SIGMOID,)),
        (0, "LINEAR", ()),
        (-5, "LINEAR_EXACT", ()),
        (80, "CUBIC", ()),
    ],
)
def test_a_window_that_cannot_be_applied_is_left_out(
    width: float, function: str, windows: tuple[VoiFunction, ...]
) -> None:
    """PS3.3 C.11.2.1.2: LINEAR needs a width of 1; fractions are meant exactly."""
    found = voi_luts(_with(WindowCenter=40, WindowWidth=width, VOILUTFunction=function), (0, 1))
    assert tuple(one.function for one in found if isinstance(one, Window)) == windows


@pytest.mark.parametrize(
    ("center", "width"), [(1e38, 10), (-1e300, 10), (40, 1e300), (0, 1e-300), (0, 1e-40)]
)
def test_a_window_out_of_all_measure_is_left_out(center: float, width: float) -> None:
    """It cannot be computed with: pixels would be no numbers, and drawn as anything."""
    assert voi_luts(_with(WindowCenter=center, WindowWidth=width), (0, 1)) == ()


@pytest.mark.parametrize(("slope", "intercept"), [(1e300, 0), (1e-300, 0), (1, -1e300)])
def test_a_rescale_out_of_all_measure_is_refused(slope: float, intercept: float) -> None:
    """As what is no number is."""
    with pytest.raises(BadLutError, match="out of all measure"):
        rescale(_with(RescaleSlope=slope, RescaleIntercept=intercept))


def test_a_rescale_of_tiny_numbers_is_read() -> None:
    """Maps of diffusion have them, and converters that count write almost nothing for none."""
    found = rescale(_with(RescaleSlope=1e-12, RescaleIntercept=1e-300))
    assert (found.slope, found.intercept) == (1e-12, 1e-300)


def test_a_center_without_a_width_is_no_window() -> None:
    """Nor is a width without a center."""
    assert voi_luts(_with(WindowCenter=40), (0, 1)) == ()


def test_a_damaged_center_takes_its_width_along() -> None:
    """Else the next center would be shown with the width of this one."""
    content = element(0x00281050, "DS", b"4O\\-600 ") + element(0x00281051, "DS", b"80\\1500 ")
    assert voi_luts(attributes_of_bytes(content), (0, 4095)) == (Window(-600, 1500),)


@pytest.mark.parametrize(
    ("photometric", "shape", "expected"),
    [
        ("MONOCHROME2", None, LutShape.IDENTITY),
        ("MONOCHROME1", None, LutShape.INVERSE),
        ("MONOCHROME1", "IDENTITY", LutShape.IDENTITY),
        ("MONOCHROME2", "INVERSE", LutShape.INVERSE),
        ("MONOCHROME1", "INVERSE", LutShape.INVERSE),
        ("RGB", "INVERSE", LutShape.IDENTITY),
        ("MONOCHROME1", "LIN OD", LutShape.INVERSE),
    ],
)
def test_the_shape_wins_over_monochrome1(
    photometric: str, shape: str | None, expected: LutShape
) -> None:
    """INVERSE inverts once, not twice."""
    found = _with(**({} if shape is None else {"PresentationLUTShape": shape}))
    image = replace(_UNSIGNED, photometric_interpretation=photometric)
    assert presentation_lut(found, image) is expected


def test_a_presentation_lut_wins_over_a_shape() -> None:
    """It says more."""
    found = _luts(_PRESENTATION, _lut_item((2, 0, 8), b"\x07\0\x01\0"))
    assert isinstance(presentation_lut(found, _UNSIGNED), LookupTable)


def test_an_unknown_function_is_named_and_its_windows_left_out() -> None:
    """Whoever shows the image must say that this is not its window."""
    image = _with(WindowCenter=40, WindowWidth=400, VOILUTFunction="CUBIC")
    assert (unknown_voi_function(image), voi_luts(image, (0, 1))) == ("CUBIC", ())


@pytest.mark.parametrize("function", ["LINEAR", "SIGMOID", ""])
def test_a_known_or_absent_function_is_no_doubt(function: str) -> None:
    """Absent is LINEAR."""
    image = _with(WindowCenter=40, WindowWidth=400, VOILUTFunction=function)
    assert unknown_voi_function(image) == ""


@pytest.mark.parametrize(
    ("width", "floating", "function"),
    [
        (1, True, VoiFunction.LINEAR_EXACT),
        (1, False, VoiFunction.LINEAR),
        (1.5, True, VoiFunction.LINEAR),
        (0.5, False, VoiFunction.LINEAR_EXACT),
    ],
)
def test_a_width_of_1_is_a_threshold_of_whole_numbers_only(
    width: float, floating: bool, function: VoiFunction
) -> None:
    """Maps of values from 0 to 1 are written with it: all above 0 would be white."""
    found = voi_luts(_with(WindowCenter=0.5, WindowWidth=width), (0, 1), floating=floating)
    assert found == (Window(0.5, width, function),)


def test_a_modality_table_for_fractions_is_refused() -> None:
    """It has entries for whole numbers only."""
    image = replace(_SIGNED, bits_allocated=32, bits_stored=32, high_bit=31, floating=True)
    with pytest.raises(BadLutError, match="fractions"):
        modality_lut(_luts(_MODALITY, _lut_item((2, 0, 8), b"\x07\0\x01\0")), image)
