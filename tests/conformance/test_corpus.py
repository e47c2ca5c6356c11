"""Every file of the collection is shown, listed with its kind, or refused for a good reason."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.corpus import EXPLAINED, outcomes, page, refused
from workstation.imaging.decoder import Decoder

_PAGE = Path(__file__).parents[2] / "docs" / "corpus.md"
_PROGRAMS = ("dcm2pnm", "dcmj2pnm", "dcml2pnm")


def test_the_page_is_what_becomes_of_all_files(shared_data: Path) -> None:
    """To the letter; what is refused has a reason, and nothing that is shown is explained away."""
    decoder = Decoder(1)
    found = list(outcomes(shared_data, decoder))
    decoder.shutdown()
    assert refused(found).keys() == EXPLAINED.keys()
    assert page(found) == _PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("program", _PROGRAMS)
def test_what_is_refused_dcmtk_does_not_draw_either(
    shared_data: Path, tmp_path: Path, program: str
) -> None:
    """There is no picture that somebody else could see and we do not show."""
    if shutil.which(program) is None:
        pytest.skip("DCMTK is not installed")
    drawn = []
    for name in EXPLAINED:
        command = [program, "-q", "-O", str(shared_data / name), str(tmp_path / "picture.pnm")]
        if subprocess.run(command, check=False, capture_output=True, timeout=60).returncode == 0:
            drawn.append(name)
    assert drawn == []
