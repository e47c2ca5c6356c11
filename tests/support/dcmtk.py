"""DCMTK's dcm2pnm and its kin, whose pictures ours are compared with."""

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

Levels = npt.NDArray[np.uint8]

needs_dcmtk = pytest.mark.skipif(shutil.which("dcm2pnm") is None, reason="DCMTK is not installed")

_PROGRAMS = (
    ("1.2.840.10008.1.2.4.8", "dcml2pnm"),
    ("1.2.840.10008.1.2.4.9", None),  # JPEG 2000
    ("1.2.840.10008.1.2.4.2", None),  # HTJ2K
    ("1.2.840.10008.1.2.4", "dcmj2pnm"),
    ("1.2.840.10008.1.2.8", None),  # deflated frames
    ("1.2.840.10008.1.2", "dcm2pnm"),
)


def program_for(transfer_syntax_uid: str) -> str | None:
    """Which of its programs reads this transfer syntax; None: none does."""
    for prefix, program in _PROGRAMS:
        if transfer_syntax_uid.startswith(prefix):
            return program
    return None


def picture(program: str, file: Path, folder: Path, *options: str) -> Levels | None:
    """The first frame in 8 bits of gray, without overlays; None: DCMTK refuses the file."""
    return _drawn([program, "-q", "-O", "+op", *options, str(file)], folder / "picture.pgm")


def overlaid_picture(file: Path, folder: Path, *options: str) -> Levels | None:
    """The same of a native image, with all of its overlays in white."""
    command = ["dcm2pnm", "-q", "+O", "0", "+Omr", "+op", *options, str(file)]
    return _drawn(command, folder / "picture.pgm")


def state_picture(file: Path, state: Path, folder: Path) -> Levels | None:
    """The first frame as a presentation state asks, without annotations; None: it is refused."""
    return _drawn(["dcmp2pgm", "-q", "-p", str(state), str(file)], folder / "picture.pgm")


def _drawn(options: list[str], output: Path) -> Levels | None:
    output.unlink(missing_ok=True)
    command = [*options, str(output)]
    done = subprocess.run(command, check=False, capture_output=True, timeout=120)
    if done.returncode != 0 or not output.is_file():
        return None
    data = output.read_bytes()
    header = re.match(rb"P5\s+(?:#.*\n)?(\d+)\s+(\d+)\s+255\s", data)
    if header is None:
        return None
    columns, rows = int(header[1]), int(header[2])
    return np.frombuffer(data, np.uint8, offset=header.end()).reshape(rows, columns)
