"""Series made by others, by equipment and programs of many vendors: none falls apart or is lost."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from workstation.dicom.instance import read_instance
from workstation.dicom.model import Instance
from workstation.dicom.stored import StoredFile
from workstation.dicom.tree import studies_of
from workstation.session.display_set import display_sets, unshown


def _instances(folder: Path) -> Iterator[Instance]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "DICOMDIR":
            yield read_instance(StoredFile(path.name, path, 0, path.stat().st_size))


@pytest.mark.parametrize(
    ("folder", "sets"),
    [
        ("series/ct_slicer_tiny", [("None", 93)]),
        ("series/ct_rt_breast", [("CT", 98)]),
        ("series/mr_dcm4che", [("MR", 16)]),
        ("series/mr_frag_j2k", [("anat-T1w_acq-tfl", 24)]),
        (
            "series/d2n_misc",
            [
                *[("MR", 8), ("MR", 4), ("MR · sagittal", 2), ("MR · axial", 2)],
                *[(f"MR · phase {n} of 4", 8) for n in (1, 2, 3, 4)],
                *[("MR", 2), ("MR", 2)],
            ],
        ),
    ],
)
def test_series_are_as_their_makers_meant_them(
    shared_data: Path, folder: str, sets: list[tuple[str, int]]
) -> None:
    """Stacks whole; two planes and four times of one place apart."""
    found = [
        (made.title, len(made.frames))
        for study in studies_of(_instances(shared_data / folder))
        for made in display_sets(study)
    ]
    assert Counter(found) == Counter(sets)


@pytest.mark.parametrize("folder", ["discs/siemens_xa60", "mr_enhanced", "sr/dcmqi", "wsi", "rt"])
def test_every_frame_is_shown_once_and_every_other_object_listed(
    shared_data: Path, folder: str
) -> None:
    """Enhanced objects, segmentations, slides, dose grids, and what has no pixels."""
    for study in studies_of(_instances(shared_data / folder)):
        shown = Counter(
            (frame.instance.sop_instance_uid, frame.frame_index)
            for made in display_sets(study)
            for frame in made.frames
        )
        listed = [(each.instance.sop_instance_uid, -1) for each in unshown(study)]
        assert shown + Counter(listed) == Counter(
            (instance.sop_instance_uid, index)
            for series in study.series
            for instance in series.instances
            for index in (range(instance.image.number_of_frames) if instance.image else [-1])
        )
