"""What becomes of every file of a collection: shown, listed with its kind, or refused in words.

`python -m tests.support.corpus FOLDER > docs/corpus.md` writes the page anew.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workstation.base.errors import WorkstationError
from workstation.dicom.fragments import frame_places
from workstation.dicom.instance import read_instance
from workstation.dicom.kinds import kind_name
from workstation.dicom.model import Instance
from workstation.dicom.multiframe import frames_of
from workstation.dicom.stored import StoredFile
from workstation.dicom.uids import transfer_syntax
from workstation.imaging.decoder import Decoder

_STORAGE = "1.2.840.10008.5.1.4.1.1."
_PAPERS = (".md", ".csv")

# Every file of which no picture is made although it claims to hold one, or of which nothing can be
# said at all, and why that is right. A file that is refused and not named here is a defect.
EXPLAINED = {
    "malformed/dwv-test_no-number-rows.dcm": "Rows is Type 1. 2048 bytes of 32 columns may be one "
    "frame of 32 rows or several smaller ones: a size that is guessed may be a wrong picture that "
    "looks right. DCMTK, GDCM and pydicom refuse it too",
    "malformed/invalid_compression.dcm": "its only fragment is the text “invalid data string”",
    "malformed/no_preamble_dicm_in_data": "a header without class, UID and pixels: no object",
    "pydicom/JPEG2000-embedded-sequence-delimiter.dcm": "four bytes of the stream were overwritten "
    "with a sequence delimiter: its width is no longer that of the image. OpenJPEG "
    "refuses it too",
    "pydicom/MR_truncated.dcm": "half of its last row is missing. Part of a picture is not shown "
    "as if it were all of it; the words say what is missing and what to do. pydicom refuses it "
    "too; GDCM copies what there is",
    "pydicom/empty_charset_LEI.dcm": "a header without class, UID and pixels: no object",
    "pydicom/meta_missing_tsyntax.dcm": "a single date after its meta information: no object",
    "pydicom/nested_priv_SQ.dcm": "two bytes of Pixel Data without rows, columns and depth",
    "pydicom/no_meta.dcm": "no preamble, no meta information, and one byte too many before the "
    "first element: nothing says that this is DICOM. DCMTK, GDCM and pydicom refuse it too",
    "pydicom/rtplan_truncated.dcm": "a plan, which has no picture, cut off in its header",
}


@dataclass(frozen=True, order=True)
class Row:
    """What files of one sort have in common, as the page says it."""

    kind: str
    uid: str
    syntax: str
    photometric: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    shown     frames that were decoded
    notes     what stands on the picture besides
    refused   why there is no picture of a frame, or of the file
    """

    name: str
    row: Row | None
    shown: int = 0
    notes: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def outcomes(folder: Path, decoder: Decoder) -> Iterator[Outcome]:
    """Of every file below a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in _PAPERS:
            yield _outcome(path.relative_to(folder).as_posix(), path, decoder)


def _outcome(name: str, path: Path, decoder: Decoder) -> Outcome:
    try:
        instance = read_instance(StoredFile(path.name, path, 0, path.stat().st_size))
    except WorkstationError as error:
        return Outcome(name, None, refused=(str(error),))
    row = _row(instance)
    if instance.image is None:
        return Outcome(name, row)
    try:
        frames, places = frames_of(instance), frame_places(instance)
    except WorkstationError as error:
        return Outcome(name, row, refused=(str(error),))
    notes, refused = dict.fromkeys(places.notes), []
    for frame in frames:
        try:
            found = decoder.decode(instance, frame.frame_index, places.extents[frame.frame_index])
        except WorkstationError as error:
            refused.append(str(error))
        else:
            notes |= dict.fromkeys(found[1])
    return Outcome(name, row, len(frames) - len(refused), tuple(notes), tuple(refused))


def _row(instance: Instance) -> Row:
    uid = instance.sop_class_uid
    photometric = instance.image.photometric_interpretation if instance.image else ""
    short = uid.replace(_STORAGE, "…") or "none"
    return Row(
        kind_name(uid), short, transfer_syntax(instance.transfer_syntax_uid).name, photometric
    )


def refused(found: Iterable[Outcome]) -> dict[str, str]:
    """The words for each file of which a frame, or all, is not shown."""
    return {each.name: each.refused[0] for each in found if each.refused}


def page(found: Iterable[Outcome]) -> str:
    """The whole page, in Markdown."""
    known = list(found)
    return "\n".join((_HEAD, *_images(known), _LISTED, *_listed(known), _REFUSED, *_refused(known)))


def _images(found: list[Outcome]) -> Iterator[str]:
    by_row: dict[Row, list[Outcome]] = defaultdict(list)
    for each in found:
        if each.row is not None and each.row.photometric:
            by_row[each.row].append(each)
    for row, those in sorted(by_row.items()):
        frames = sum(each.shown for each in those)
        whole = sum(not each.refused for each in those)
        said = "all" if whole == len(those) else f"{whole} of {len(those)}"
        notes = "; ".join(dict.fromkeys(note for each in those for note in each.notes))
        what = f"| {row.kind} | {row.uid} | {row.syntax} | {row.photometric} |"
        yield f"{what} {len(those)} | {frames} | {said} | {notes} |"


def _listed(found: list[Outcome]) -> Iterator[str]:
    rows = [each.row for each in found if each.row is not None and not each.row.photometric]
    for row, count in sorted(Counter(rows).items()):
        yield f"| {row.kind} | {row.uid} | {row.syntax} | {count} |"


def _refused(found: list[Outcome]) -> Iterator[str]:
    for name, words in sorted(refused(found).items()):
        yield f"| {name} | {words} | {EXPLAINED.get(name, 'NOT EXPLAINED')} |"
    yield ""


_HEAD = """\
# What becomes of real files

Made by `python -m tests.support.corpus FOLDER`, compared by `tests/conformance/test_corpus.py`: a
collection of files that others made with their equipment and programs, which is not part of this
project. Every frame was decoded as the window does it.

All that DCMTK (`dcm2pnm`, `dcmj2pnm`, `dcml2pnm`), GDCM or pydicom with its decoders make a picture
of is shown.

## Shown
The last column is what the picture says besides, of some of the objects.

| kind | SOP class | transfer syntax | photometric | objects | frames | shown | said |
| --- | --- | --- | --- | --- | --- | --- | --- |"""
_LISTED = """
## Listed with their kind
They hold no pixels, whatever their class may promise. Presentation states are offered on the
images that they are of, real-world value mappings are read by the probe.

| kind | SOP class | transfer syntax | objects |
| --- | --- | --- | --- |"""
_REFUSED = """
## Refused
| file | in which words | why there is no picture |
| --- | --- | --- |"""


if __name__ == "__main__":
    the_decoder = Decoder(1)
    sys.stdout.write(page(outcomes(Path(sys.argv[1]), the_decoder)))
    the_decoder.shutdown()
