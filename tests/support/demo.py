"""The demo disc, made once for each run of the tests."""

import functools
import tempfile
from pathlib import Path

from workstation.media.demo_disc import make_demo_disc


@functools.cache
def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="demo-disc-")


@functools.cache
def demo_dicomdir() -> Path:
    """The DICOMDIR of a demo disc that tests may read, and never write."""
    return make_demo_disc(Path(_scratch().name) / "disc")
