"""What the corners of a viewport say: identity, study, technique, image; most important first."""

from collections.abc import Iterable

from workstation.base.text import _
from workstation.dicom import tags
from workstation.dicom.concatenation import part_of
from workstation.dicom.laterality import stated_side
from workstation.dicom.lut import LookupTable, VoiFunction, VoiLut
from workstation.dicom.model import Frame
from workstation.dicom.tiles import Tile
from workstation.session.caption import Caption, Captions, Weight
from workstation.session.display_set import DisplaySet
from workstation.session.look import CAUTION, TEXT
from workstation.session.names import marked, name_lines

# Tag, how it is written: what the image was made with (PS3.3 C.8).
_TECHNIQUE = (
    (0x0018_0060, "{} kV"),
    (0x0018_1151, "{} mA"),
    (0x0018_1152, "{} mAs"),
    (0x0018_0080, "TR {}"),
    (0x0018_0081, "TE {}"),
    (0x0018_0082, "TI {}"),
    (0x0018_1314, "FA {}°"),
    (0x0018_0087, "{} T"),
)


def identity(display_set: DisplaySet) -> Captions:
    """Top left: whose image it is, in the script of the object."""
    patient, doubtful = display_set.study.patient, display_set.study.doubtful
    names = name_lines(patient.name) or (_("No name"),)
    born = _joined((written_date(patient.birth_date), patient.sex, _age(display_set)))
    return _present(
        *(_text(each, patient.name.doubtful, Weight.MUST, bold=True) for each in names),
        _text(_id(patient.patient_id), tags.PATIENT_ID in doubtful, Weight.FEW),
        Caption(born, Weight.FEW),
    )


def study(display_set: DisplaySet) -> Captions:
    """Top right: where and when, and what it is called."""
    shown, doubtful = display_set.study, display_set.study.doubtful
    accession = _("Acc {number}").format(number=shown.accession_number)
    return _present(
        _text(shown.institution, tags.INSTITUTION_NAME in doubtful),
        Caption(_joined((written_date(shown.date), written_time(shown.time))), Weight.FEW),
        _text(shown.description, tags.STUDY_DESCRIPTION in doubtful),
        _text(
            accession if shown.accession_number else "",
            tags.ACCESSION_NUMBER in doubtful,
            Weight.DETAIL,
        ),
    )


def technique(display_set: DisplaySet, frame: Frame) -> Captions:
    """Bottom right: which series, and how it was made."""
    series, attributes = display_set.series, frame.instance.attributes
    number = "" if series.number is None else _("Series {number}").format(number=series.number)
    made = (
        form.format(written_number(value))
        for tag, form in _TECHNIQUE
        if (value := attributes.number(tag)) is not None
    )
    return _present(
        _text(_joined((number, series.description)), bool(series.doubtful), Weight.FEW),
        Caption(display_set.part, Weight.FEW),
        Caption(
            _joined((series.modality, series.body_part, stated_side(frame) or series.laterality))
        ),
        Caption(attributes.text(0x0018_5101), Weight.DETAIL),
        Caption(attributes.text(0x0018_0010), Weight.DETAIL),
        Caption("  ".join(made), Weight.DETAIL),
        Caption(attributes.text(0x0018_1210), Weight.DETAIL),
    )


def image(frame: Frame, frame_index: int, count: int, reading: bool) -> Captions:
    """Bottom left, its lower part: which image, and where it lies."""
    place = f"{frame_index + 1} / {count}" + ("…" if reading else "")
    number = _("Image {place}").format(place=place)
    return _present(
        Caption(_thickness(frame), Weight.DETAIL, short=_thickness(frame, short=True)),
        Caption(_place(frame), short=_place(frame, short=True)),
        Caption(
            _joined((number, _own_number(frame, frame_index + 1))),
            Weight.MUST,
            bold=True,
            short=place,
        ),
    )


def window(voi: VoiLut | None, zoom: float, unit: str = "", *, inverted: bool = False) -> Captions:
    """Bottom left, its upper part: how the image is shown; `voi` is None for color.

    unit       of the window, as written; empty where it goes without saying
    inverted   by the user: bright for dark
    """
    written = "" if voi is None else written_voi(voi, unit)
    words = (written, _("inverted") if inverted else "")
    return _present(
        Caption(_("Zoom {zoom}").format(zoom=f"{zoom:.2f}×"), Weight.FULL),
        Caption("  ".join(word for word in words if word), Weight.FEW),
    )


def playing(frames_per_second: float | None) -> Captions:
    """Bottom left, in the middle: how fast it plays; None: it does not."""
    if frames_per_second is None:
        return ()
    rate = written_number(frames_per_second)
    return (
        Caption(_("Playing {rate} per second").format(rate=rate), Weight.FEW, short=f"{rate}/s"),
    )


def written_number(value: float) -> str:
    """At most four digits, with a true minus sign."""
    text = f"{value:.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return text.replace("-", "−")


def written_date(value: str) -> str:
    """YYYYMMDD with dashes; anything else as it is."""
    if len(value) != 8 or not value.isdigit():
        return value
    return f"{value[:4]}-{value[4:6]}-{value[6:]}"


def written_time(value: str) -> str:
    """HHMMSS as hours and minutes; anything else as it is."""
    return f"{value[:2]}:{value[2:4]}" if len(value) >= 4 and value[:4].isdigit() else value


def written_voi(voi: VoiLut, unit: str = "") -> str:
    """Center, width and what makes them special; a table by its explanation."""
    if isinstance(voi, LookupTable):
        return _joined((_("LUT"), voi.explanation))
    function = "" if voi.function is not VoiFunction.SIGMOID else _("sigmoid")
    numbers = _("C {center}  W {width}").format(
        center=written_number(voi.center), width=written_number(voi.width)
    )
    numbers = f"{numbers} {unit}".rstrip()
    return _joined((numbers, _(voi.explanation) if voi.explanation else "", function))


def _text(
    content: str, doubtful: bool, weight: Weight = Weight.FULL, *, bold: bool = False
) -> Caption:
    """A text of the object: marked where its character set is in doubt."""
    return Caption(marked(content, doubtful), weight, CAUTION if doubtful else TEXT, bold)


def _present(*captions: Caption) -> Captions:
    return tuple(caption for caption in captions if caption.content)


def _joined(parts: Iterable[str]) -> str:
    return "  ".join(part for part in parts if part)


def _id(patient_id: str) -> str:
    return _("ID {patient_id}").format(patient_id=patient_id) if patient_id else _("No ID")


def _age(display_set: DisplaySet) -> str:
    """Age at the study as the object gives it (PS3.5 6.2 AS): 045Y, 003M, 010W, 005D."""
    if not display_set.frames:
        return ""
    value = display_set.frames[0].instance.attributes.text(0x0010_1010)
    return f"{value[:-1].lstrip('0') or '0'} {value[-1]}" if value[:-1].isdigit() else value


def _own_number(frame: Frame, place: int) -> str:
    """The number that the equipment gave, where it is not that of the place in the stack."""
    pixels, number = frame.instance.image, frame.instance.instance_number
    if pixels is not None and pixels.number_of_frames > 1:
        part = part_of(frame.instance.attributes)
        own = frame.frame_number + (0 if part is None or part.start is None else part.start)
        return "" if own == place else _("frame {number}").format(number=own)
    return "" if number is None or number == place else f"#{number}"


def _place(frame: Frame, *, short: bool = False) -> str:
    if frame.tile is not None:
        return _tile(frame.tile, short=short)
    if frame.geometry is None:
        return ""
    place = written_number(round(frame.geometry.distance(), 1) + 0.0)
    form = _("Pos {place} mm") if short else _("Position {place} mm")
    return form.format(place=place)


def _tile(tile: Tile, *, short: bool) -> str:
    """Where it lies in the whole image, counted in pixels from 1 as the Standard does."""
    long = _("Tile at column {left}, row {top} of {columns} × {rows}")
    form = _("Tile {left}, {top} of {columns} × {rows}") if short else long
    return form.format(left=tile.left + 1, top=tile.top + 1, columns=tile.columns, rows=tile.rows)


def _thickness(frame: Frame, *, short: bool = False) -> str:
    places = frame.attributes(tags.PIXEL_MEASURES_SEQUENCE), frame.instance.attributes
    numbers = (each.number(tags.SLICE_THICKNESS) for each in places)
    thickness = next((number for number in numbers if number is not None), None)
    if thickness is None:
        return ""
    form = _("Thk {thickness} mm") if short else _("Thickness {thickness} mm")
    return form.format(thickness=written_number(thickness))
