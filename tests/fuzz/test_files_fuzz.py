"""Damaged files, DICOMDIRs and images among whole ones: all of the whole ones open."""

import gc
import time
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.fileset import FileSet

from tests.support.damage import spoiled
from tests.support.dicom_bytes import image_dataset, part10
from tests.support.iso_image import IMAGES, make_image
from tests.support.leftovers import descriptors, resident
from workstation.base.jobs import Progress
from workstation.dicom.model import Study
from workstation.dicom.uids import DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE
from workstation.media.opening import OpeningAccount, read_studies
from workstation.session.display_set import display_sets
from workstation.session.frames import FrameAnswer, FrameStatus, FrameStore

_SYNTAXES = (EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED)
_GOOD = 4
_SECONDS = 2.0  # for each broken file
_UNDER_LOAD = 6.0  # what a busy machine may take beyond that
_LEAK = 96 << 20

_careless = settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module", autouse=True)
def nothing_left() -> Iterator[None]:
    """Neither descriptors nor memory pile up over hundreds of broken files."""
    _store()
    files, memory = descriptors(), resident()
    yield
    _store().shutdown()
    _store.cache_clear()
    assert descriptors() <= files + 8  # the sandbox for headers stays, one for all
    assert resident() < memory + _LEAK


@cache
def _image(number: int) -> bytes:
    """One slice of five, in each of the ways in which a file is written."""
    dataset = image_dataset(rows=24, columns=36)
    dataset.SOPInstanceUID = f"1.2.826.0.1.3680043.8.498.{11111 * number}"
    dataset.InstanceNumber = number
    dataset.PatientID, dataset.StudyID, dataset.SeriesNumber = "1", "1", 1
    dataset.StudyDate, dataset.StudyTime, dataset.PatientBirthDate = "20200101", "120000", ""
    dataset.AccessionNumber = ""
    syntax = _SYNTAXES[number % len(_SYNTAXES)]
    if syntax == EXPLICIT_BIG:  # pydicom leaves words as they are
        dataset.PixelData = np.arange(24 * 36, dtype=">u2").tobytes()
    return part10(dataset, syntax)


@cache
def _disc() -> dict[str, bytes]:
    """A file-set with its DICOMDIR, by the names on the medium."""
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # pydicom's own folder, left to chance
        file_set = FileSet()
        for number in range(1, _GOOD + 1):
            path = Path(folder, f"in{number}")
            path.write_bytes(_image(4 * number))  # the syntax that the profile asks for
            file_set.add(path)
        target = Path(folder, "disc")
        file_set.write(target)
        del file_set
        gc.collect()
        names = [path for path in target.rglob("*") if path.is_file()]
        return {path.relative_to(target).as_posix(): path.read_bytes() for path in names}


def _read(paths: Sequence[Path]) -> OpeningAccount:
    return read_studies(paths, Progress(), lambda _studies: None)


def _timely(paths: Sequence[Path], broken: int) -> OpeningAccount:
    begun = time.monotonic()
    account = _read(paths)
    assert time.monotonic() - begun < _SECONDS * broken + _UNDER_LOAD
    return account


def _frames(studies: Sequence[Study]) -> dict[str, FrameAnswer]:
    """What the window would show of the first frame of each instance."""
    shown: dict[str, FrameAnswer] = {}
    for display_set in (found for study in studies for found in display_sets(study)):
        _store().open(display_set)
        for index, frame in enumerate(display_set.frames[:40]):
            answer = _store().wait(display_set.key, index, 20)
            assert answer.status is not FrameStatus.LOADING
            assert answer.pixels is not None or frame.instance.file.name in answer.reason
            shown.setdefault(frame.instance.sop_instance_uid, answer)
        _store().close(display_set.key)
    return shown


@cache
def _store() -> FrameStore:
    return FrameStore(1 << 26, lambda _key, _index: None, workers=1)


def _assert_whole(studies: Sequence[Study], numbers: Sequence[int]) -> None:
    """Every one of the good files is there, with its pixels."""
    shown = _frames(studies)
    for number in numbers:
        answer = shown[f"1.2.826.0.1.3680043.8.498.{11111 * number}"]
        assert answer.pixels is not None
        assert np.array_equal(answer.pixels.values.reshape(-1), np.arange(24 * 36))


@_careless
@given(data=st.data())
def test_broken_files_are_named_and_the_others_open(data: st.DataObject) -> None:
    """Good and bad of one series, in any order, in four ways of writing."""
    bad = data.draw(
        st.lists(st.integers(0, 3).flatmap(lambda n: spoiled(_image(n + 6))), max_size=3)
    )
    with TemporaryDirectory() as folder:
        for number in range(1, _GOOD + 1):
            Path(folder, f"G{number}").write_bytes(_image(number))
        for number, content in enumerate(bad):
            Path(folder, data.draw(st.sampled_from("AZ")) + f"BAD{number}").write_bytes(content)
        account = _timely([Path(folder)], len(bad))
        opened = {
            instance.file.name
            for study in account.studies
            for series in study.series
            for instance in series.instances
        }
        named = {problem.name for problem in account.problems}
        silent = account.not_dicom + account.duplicates
        assert len(opened | named) + silent >= _GOOD + len(bad)
        assert all(problem.name in str(problem.error) for problem in account.problems)
        _assert_whole(account.studies, range(1, _GOOD + 1))


@_careless
@given(data=st.data())
def test_all_files_of_a_disc_open_whatever_its_dicomdir_says(data: st.DataObject) -> None:
    """It is a help and no more: what it does not name, or misnames, is found all the same."""
    disc = dict(_disc())
    disc["DICOMDIR"] = data.draw(spoiled(disc["DICOMDIR"]))
    with TemporaryDirectory() as folder:
        for name, content in disc.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        account = _timely([Path(folder, "DICOMDIR")], 1)
        _assert_whole(account.studies, range(4, 4 * _GOOD + 1, 4))


@pytest.mark.parametrize("kind", IMAGES)
@settings(_careless, max_examples=60)
@given(data=st.data())
def test_a_broken_image_is_named_and_what_is_beside_it_opens(
    kind: str, data: st.DataObject
) -> None:
    """Of every name space; only what is not the files themselves is broken."""
    with TemporaryDirectory() as folder:
        image = Path(folder, "disc.iso")
        make_image(image, kind, _disc())
        content = image.read_bytes()
        image.write_bytes(_spoiled_sectors(content, data))
        beside = Path(folder, "good.dcm")
        beside.write_bytes(_image(1))
        account = _timely([image, beside], 1)
        assert account.problems or len(account.studies[0].series[0].instances) == _GOOD + 1
        _assert_whole(account.studies, [1])


def _spoiled_sectors(content: bytes, data: st.DataObject) -> bytes:
    """Up to four of the sectors that hold volume descriptors, path tables and folders, spoiled."""
    used = [at for at in range(16 * 2048, len(content), 2048) if any(content[at : at + 64])]
    for at in data.draw(st.lists(st.sampled_from(used[:40]), min_size=1, max_size=4)):
        sector = data.draw(spoiled(content[at : at + 2048]))[:2048].ljust(2048, b"\0")
        content = content[:at] + sector + content[at + 2048 :]
    return content[: data.draw(st.just(len(content)) | st.integers(0, len(content)))]
