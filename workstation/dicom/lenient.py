"""Read the headers that the scanner refuses: inflate what is deflated, and ask pydicom.

pydicom works in the sandbox: what it cannot finish in time and memory is a damaged file.
"""

import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from threading import Lock

from workstation.base.sandbox import (
    MEBIBYTE,
    Sandbox,
    SandboxCrashError,
    SandboxMemoryError,
    SandboxTimeoutError,
)
from workstation.base.text import _
from workstation.dicom.element_table import ElementTable
from workstation.dicom.elements import BeyondError, RefusedError
from workstation.dicom.errors import (
    DamagedHeaderError,
    NotDicomError,
    TooLargeInflatedError,
    TruncatedError,
)
from workstation.dicom.native_walk import walk_of
from workstation.dicom.normalized import Normalized, Request, pack_request, unpack_answer
from workstation.dicom.pixels import PixelLocation
from workstation.dicom.scanner import ScannedHeader, file_meta, scan
from workstation.dicom.spool import spool
from workstation.dicom.stored import StoredFile
from workstation.dicom.uids import DEFLATED

SECONDS = 1.5  # of processor time; 2 with what comes before and after
MEDIUM_SECONDS = 30.0  # by the clock: a drive spins up
MEMORY = 768 * MEBIBYTE
LARGEST_INFLATED = 512 * MEBIBYTE

_ENTRY = "workstation.dicom.normalizer:normalize"
_PIECE = MEBIBYTE
_FIRST_GROUPS = (b"\x02\0", b"\x08\0", b"\0\x02", b"\0\x08", b"\x04\0")
_starting = Lock()


def read_leniently(file: StoredFile) -> tuple[ScannedHeader, StoredFile]:
    """Read a header that the scanner refused, and the file that its pixel data lies in.

    That is another file, kept until the program ends, where the data set was deflated.
    """
    head = file.read(0, 4096)
    if head[128:132] != b"DICM" and (head[:2] not in _FIRST_GROUPS or len(head) < 16):
        raise NotDicomError(name=file.name)
    try:
        start, _meta, syntax_uid = file_meta(head)
    except (RefusedError, BeyondError):
        return _normalized(file), file
    if syntax_uid == DEFLATED:
        return _inflated(file, start)
    return _normalized(file), file


def _normalized(file: StoredFile) -> ScannedHeader:
    request = pack_request(Request(file.name, file.offset, file.length))
    try:
        with file.path.open("rb") as opened:
            answer = _sandbox().call(request, (opened.fileno(),), SECONDS, MEMORY, MEDIUM_SECONDS)
        return _header(*unpack_answer(answer))
    except (SandboxMemoryError, SandboxTimeoutError) as error:
        raise DamagedHeaderError(name=file.name, problem=error.summary) from error
    except (SandboxCrashError, RefusedError, BeyondError, ValueError, struct.error) as error:
        problem = _("it contradicts itself")
        raise DamagedHeaderError(name=file.name, problem=problem) from error


def _sandbox() -> Sandbox:
    with _starting:
        return _make_sandbox()


@lru_cache(maxsize=1)
def _make_sandbox() -> Sandbox:
    return Sandbox(_ENTRY, workers=1)


def _header(facts: Normalized, content: bytes) -> ScannedHeader:
    """Walk what the sandbox answered as strictly as any file: it is not trusted either."""
    walk = walk_of(content, explicit=True)
    meta = ElementTable(walk.columns(0, facts.meta_length)) if facts.meta_length else None
    elements = ElementTable(walk.columns(facts.meta_length, len(content)))
    if walk.end != len(content):
        raise RefusedError("pixel data in a normalized header")
    location = PixelLocation(facts.offset, facts.length, facts.big_endian)
    return ScannedHeader(
        content=content,
        meta=meta,
        elements=elements,
        explicit_vr=True,
        transfer_syntax_uid=facts.transfer_syntax_uid,
        pixel_data=facts.pixel_data,
        location=None if facts.pixel_data is None else location,
    )


def _inflated(file: StoredFile, start: int) -> tuple[ScannedHeader, StoredFile]:
    """Inflate a data set (PS3.5 A.5) beside its file and scan it there.

    What stands before the data set is copied, so that the new file can be read like the old.
    """
    whole = spool().keep(file.name, chain([file.read(0, start)], _inflate(file, start)))
    try:
        return scan(whole, inflated=True), whole
    except BeyondError:
        raise TruncatedError(name=file.name, where=_("its header")) from None
    except RefusedError:
        raise DamagedHeaderError(name=file.name, problem=_("it contradicts itself")) from None


def _inflate(file: StoredFile, start: int) -> Iterator[bytes]:
    """Pieces of the inflated data set; a bomb stops at LARGEST_INFLATED."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    total = 0
    for offset in range(start, file.length, _PIECE):
        waiting = file.read(offset, _PIECE)
        while waiting and not stream.eof:
            piece = _inflated_piece(file, stream, waiting)
            waiting = stream.unconsumed_tail
            total += len(piece)
            if total > LARGEST_INFLATED:
                raise TooLargeInflatedError(name=file.name, limit=LARGEST_INFLATED // MEBIBYTE)
            yield piece
    if not stream.eof:
        raise TruncatedError(name=file.name, where=_("its compressed data set"))


def _inflated_piece(file: StoredFile, stream: "zlib._Decompress", waiting: bytes) -> bytes:
    try:
        return stream.decompress(waiting, _PIECE)
    except zlib.error as error:
        problem = _("its compressed data set cannot be unpacked")
        raise DamagedHeaderError(name=file.name, problem=problem) from error
