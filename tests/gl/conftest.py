"""One context for all, and no OpenGL error left unseen."""

from collections.abc import Iterator

import pytest

from tests.support.shading import Shading
from workstation.render.context import OffscreenContext
from workstation.render.gl import GL


@pytest.fixture(scope="session")
def shared_context() -> Iterator[OffscreenContext]:
    """The context of all tests here."""
    context = OffscreenContext()
    yield context
    context.make_current()
    context.close()


@pytest.fixture(autouse=True)
def context(shared_context: OffscreenContext) -> Iterator[OffscreenContext]:
    """Make the context current, and fail the test that made an error in it."""
    shared_context.make_current()
    assert GL.glGetError() == GL.GL_NO_ERROR, "a test before this one left an error"
    yield shared_context
    shared_context.make_current()
    assert GL.glGetError() == GL.GL_NO_ERROR


@pytest.fixture(scope="session")
def shading(shared_context: OffscreenContext) -> Iterator[Shading]:
    """The passes, with their programs compiled once."""
    shared_context.make_current()
    passes = Shading()
    yield passes
    shared_context.make_current()
    passes.close()
