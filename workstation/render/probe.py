"""Which renderer this machine should use: OpenGL where a card draws, raster where software would.

A bad driver takes the process down that asks it, so a child process asks; its answer is kept
until the machine is started again or its driver changes.
"""

import json
import os
import subprocess
import sys
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Literal

from workstation.base.paths import cache_directory

Choice = Literal["gl", "raster"]
VARIABLE = "WORKSTATION_RENDERER"
_TIMEOUT = 5.0  # seconds, for a driver that hangs
_SOFTWARE = (
    *("llvmpipe", "softpipe", "swrast", "software rasterizer", "swiftshader"),
    *("microsoft basic render", "gdi generic", "apple software"),
)
_DRIVERS = (
    "/usr/lib/x86_64-linux-gnu/libEGL_mesa.so.0",
    "/usr/lib/x86_64-linux-gnu/libEGL_nvidia.so.0",
    "/usr/lib/aarch64-linux-gnu/libEGL_mesa.so.0",
    "/usr/lib64/libEGL_mesa.so.0",
    "/usr/lib64/libEGL_nvidia.so.0",
)
_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "LIBGL_ALWAYS_SOFTWARE", "MESA_LOADER_DRIVER_OVERRIDE")


@dataclass(frozen=True, slots=True)
class Probe:
    """What the driver says of itself; all empty where there is no OpenGL that we can use.

    software   the processor draws: the raster path is quicker
    """

    vendor: str
    renderer: str
    version: str
    software: bool


NOTHING = Probe("", "", "", software=True)


def choose(override: str | None = None) -> Choice:
    """The renderer to use: what the user or the environment says, else what suits the driver."""
    said = override or os.environ.get(VARIABLE, "")
    if said == "gl":
        return "gl"
    if said == "raster" or (sys.platform.startswith("linux") and not _has_card()):
        return "raster"
    return "raster" if _answer().result().software else "gl"


def begin() -> None:
    """Start asking in the background, so that the answer is there when the window is."""
    if not os.environ.get(VARIABLE) and (not sys.platform.startswith("linux") or _has_card()):
        _answer()


def is_software(renderer: str) -> bool:
    """Whether GL_RENDERER names one that draws with the processor."""
    return not renderer or any(name in renderer.lower() for name in _SOFTWARE)


def of_this_context() -> Probe:
    """What the driver of the current context says of itself."""
    from workstation.render.gl import GL, text

    renderer = text(GL.GL_RENDERER)
    return Probe(text(GL.GL_VENDOR), renderer, text(GL.GL_VERSION), is_software(renderer))


@cache
def probe() -> Probe:
    """Ask the driver, or remember what it has said since this machine was started."""
    if sys.platform == "darwin":
        return Probe("Apple", "", "", software=False)  # every Mac has a card
    file = cache_directory() / f"opengl-{_circumstances()}.json"
    known = _read(file)
    if known is None:
        known = ask_in_a_child()
        _write(file, known)
    return known


@cache
def _answer() -> Future[Probe]:
    answer: Future[Probe] = Future()

    def ask() -> None:
        answer.set_result(probe())

    Thread(target=ask, name="opengl-probe", daemon=True).start()
    return answer


def ask_in_a_child(command: tuple[str, ...] = (sys.executable, "-m", __name__)) -> Probe:
    """Ask the driver in a process of its own, which may crash or hang."""
    ours = str(Path(__file__).parents[2])
    others = os.environ.get("PYTHONPATH")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (ours, others)))}
    try:
        child = subprocess.run(
            command, capture_output=True, timeout=_TIMEOUT, check=False, env=environment
        )
    except (subprocess.TimeoutExpired, OSError):
        return NOTHING
    return _parsed(child.stdout) or NOTHING


def _has_card() -> bool:
    """Whether the kernel has any device that could draw; looking costs nothing."""
    devices = Path("/dev")
    return any(devices.glob("dri/renderD*")) or any(devices.glob("nvidia[0-9]*"))


def _circumstances() -> str:
    """A short name for all on which the answer depends: this start of the machine, the driver."""
    boot = Path("/proc/sys/kernel/random/boot_id")
    facts = [boot.read_text("ascii") if boot.exists() else ""]
    facts += [os.environ.get(name, "") for name in _VARIABLES]
    facts += [str(Path(path).stat().st_mtime_ns) for path in _DRIVERS if Path(path).exists()]
    return sha256("\n".join(facts).encode()).hexdigest()[:16]


def _read(file: Path) -> Probe | None:
    try:
        return _parsed(file.read_bytes())
    except OSError:
        return None


def _write(file: Path, found: Probe) -> None:
    """Keep the answer; a cache that cannot be written costs a second at the next start."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(found)), "utf-8")
    except OSError:
        return


def _parsed(answer: bytes) -> Probe | None:
    try:
        return Probe(**json.loads(answer))
    except (ValueError, TypeError):
        return None


def _main() -> None:
    """What the child does: say what the driver of the display says, or nothing at all."""
    from workstation.base.errors import WorkstationError
    from workstation.render import egl
    from workstation.render.context import OffscreenContext

    try:
        context = OffscreenContext(
            platform=egl.X11 if os.environ.get("DISPLAY") else egl.SURFACELESS_MESA
        )
    except WorkstationError:
        return
    sys.stdout.write(json.dumps(asdict(of_this_context())))
    context.close()


if __name__ == "__main__":
    _main()
