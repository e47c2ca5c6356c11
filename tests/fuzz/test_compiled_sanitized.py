import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workstation.base.compiled import FLAGS, sources

_ROOT = Path(__file__).parents[2]
_DRIVER = _ROOT / "tests" / "support" / "sanitized_driver.py"
# ONE_PROCESSOR: the choice between processors is made before the sanitizer is ready.
_CHECKED = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-g", "-DONE_PROCESSOR")
_TESTS = {
    "kernel": ["imaging/test_kernel.py", "imaging/test_packing.py"],
    "walk": ["dicom/test_native_walk.py"],
    "blending": ["render/test_blending.py", "render/test_text_tile.py"],
}


def _library_of_sanitizer() -> str:
    said = subprocess.run(
        ["cc", "-print-file-name=libasan.so"], capture_output=True, text=True, check=True
    )
    return said.stdout.strip()


@pytest.mark.long
@pytest.mark.skipif(shutil.which("cc") is None, reason="no compiler here")
@pytest.mark.parametrize("source", sources(), ids=lambda source: source.stem)
def test_c_reads_and_writes_nothing_that_is_not_its_own(source: Path, tmp_path: Path) -> None:
    """All that its tests let it do, watched by the compiler's address and behavior checks."""
    library = tmp_path / f"{source.stem}.so"
    subprocess.run(["cc", *FLAGS, *_CHECKED, str(source), "-o", str(library)], check=True)
    tests = [str(_ROOT / "tests" / "unit" / test) for test in _TESTS[source.stem]]
    environment = {
        **os.environ,
        "LD_PRELOAD": _library_of_sanitizer(),
        "ASAN_OPTIONS": "detect_leaks=0",
        "PYTHONMALLOC": "malloc",  # so that the ends of Python's own memory are watched too
    }
    command = [sys.executable, str(_DRIVER), str(tmp_path), *tests]
    done = subprocess.run(
        command, env=environment, cwd=_ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
    assert "skipped" not in done.stdout
