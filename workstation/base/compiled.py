"""The few loops written in C: compiled into this Python environment, found by their fingerprint.

A C file lies beside the module that calls it and defines in Python what it does, so that the
program needs no compiler: where a library is missing it is slower, and nothing else. Run as a
module (packaging/set-up does) this compiles all of them. It imports nothing of the program.
"""

import ctypes
import logging
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterable
from pathlib import Path

# No multiplication and addition become one, nor are terms added in another order, so that results
# can be equal bit for bit. Nothing is taken from the machine that compiles: loops choose when they
# are loaded.
FLAGS = (
    *("-std=gnu11", "-O3", "-ffp-contract=off", "-fno-fast-math"),
    *("-fPIC", "-shared", "-fvisibility=hidden", "-Wall", "-Wextra"),
)
_FOLDER = Path(sys.prefix) / "lib" / "workstation"


def load(source: Path) -> ctypes.CDLL | None:
    """The library of a C file as it is now; None where it was not compiled."""
    library = built(source)
    if not library.is_file():
        return None
    try:
        return ctypes.CDLL(str(library))
    except OSError:
        logging.getLogger(__name__).warning("%s cannot be loaded", library.name, exc_info=True)
        return None


def built(source: Path, folder: Path = _FOLDER) -> Path:
    """Where the library of this source, compiled like this, is or would be."""
    fingerprint = zlib.crc32(source.read_bytes(), zlib.crc32(" ".join(FLAGS).encode()))
    return folder / f"{source.stem}-{fingerprint:08x}.so"


def build(source: Path, folder: Path = _FOLDER) -> bool:
    """Compile it where that was not done yet; whether it is there now."""
    library, compiler = built(source, folder), shutil.which(os.environ.get("CC", "cc"))
    if library.is_file() or compiler is None:
        return library.is_file()
    folder.mkdir(parents=True, exist_ok=True)
    part = library.with_suffix(f".{os.getpid()}")
    done = subprocess.run([compiler, *FLAGS, str(source), "-o", str(part)], check=False)
    if done.returncode == 0:
        for stale in folder.glob(f"{source.stem}-????????.so"):
            stale.unlink(missing_ok=True)
        part.replace(library)
    return done.returncode == 0


def sources() -> Iterable[Path]:
    """Every C file of the program."""
    return sorted(Path(__file__).resolve().parents[1].rglob("*.c"))


if __name__ == "__main__":
    sys.exit(bool([source for source in sources() if not build(source)]))
