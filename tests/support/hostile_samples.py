"""Whole files of every syntax and kind of object, small, for being spoiled."""

from collections.abc import Iterator, Mapping
from functools import cache

import imagecodecs
import numpy as np
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate, encapsulate_extended

from tests.support import coded_frames as made
from tests.support import states
from tests.support.damage import Sample as CodedSample
from tests.support.damage import samples as coded_samples
from tests.support.dicom_bytes import element, image_dataset, part10
from tests.support.graphic_items import annotation_item, graphic_item, text_item
from tests.support.states import item, state_dataset, table_item
from tests.support.videos import SYNTAXES, coded_video, has_encoder, video_dataset
from workstation.dicom.uids import DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE

Files = dict[str, bytes]

_ENHANCED_MR = "1.2.840.10008.5.1.4.1.1.4.1"


@cache
def samples() -> tuple[Files, ...]:
    """All but videos; of each the file to spoil is any of its files."""
    return tuple(_samples())


def _samples() -> Iterator[Files]:
    for coded in coded_samples():
        yield {"coded": _coded(coded)}
    for syntax in (EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED):
        yield {"native": part10(image_dataset(9, 11, 2), syntax)}
    yield {"deflated": _encapsulated(_deflated(), "1.2.840.10008.1.2.8.1")}
    for dataset in (*_grays(), *_colors(), *_values(), *_kinds()):
        yield {"image": part10(dataset)}
    for dataset in _states():
        yield {"image": part10(image_dataset()), "state": part10(dataset)}


def _coded(sample: CodedSample) -> bytes:
    """Two frames alike, with an offset table."""
    how = sample.coding
    dataset = image_dataset(how.rows, how.columns)
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = how.samples, how.photometric
    dataset.BitsAllocated, dataset.BitsStored = how.bits_allocated, how.bits_stored
    dataset.HighBit, dataset.PlanarConfiguration = how.high_bit, 0
    if not how.encapsulated:
        dataset.PixelData = sample.stream
        return part10(dataset)
    dataset.NumberOfFrames = 2
    dataset.PixelData = encapsulate([sample.stream] * 2)
    return _encapsulated(dataset, how.transfer_syntax_uid)


def _encapsulated(dataset: Dataset, syntax: str) -> bytes:
    """Also under transfer syntaxes that pydicom does not know."""
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    content = part10(dataset, made.RLE)
    before, after = (element(0x00020010, "UI", _even(uid)) for uid in (made.RLE, syntax))
    length = int.from_bytes(content[140:144], "little") + len(after) - len(before)
    content = content[:140] + length.to_bytes(4, "little") + content[144:]
    return content.replace(before, after, 1)


def _even(uid: str) -> bytes:
    return uid.encode() + b"\0" * (len(uid) % 2)


def _deflated() -> Dataset:
    dataset = image_dataset(9, 11)
    packed = imagecodecs.deflate_encode(dataset.PixelData, raw=True)
    data, offsets, lengths = encapsulate_extended([bytes(packed) + b"\0" * (len(packed) % 2)])
    dataset.PixelData, dataset.ExtendedOffsetTable = data, offsets
    dataset.ExtendedOffsetTableLengths = lengths
    return dataset


def _with(dataset: Dataset, values: Mapping[str, object]) -> Dataset:
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


def _grays() -> Iterator[Dataset]:
    """One for each part of the grayscale chain, and what lies over it."""
    plain = {"RescaleSlope": "2", "RescaleIntercept": "-10", "RescaleType": "HU"}
    yield _with(image_dataset(), {**plain, "WindowCenter": ["9", "3"], "WindowWidth": ["30", "8"]})
    sigmoid = {"WindowCenter": "7", "WindowWidth": "4", "VOILUTFunction": "SIGMOID"}
    yield _with(image_dataset(), {**sigmoid, "PhotometricInterpretation": "MONOCHROME1"})
    ramp = table_item(list(range(0, 65536, 4369)))
    yield _with(image_dataset(), {"ModalityLUTSequence": [ramp], "VOILUTSequence": [ramp]})
    yield _with(image_dataset(), {"PresentationLUTSequence": [ramp], "PixelPaddingValue": 3})
    padded = {"PixelRepresentation": 1, "PixelPaddingValue": -9, "PixelPaddingRangeLimit": 4}
    yield _with(image_dataset(), padded)
    yield _shuttered()
    yield _overlaid()
    supplemental = _palette(image_dataset(), 2, first=9)
    yield _with(supplemental, {"PixelPresentation": "COLOR"})
    bits = _with(image_dataset(9, 11), {"BitsAllocated": 1, "BitsStored": 1, "HighBit": 0})
    yield _with(bits, {"NumberOfFrames": 3, "PixelData": bytes(range(38))})
    deep = _with(image_dataset(), {"BitsAllocated": 32, "BitsStored": 32, "HighBit": 31})
    yield _with(deep, {"PixelData": np.arange(15, dtype="<u4").tobytes()})


def _shuttered() -> Dataset:
    values = {
        "ShutterShape": ["RECTANGULAR", "CIRCULAR", "POLYGONAL"],
        "ShutterLeftVerticalEdge": 2,
        "ShutterRightVerticalEdge": 5,
        "ShutterUpperHorizontalEdge": 1,
        "ShutterLowerHorizontalEdge": 3,
        "CenterOfCircularShutter": [2, 3],
        "RadiusOfCircularShutter": 2,
        "VerticesOfThePolygonalShutter": [1, 1, 1, 5, 3, 3],
        "ShutterPresentationValue": 9000,
        "ShutterPresentationColorCIELabValue": [30000, 20000, 40000],
    }
    return _with(image_dataset(), values)


def _overlaid() -> Dataset:
    """A plane of its own, one of several frames, and one in the pixel cells."""
    dataset = _with(image_dataset(3, 5, 2), {"BitsStored": 10, "HighBit": 9})
    for group, kind, frames in ((0x6000, "G", 1), (0x6002, "R", 2)):
        _overlay(dataset, group, kind, 1, 0)
        dataset.add_new((group, 0x0015), "IS", str(frames))
        dataset.add_new((group, 0x0051), "US", 1)
        dataset.add_new((group, 0x3000), "OW", bytes(range(6)))
    _overlay(dataset, 0x6004, "G", 16, 11)
    return dataset


def _overlay(dataset: Dataset, group: int, kind: str, allocated: int, position: int) -> None:
    dataset.add_new((group, 0x0010), "US", 3)
    dataset.add_new((group, 0x0011), "US", 5)
    dataset.add_new((group, 0x0040), "CS", kind)
    dataset.add_new((group, 0x0050), "SS", [1, 1])
    dataset.add_new((group, 0x0100), "US", allocated)
    dataset.add_new((group, 0x0102), "US", position)


def _palette(dataset: Dataset, count: int, first: int = 0, *, segmented: bool = False) -> Dataset:
    for number, color in enumerate(("Red", "Green", "Blue")):
        name = f"{color}PaletteColorLookupTable"
        setattr(dataset, f"{name}Descriptor", [count, first, 16])
        entries = [0, 1, 900, 1, count - 1, 60000] if segmented else range(number, 4 * count, 4)
        kind = f"Segmented{name}Data" if segmented else f"{name}Data"
        setattr(dataset, kind, np.array(entries, "<u2").tobytes())
    return dataset


def _colors() -> Iterator[Dataset]:
    for segmented in (False, True):
        colored = _palette(image_dataset(), 16, segmented=segmented)
        yield _with(colored, {"PhotometricInterpretation": "PALETTE COLOR"})
    profile = bytes(imagecodecs.cms_profile("adobergb"))
    for photometric, planar, count in (("RGB", 0, 3), ("YBR_FULL", 1, 3), ("YBR_FULL_422", 0, 2)):
        dataset = _with(image_dataset(4, 6), {"PhotometricInterpretation": photometric})
        _with(dataset, {"SamplesPerPixel": 3, "PlanarConfiguration": planar, "BitsAllocated": 8})
        _with(dataset, {"BitsStored": 8, "HighBit": 7, "PixelData": bytes(range(24 * count))})
        yield _with(dataset, {"ICCProfile": profile} if photometric == "RGB" else {})


def _values() -> Iterator[Dataset]:
    """Floating pixels, dose, and what values mean besides."""
    for keyword, form in (("FloatPixelData", "<f4"), ("DoubleFloatPixelData", "<f8")):
        dataset = image_dataset()
        del dataset.PixelData, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation
        values = np.linspace(-1, 1, 15).astype(form)
        values[3] = np.nan
        bits = {"BitsAllocated": values.itemsize * 8, keyword: values.tobytes()}
        yield _with(dataset, {**bits, "SOPClassUID": "1.2.840.10008.5.1.4.1.1.30"})
    dose = {"DoseGridScaling": "1e-3", "DoseUnits": "GY", "GridFrameOffsetVector": ["0", "2"]}
    dose |= {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.481.2", "Modality": "RTDOSE"}
    yield _with(image_dataset(3, 5, 2), dose)
    unit = item(CodeValue="ms", CodingSchemeDesignator="UCUM", CodeMeaning="milliseconds")
    mapping = item(LUTLabel="T1", RealWorldValueFirstValueMapped=0, RealWorldValueSlope=2.5)
    _with(mapping, {"RealWorldValueLastValueMapped": 14, "RealWorldValueIntercept": 1.0})
    mapping.MeasurementUnitsCodeSequence = [unit]
    yield _with(image_dataset(), {"RealWorldValueMappingSequence": [mapping]})


def _kinds() -> Iterator[Dataset]:
    yield _enhanced()
    yield _tiled()
    yield _labels()
    part = {
        "ConcatenationUID": "1.2.3",
        "InConcatenationNumber": 1,
        "InConcatenationTotalNumber": 2,
    }
    yield _with(_enhanced(), {**part, "ConcatenationFrameOffsetNumber": 2})
    region = item(RegionSpatialFormat=1, RegionLocationMinX0=0, RegionLocationMinY0=0)
    _with(region, {"RegionLocationMaxX1": 4, "RegionLocationMaxY1": 2, "PhysicalDeltaX": 0.1})
    _with(region, {"PhysicalDeltaY": 0.2, "PhysicalUnitsXDirection": 3})
    ultrasound = {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.6.1", "Modality": "US"}
    region.PhysicalUnitsYDirection = 3
    yield _with(image_dataset(), {**ultrasound, "SequenceOfUltrasoundRegions": [region]})
    yield _with(image_dataset(3, 5, 4), {"FrameTimeVector": ["0", "40", "41", "39"]})
    yield _named()
    report = _with(image_dataset(), {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.88.11"})
    del report.PixelData, report.Rows, report.Columns
    yield report


def _named() -> Dataset:
    dataset = _with(image_dataset(), {"SpecificCharacterSet": ["", "ISO 2022 IR 87"]})
    dataset.PatientName = "Yamada^Tarou=山田^太郎=やまだ^たろう"
    dataset.StudyDescription, dataset.SeriesDescription = "胸部", "CT 5 mm"
    dataset.ImagePositionPatient, dataset.PixelSpacing = ["0", "0", "5"], ["0.5", "0.7"]
    dataset.ImageOrientationPatient = ["1", "0", "0", "0", "0.8", "-0.6"]
    return dataset


def _enhanced() -> Dataset:
    dataset = _with(image_dataset(3, 5, 2), {"SOPClassUID": _ENHANCED_MR, "Modality": "MR"})
    measures = item(PixelSpacing=["0.5", "0.7"], SliceThickness="3")
    turned = item(ImageOrientationPatient=["1", "0", "0", "0", "1", "0"])
    shared = item(PixelMeasuresSequence=[measures], PlaneOrientationSequence=[turned])
    dataset.SharedFunctionalGroupsSequence = [shared]
    dataset.PerFrameFunctionalGroupsSequence = [_groups(number) for number in (1, 2)]
    pointer = item(DimensionIndexPointer=0x00209057, FunctionalGroupPointer=0x00209111)
    dataset.DimensionIndexSequence = [pointer]
    return dataset


def _groups(number: int) -> Dataset:
    place = item(ImagePositionPatient=["0", "0", str(3 * number)])
    content = item(DimensionIndexValues=[number], StackID="1", InStackPositionNumber=number)
    scale = item(RescaleSlope=str(number), RescaleIntercept="-5", RescaleType="US")
    window = item(WindowCenter="5", WindowWidth="20")
    return item(
        PlanePositionSequence=[place],
        FrameContentSequence=[content],
        PixelValueTransformationSequence=[scale],
        FrameVOILUTSequence=[window],
    )


def _tiled() -> Dataset:
    dataset = image_dataset(3, 5, 4)
    values = {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.77.1.6", "Modality": "SM"}
    values["DimensionOrganizationType"] = "TILED_FULL"
    _with(dataset, {**values, "TotalPixelMatrixColumns": 10, "TotalPixelMatrixRows": 6})
    origin = item(XOffsetInSlideCoordinateSystem="1", YOffsetInSlideCoordinateSystem="2")
    dataset.TotalPixelMatrixOriginSequence = [origin]
    return _with(dataset, {"NumberOfOpticalPaths": 1, "TotalPixelMatrixFocalPlanes": 1})


def _labels() -> Dataset:
    dataset = _with(image_dataset(), {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.66.7"})
    _with(
        dataset, {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7, "PixelData": bytes(range(16))}
    )
    segment = item(SegmentNumber=2, SegmentLabel="Liver")
    segment.RecommendedDisplayCIELabValue = [34000, 41000, 39000]
    return _with(dataset, {"SegmentationType": "LABELMAP", "SegmentSequence": [segment]})


def _states() -> Iterator[Dataset]:
    """Grayscale with all that it may ask for, color, pseudo-color."""
    ramp = table_item(list(range(0, 65536, 4369)))
    voi = item(WindowCenter="9", WindowWidth="12", VOILUTFunction="SIGMOID")
    gray = _with(state_dataset(), {"SoftcopyVOILUTSequence": [voi], "ImageRotation": 90})
    del gray.PresentationLUTShape
    yield _with(_marked(gray), {"PresentationLUTSequence": [ramp], "ImageHorizontalFlip": "Y"})
    magnified = states.shown_area((1, 1), (3, 3), PresentationSizeMode="MAGNIFY")
    magnified.PresentationPixelMagnificationRatio = 2.5
    plain = _with(state_dataset(), {"DisplayedAreaSelectionSequence": [magnified]})
    _overlay(plain, 0x6000, "G", 1, 0)
    plain.add_new((0x6000, 0x3000), "OW", bytes(range(2)))
    bitmap = {"ShutterShape": "BITMAP", "ShutterOverlayGroup": 0x6000}
    yield _with(plain, {**bitmap, "ShutterPresentationValue": 100})
    yield _marked(state_dataset(kind="2"))
    pseudo = _palette(state_dataset(kind="3"), 256)
    yield _with(pseudo, {"ICCProfile": bytes(imagecodecs.cms_profile("srgb"))})


def _marked(state: Dataset) -> Dataset:
    graphics = [
        graphic_item("POLYLINE", [1, 1, 4, 2, 2, 3, 1, 1], GraphicFilled="Y"),
        graphic_item("INTERPOLATED", [0.1, 0.1, 0.5, 0.9, 0.9, 0.1], "DISPLAY"),
        graphic_item("CIRCLE", [3, 2, 4, 2]),
        graphic_item("ELLIPSE", [1, 2, 5, 2, 3, 1, 3, 3]),
        graphic_item("POINT", [2, 2]),
    ]
    texts = [text_item("Läsion\r\n3 mm", [1, 1, 5, 3]), text_item("a", [0, 0, 1, 1], "DISPLAY")]
    state.SpecificCharacterSet = "ISO_IR 192"
    state.GraphicAnnotationSequence = [annotation_item(graphics, texts)]
    layer = item(GraphicLayer="MARKS", GraphicLayerOrder=1)
    layer.GraphicLayerRecommendedDisplayCIELabValue = [40000, 50000, 30000]
    compound = item(CompoundGraphicType="ARROW", CompoundGraphicInstanceID=1, GraphicFilled="N")
    _with(compound, {"CompoundGraphicUnits": "PIXEL", "GraphicDimensions": 2})
    _with(compound, {"NumberOfGraphicPoints": 2, "GraphicData": [1, 1, 4, 3]})
    state.GraphicAnnotationSequence[0].CompoundGraphicSequence = [compound]
    state.GraphicLayerSequence = [layer]
    return state


@cache
def videos() -> tuple[Files, ...]:
    """As far as there are encoders for them."""
    found = []
    for encoder in filter(has_encoder, ("h264", "mp4", "mpeg2", "hevc")):
        dataset = video_dataset(coded_video(encoder, 3), 3)
        found.append({"video": part10(dataset, SYNTAXES[encoder])})
    return tuple(found)
