"""The house's rules that are neither style, types nor imports."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_PROGRAM = _ROOT / "workstation"
_SHADERS = _PROGRAM / "render" / "shaders"
_LONGEST_MODULE = 400  # lines

# Rooms whose tests may also lie in a folder that is not tests/unit/<room>; "" is app and __main__.
_OTHER_FOLDER = {"render": "gl", "ui": "ui", "cli": "end_to_end", "": "end_to_end"}

# Modules without a test file of their own, each with what tests them instead.
_TESTED_ELSEWHERE: dict[str, str] = {}


def _modules() -> Iterator[Path]:
    """Every module of the program but empty ones and faces, which only import or say a constant."""
    for path in sorted(_PROGRAM.rglob("*.py")):
        if path.name != "__init__.py" or _does_something(path):
            yield path.relative_to(_PROGRAM)


def _does_something(package: Path) -> bool:
    plain = (ast.Import, ast.ImportFrom, ast.Expr, ast.Assign, ast.AnnAssign)
    return not all(isinstance(node, plain) for node in ast.parse(package.read_text("utf-8")).body)


def _test_files(module: Path) -> list[Path]:
    """The places where the tests of ui/panels/series.py may be, the usual one first."""
    room = module.parts[0] if len(module.parts) > 1 else ""
    name = f"test_{module.stem.strip('_')}.py"
    places = [_ROOT / "tests" / "unit" / module.parent / name]
    if room in _OTHER_FOLDER:
        places.insert(0, _ROOT.joinpath("tests", _OTHER_FOLDER[room], *module.parts[1:-1], name))
    return places


def test_a_module_can_be_read_in_one_sitting() -> None:
    """Beyond this length there are two modules in it."""
    lines = {str(path): (_PROGRAM / path).read_text("utf-8").count("\n") for path in _modules()}
    assert not {path: count for path, count in lines.items() if count > _LONGEST_MODULE}


def test_a_module_has_its_test_file() -> None:
    """Who changes a module knows which tests to read, or finds here why there are none."""
    missing = [
        str(_test_files(module)[0].relative_to(_ROOT))
        for module in _modules()
        if module.as_posix() not in _TESTED_ELSEWHERE
        and not any(map(Path.is_file, _test_files(module)))
    ]
    assert not missing, "no such test files:\n" + "\n".join(missing)


def test_no_exception_outlives_its_reason() -> None:
    """A module that has gone, or has its test file by now, needs no exception."""
    stale = [
        name
        for name in _TESTED_ELSEWHERE
        if not (_PROGRAM / name).is_file() or any(map(Path.is_file, _test_files(Path(name))))
    ]
    assert not stale


def test_tests_that_mirror_a_module_mirror_one_that_exists() -> None:
    """A module that was renamed took its tests along."""
    mirrored = {path for module in _modules() for path in _test_files(module)}
    mirrored |= {path for name in _TESTED_ELSEWHERE for path in _test_files(Path(name))}
    in_rooms = set((_ROOT / "tests" / "unit").glob("*/**/test_*.py"))
    assert not sorted(in_rooms - mirrored)


def _glsl(suffixes: str) -> list[Path]:
    return sorted(path for path in _SHADERS.rglob("*") if path.suffix in suffixes.split())


def _with_parts(shader: Path) -> str:
    """The text of a shader, with the .glsl files that it includes in their places."""
    return re.sub(
        r'^#include "(.+)"$',
        lambda match: _with_parts(_SHADERS / match[1]),
        shader.read_text("utf-8"),
        flags=re.MULTILINE,
    )


@pytest.mark.skipif(shutil.which("glslangValidator") is None, reason="no reference compiler here")
@pytest.mark.parametrize("shader", _glsl(".vert .frag"), ids=lambda path: path.name)
def test_a_shader_is_glsl_to_the_reference_compiler(shader: Path) -> None:
    """Each driver forgives something else; what Khronos's own compiler takes, all of them take."""
    command = ["glslangValidator", "--stdin", "-S", shader.suffix[1:]]
    text = _with_parts(shader)
    said = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


def test_every_part_of_a_shader_is_compiled_with_one() -> None:
    """A part that nothing includes would never be compiled."""
    compiled = "".join(path.read_text("utf-8") for path in _glsl(".vert .frag .glsl"))
    assert not [part.name for part in _glsl(".glsl") if f'#include "{part.name}"' not in compiled]
