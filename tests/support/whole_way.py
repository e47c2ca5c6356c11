"""From files to the picture in the window: everything that opening and looking at them runs."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from workstation.base.jobs import Progress
from workstation.dicom.dump import json_model, rows
from workstation.dicom.model import Study
from workstation.display.table import identity_table
from workstation.media.opening import OpeningAccount, read_studies
from workstation.render.raster import RasterRenderer
from workstation.session.display_set import DisplaySet, display_sets, unshown
from workstation.session.frames import FrameStatus, FrameStore
from workstation.session.hanging import arrived, with_layout
from workstation.session.resolve import resolve
from workstation.session.viewport import at_frame, with_presentation_state
from workstation.session.workspace import Workspace, changed, pointed_at

_WIDTH, _HEIGHT = 200, 150
_SECONDS = 90.0  # the clock's, for one frame of a huge size on a busy machine
_TABLE = identity_table()


def put(folder: Path, files: dict[str, bytes]) -> None:
    """Lay files into an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def look_at(folder: Path, store: FrameStore) -> OpeningAccount:
    """Read, sort, decode, and draw the first and last frame of two sets, under two states each."""
    account = read_studies([folder], Progress(), lambda _studies: None)
    for problem in account.problems:
        assert str(problem.error)
    for study in account.studies:
        _dump(study)
        sets = display_sets(study)
        workspace = arrived(with_layout(Workspace(), 1, 1), sets)
        for shown in sets[:2]:
            store.open(shown)
            for index in dict.fromkeys((0, len(shown.frames) - 1)):
                _check(store, shown, index)
                _draw(workspace, store, shown, index)
            store.close(shown.key)
    return account


def _dump(study: Study) -> None:
    assert all(each.kind for each in unshown(study))
    for series in study.series:
        for instance in series.instances[:2]:
            list(rows(instance.attributes))
            json_model(instance.attributes)


def _check(store: FrameStore, shown: DisplaySet, index: int) -> None:
    """A picture of the declared size, or words that name the file."""
    answer = store.wait(shown.key, index, _SECONDS)
    instance = shown.frames[index].instance
    image = instance.image
    assert image is not None
    assert answer.status is not FrameStatus.LOADING, "nothing came of it"
    if answer.pixels is None:
        assert instance.file.name in answer.reason
        return
    values = answer.pixels.values
    assert (values.shape, values.dtype) == (image.decoded_shape, image.decoded_dtype)


def _draw(workspace: Workspace, store: FrameStore, shown: DisplaySet, index: int) -> None:
    for state in _looks(workspace, shown, index):
        scene = resolve(state, store.get, _WIDTH, _HEIGHT, _TABLE)
        RasterRenderer().draw(scene)


def _looks(workspace: Workspace, shown: DisplaySet, index: int) -> Iterator[Workspace]:
    """Without a state, and under the first two that there are."""
    first = replace(workspace.viewports[0], display_set=shown.key)
    plain = replace(workspace, viewports=(first, *workspace.viewports[1:]))
    here = partial(at_frame, frame_index=index, count=len(shown.frames))
    plain = pointed_at(changed(plain, here), (_WIDTH / 2, _HEIGHT / 2))
    yield plain
    for choice in plain.states(0)[:2]:
        yield changed(plain, partial(with_presentation_state, uid=choice.uid))
