"""Looking at media: what appears, in which order, and what is told of the rest."""

import shutil
from itertools import count as count_up
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.demo import demo_dicomdir
from tests.support.iso_image import make_image
from workstation.base.errors import CancelledError
from workstation.base.jobs import Progress, Step
from workstation.dicom.errors import NotDicomError
from workstation.dicom.model import Study
from workstation.media import opening
from workstation.media.errors import (
    ConflictingInstanceError,
    DamagedDirectoryError,
    MissingFileError,
    NothingThereError,
    UnsafeReferenceError,
)
from workstation.media.opening import OpeningAccount, read_studies

IMAGES = "DICOM/PT000001/ST000004/SE000005"


def opened(*paths: Path) -> OpeningAccount:
    return read_studies(paths, Progress(), lambda _studies: None)


def count(studies: tuple[Study, ...]) -> int:
    return sum(len(series.instances) for study in studies for series in study.series)


def kinds(account: OpeningAccount) -> list[type[Exception]]:
    return [type(problem.error) for problem in account.problems]


@pytest.fixture
def disc(tmp_path: Path) -> Path:
    """A disc whose DICOMDIR names 152 files, of which the six test patterns are there."""
    root = tmp_path / "disc"
    shutil.copytree(demo_dicomdir().parent / IMAGES, root / IMAGES)
    shutil.copy(demo_dicomdir(), root)
    return root


def test_all_of_the_demo_disc_is_read() -> None:
    account = opened(demo_dicomdir())
    assert count(account.studies) == 152
    assert account.problems == ()


def test_a_file_that_is_no_dicom_file_is_counted_and_is_no_problem() -> None:
    assert opened(demo_dicomdir()).not_dicom == 1


def test_the_first_image_comes_alone_and_the_rest_in_growing_steps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The order is the DICOMDIR's: the first to come is the first image of the first series."""
    monkeypatch.setattr(opening, "monotonic", lambda: 0.0)
    published: list[tuple[Study, ...]] = []
    read_studies([demo_dicomdir()], Progress(), published.append)
    assert [count(studies) for studies in published] == [1, 4, 16, 64, 152]
    assert published[0][0].series[0].modality == "CT"


def test_a_slow_medium_shows_now_and_then_what_it_gave(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of a second for each image: six more of them each time."""
    clock = count_up(0.0, 0.1)
    monkeypatch.setattr(opening, "monotonic", lambda: next(clock))
    published: list[tuple[Study, ...]] = []
    read_studies([demo_dicomdir()], Progress(), published.append)
    steps = [count(studies) for studies in published]
    assert steps[:3] == [1, 4, 10]
    assert max(more - few for few, more in pairwise(steps)) == 6


def test_a_folder_without_a_dicomdir_is_searched(disc: Path) -> None:
    (disc / "DICOMDIR").unlink()
    assert count(opened(disc).studies) == 6


def test_an_image_that_is_named_like_a_dicomdir_is_read(disc: Path) -> None:
    """Whatever else is wrong with such a disc, the image is not lost."""
    image = next((disc / IMAGES).iterdir())
    image.rename(disc / "DICOMDIR")
    assert count(opened(disc).studies) == 6


def test_files_that_are_named_and_missing_are_told(disc: Path) -> None:
    account = opened(disc)
    assert count(account.studies) == 6
    assert kinds(account) == [MissingFileError] * 146


def test_files_that_are_not_named_are_read_too(disc: Path) -> None:
    unnamed = next((disc / IMAGES).iterdir())
    (disc / "OTHER").mkdir()
    unnamed.rename(disc / "OTHER" / "X")
    assert count(opened(disc).studies) == 6


def test_a_reference_that_leads_out_of_the_disc_is_told_and_not_followed(disc: Path) -> None:
    directory = disc / "DICOMDIR"
    named = b"DICOM\\PT000001\\ST000004\\SE000005\\IM000001"
    outside = b"..\\..\\etc\\passwd".ljust(len(named))
    directory.write_bytes(directory.read_bytes().replace(named, outside))
    assert UnsafeReferenceError in kinds(opened(disc))


def test_a_damaged_dicomdir_is_told_and_the_files_are_found_without_it(disc: Path) -> None:
    (disc / "DICOMDIR").write_bytes(b"nonsense" * 40)
    account = opened(disc)
    assert kinds(account) == [DamagedDirectoryError]
    assert count(account.studies) == 6


def test_a_broken_file_is_told_by_its_name_and_stops_nothing(disc: Path) -> None:
    (disc / "DICOMDIR").unlink()
    broken = disc / IMAGES / "IM000003"
    broken.write_bytes(broken.read_bytes()[:400])
    account = opened(disc)
    assert [problem.name for problem in account.problems] == [f"{IMAGES}/IM000003"]
    assert count(account.studies) == 5


def test_one_instance_in_two_files_is_read_once(disc: Path) -> None:
    (disc / "DICOMDIR").unlink()
    shutil.copytree(disc / "DICOM", disc / "COPY")
    account = opened(disc)
    assert (count(account.studies), account.duplicates, account.problems) == (6, 6, ())


def test_two_contents_under_one_identity_are_told(disc: Path) -> None:
    (disc / "DICOMDIR").unlink()
    longer = disc / "LONGER"
    longer.write_bytes((disc / IMAGES / "IM000001").read_bytes() + b"\0\0")
    assert kinds(opened(disc)) == [ConflictingInstanceError]


def test_two_contents_of_one_length_under_one_identity_are_told(disc: Path) -> None:
    """Equipment that reuses identities: all its images are as long, and one of two is not seen."""
    (disc / "DICOMDIR").unlink()
    content = bytearray((disc / IMAGES / "IM000001").read_bytes())
    content[-5] ^= 1
    (disc / "OTHER").write_bytes(content)
    assert kinds(opened(disc)) == [ConflictingInstanceError]


def test_a_file_that_is_opened_twice_is_no_conflict(disc: Path) -> None:
    image = disc / IMAGES / "IM000001"
    account = opened(image, image)
    assert (account.duplicates, account.problems) == (1, ())


def test_several_paths_come_together(disc: Path) -> None:
    first, second = disc / IMAGES / "IM000001", disc / IMAGES / "IM000002"
    assert count(opened(first, second).studies) == 2


def test_a_path_that_leads_nowhere_does_not_stop_the_others(disc: Path) -> None:
    account = opened(disc / "nothing", disc / IMAGES / "IM000001")
    assert kinds(account) == [NothingThereError]
    assert count(account.studies) == 1


def test_a_file_that_was_named_by_the_user_must_be_dicom(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear colleague")
    assert kinds(opened(letter)) == [NotDicomError]


def test_a_disc_image_is_read_without_unpacking_it(disc: Path, tmp_path: Path) -> None:
    image = tmp_path / "disc.iso"
    files = [path for path in disc.rglob("*") if path.is_file()]
    make_image(
        image, "all", {path.relative_to(disc).as_posix(): path.read_bytes() for path in files}
    )
    assert count(opened(image).studies) == 6


def test_a_job_that_nobody_wants_ends_at_its_next_step() -> None:
    steps: list[Step] = []

    def report(step: Step) -> None:
        steps.append(step)
        if len(steps) == 5:
            progress.cancel()

    progress = Progress(report)
    with pytest.raises(CancelledError):
        read_studies([demo_dicomdir()], progress, lambda _studies: None)
    assert len(steps) == 5


def test_progress_only_grows_and_ends_at_the_end() -> None:
    steps: list[Step] = []
    read_studies([demo_dicomdir()], Progress(steps.append), lambda _studies: None)
    fractions = [step.fraction for step in steps if step.fraction is not None]
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1.0, abs=0.01)
