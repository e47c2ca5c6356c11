"""What every test can ask for, and what no test may leave behind."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.virtual_display import VirtualDisplay

# One process has one OpenGL platform, chosen when PyOpenGL is first imported: EGL, with a display
# and without. Qt draws nowhere unless a test starts a program of its own on a virtual display.
os.environ["PYOPENGL_PLATFORM"] = "egl"
os.environ["QT_XCB_GL_INTEGRATION"] = "xcb_egl"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A machine under load is slow, not wrong; and a failure must come back when the test is run again.
settings.register_profile("short", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=2000)

_ROOT = Path(__file__).parent.parent


def pytest_configure(config: pytest.Config) -> None:
    """Search further, and elsewhere each time, only where the long tests are wanted too."""
    settings.load_profile("short" if "not long" in config.option.markexpr else "long")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by their folder: what is in tests/gl needs OpenGL, tests/benchmarks measures."""
    marks = {"gl": pytest.mark.gl, "benchmarks": pytest.mark.benchmark, "fuzz": pytest.mark.long}
    for item in items:
        for folder, mark in marks.items():
            if item.path.is_relative_to(_ROOT / "tests" / folder):
                item.add_marker(mark)


@pytest.fixture(autouse=True)
def no_unexpected_warning(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail where something warned and the test did not say that it would.

    A test that expects a warning looks at it in caplog, and then calls caplog.clear().
    """
    yield
    unexpected = [
        f"{record.name}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    assert not unexpected, f"logged, but not expected: {unexpected}"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of DICOM files made by others, which is not part of this project."""
    return _beside_the_checkout("WORKSTATION_TEST_DATA", "data")


@pytest.fixture(scope="session")
def reference_tables() -> Path:
    """The folder of tables copied from the Standard, which is not part of this project."""
    return _beside_the_checkout("WORKSTATION_TEST_REFERENCE", "reference")


@pytest.fixture(scope="session")
def virtual_display() -> Iterator[str]:
    """The name of an X display of 1920x1200 pixels with 24 bits, with nothing on it."""
    with VirtualDisplay(1920, 1200, depth=24) as display:
        yield display.name


def _beside_the_checkout(variable: str, folder: str) -> Path:
    path = Path(os.environ.get(variable, _ROOT.parent / "shared" / folder))
    if not path.is_dir():
        pytest.skip(f"{path} is not there; {variable} can name another folder")
    return path
