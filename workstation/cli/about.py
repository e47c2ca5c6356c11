"""`workstation about`: versions, OpenGL driver, codecs, compiled loops, sandbox."""

import json
import platform
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version

import click

from workstation import __version__
from workstation.base.text import _

_PACKAGES = (
    *("numpy", "pydicom", "imagecodecs", "pycdlib", "Pillow", "PySide6_Essentials"),
    *("PyOpenGL", "click", "psutil"),
)

Facts = Mapping[str, object]


@click.command("about", help=_("Say versions, driver, codecs and sandbox: what a report needs."))
@click.option("--json", "as_json", is_flag=True, help=_("One JSON document on standard output."))
def command(as_json: bool) -> None:
    """Print the facts."""
    facts = gather()
    if as_json:
        click.echo(json.dumps(facts, indent=2))
    else:
        for line in _lines(facts):
            click.echo(line)


def gather() -> Facts:
    """Everything, as JSON has it."""
    return {
        "workstation": __version__,
        "python": platform.python_version(),
        "system": {
            "name": platform.system(),
            "release": platform.release(),
            "machine": platform.machine(),
            "description": _system(),
        },
        "packages": {name: _version(name) for name in _PACKAGES},
        "opengl": _opengl(),
        "codecs": _codecs(),
        "compiled": _compiled(),
        "sandbox": _sandbox(),
    }


def _system() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", "")
    except OSError:
        return platform.platform()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _opengl() -> Facts:
    from workstation.render.probe import choose, probe

    return {**asdict(probe()), "used": choose()}


def _codecs() -> Facts:
    """Versions of the libraries inside imagecodecs, of those that DICOM needs."""
    import imagecodecs

    used = ("imcd", "libjpeg_turbo", "jpegsof3", "charls", "openjpeg", "openjph")
    parts = [part.partition("-") for part in imagecodecs.version().split(", ")]
    return {name: said for name, _dash, said in parts if name in used}


def _compiled() -> Facts:
    """Which of the loops that are written in C are used; Python does what the others do."""
    from workstation.base.compiled import built, sources
    from workstation.imaging import kernel

    found = {source.stem: built(source).is_file() for source in sources()}
    return {**found, "kernel": kernel.available()}


def _sandbox() -> Facts:
    from workstation.base.sandbox import Sandbox
    from workstation.imaging import decode_worker

    sandbox = Sandbox(decode_worker.ENTRY)
    try:
        return asdict(sandbox.hardening())
    finally:
        sandbox.shutdown()


def _lines(facts: Facts, indent: str = "") -> Iterator[str]:
    for name, value in facts.items():
        if isinstance(value, Mapping):
            yield f"{indent}{name}"
            yield from _lines(value, indent + "  ")
        else:
            yield f"{indent}{name:<{24 - len(indent)}}{value}"
