"""A workspace with one image and the presentation states that are given."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pydicom.dataset import Dataset

from tests.support.sample_frames import series, study, workspace
from tests.support.states import image_frames, state_dataset, state_instance
from workstation.session.display_set import DisplaySet
from workstation.session.viewport import ViewportState
from workstation.session.workspace import Workspace, with_viewport


def state_of(uid: str, date: str = "20240101", label: str = "REPORT", **values: object) -> Dataset:
    """A grayscale state for the one image."""
    dataset = state_dataset(uid=uid)
    dataset.PresentationCreationDate, dataset.ContentLabel = date, label
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


def stated_set(folder: Path, states: Sequence[Dataset], image: Dataset | None = None) -> DisplaySet:
    """The frames of the image; the states lie in another series of its study."""
    frames = image_frames(folder, image)
    read = []
    for number, each in enumerate(states):
        (folder / f"{number}").mkdir(exist_ok=True)
        read.append(state_instance(folder / f"{number}", each))
    shown = series([frames[0].instance])
    whole = study([shown, series(read, uid="1.2.9", modality="PR")])
    return DisplaySet("one", whole, shown, "one", frames)


def stated(
    folder: Path, *states: Dataset, image: Dataset | None = None, chosen: str | None = None
) -> Workspace:
    """The image in the one viewport, under the state that is chosen."""
    found = workspace(stated_set(folder, states, image))
    first: ViewportState = replace(found.viewports[0], state=chosen)
    return with_viewport(found, 0, first)
