"""Runs tests with other builds of the C files, from the folder that is named first."""

import sys
from pathlib import Path

import pytest

from workstation.base import compiled


def _in_folder(source: Path, folder: Path = Path(sys.argv[1])) -> Path:
    return folder / f"{source.stem}.so"


if __name__ == "__main__":
    compiled.built = _in_folder
    sys.exit(pytest.main(["-q", "-x", "-p", "no:cacheprovider", *sys.argv[2:]]))
