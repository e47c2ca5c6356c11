"""`workstation dump FILE`: the header of one object."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from workstation.base.text import _
from workstation.cli.messages import printable
from workstation.dicom.dataset import Header
from workstation.dicom.pixels import PixelLocation

# Media Storage, own and referenced SOP Class UIDs, that of a directory record's file
_SOP_CLASSES = frozenset((0x00020002, 0x00080016, 0x00081150, 0x00041510))
_FLOATING = {0x7FE00008: "OF", 0x7FE00009: "OD"}


@click.command("dump", help=_("Print the header of FILE: tag, VR, keyword, value."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help=_("As the DICOM JSON model (PS3.18 F)."))
def command(file: str, as_json: bool) -> None:
    """Read and print it."""
    from workstation.dicom.dataset import read_header
    from workstation.dicom.dump import json_model
    from workstation.dicom.stored import StoredFile

    path = Path(file)
    header = read_header(StoredFile(path.name, path, 0, path.stat().st_size))
    if as_json:
        click.echo(json.dumps(json_model(header.attributes), indent=2, ensure_ascii=False))
        return
    for line in _lines(header):
        click.echo(line)


def _lines(header: Header) -> Iterator[str]:
    """The file meta information, the data set, and where the pixels are."""
    from workstation.dicom.dump import rows

    for attributes in (header.meta, header.attributes):
        for row in rows(attributes) if attributes is not None else ():
            label = f"{'  ' * row.depth}{row.tag_text} {row.vr:2} {row.keyword}"
            value = printable(_one_line(row.value)) + _in_words(row.tag, row.value)
            value += f"  ⚠ {_('character set in doubt')}" if row.doubtful else ""
            yield f"{label:<52} {value}".rstrip()
    if header.location is not None and header.pixel_data is not None:
        yield _pixel_line(header.location, header.pixel_data)


def _in_words(tag: int, uid: str) -> str:
    """What kind of object a SOP class is."""
    from workstation.dicom.kinds import kind_name

    return f"  ({kind_name(uid)})" if tag in _SOP_CLASSES and uid else ""


def _one_line(text: str) -> str:
    """Text whose lines could be taken for other elements."""
    return " ↵ ".join(text.splitlines())


def _pixel_line(location: PixelLocation, tag: int) -> str:
    from workstation.dicom.dictionary import keyword_of

    vr = _FLOATING.get(tag, "OB" if location.length is None else "OW")
    label = f"({tag >> 16:04X},{tag & 0xFFFF:04X}) {vr} {keyword_of(tag)}"
    size = _("compressed") if location.length is None else _("{n} bytes").format(n=location.length)
    return f"{label:<52} {size} {_('at byte {n}').format(n=location.offset)}"
