"""Which frames are needed, in order: what is on the screen, what comes next, what may come."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from math import prod

from workstation.base.pages import page_aligned
from workstation.dicom.model import Frame
from workstation.imaging.video import is_video
from workstation.session.display_set import DisplaySet
from workstation.session.workspace import Workspace

Wish = tuple[str, int]

_NEAR = 16  # frames ahead of a viewport, and as many behind, that come before any thumbnail


def order_of_need(
    workspace: Workspace, previous: Workspace | None, budget_bytes: int | None = None
) -> tuple[Wish, ...]:
    """Name the frames to fetch, the most urgent first, each once.

    First the frame of every viewport that is seen, the active one's before the others; then the
    frames near it, ahead in the direction of scrolling before those behind; then the middle frame
    of every display set, for its thumbnail; then the rest of what is seen. The list ends where
    the budget does, so that fetching never takes the room of what it has just fetched.

    previous       the workspace before, which shows the direction of scrolling
    budget_bytes   None: no end
    """
    walks = [
        (shown, list(_outward(workspace, previous, index)))
        for index in _by_attention(workspace)
        if (shown := workspace.shown(index)) is not None and workspace.frame(index) is not None
    ]
    now = ((shown, walk[0]) for shown, walk in walks)
    near = ((shown, at) for shown, walk in walks for at in walk[1 : 2 * _NEAR + 1])
    thumbnails = ((each, middle_frame(each)) for each in workspace.display_sets if each.frames)
    rest = ((shown, at) for shown, walk in walks for at in walk[2 * _NEAR + 1 :])
    return tuple(_within(chain(now, near, thumbnails, rest), budget_bytes))


def middle_frame(display_set: DisplaySet) -> int:
    """The frame that tells most about a series at a glance.

    Of a video it is one near the start: all frames before it must be decoded too.
    """
    middle = len(display_set.frames) // 2
    return min(middle, _NEAR) if _is_video(display_set) else middle


def _is_video(display_set: DisplaySet) -> bool:
    return bool(display_set.frames) and is_video(display_set.frames[0].instance)


def _by_attention(workspace: Workspace) -> list[int]:
    """Indices of the viewports that are seen, the active one first."""
    return sorted(workspace.layout.visible, key=lambda index: index != workspace.active)


def _outward(workspace: Workspace, previous: Workspace | None, index: int) -> Iterator[int]:
    """Walk from the frame of a viewport: two ahead for one behind, then what is left."""
    shown, at = workspace.shown(index), workspace.viewports[index].frame_index
    count = 0 if shown is None else len(shown.frames)
    if shown is not None and _is_video(shown):
        yield from _along(at, count)
        return
    ahead, behind = iter(range(at + 1, count)), iter(range(at - 1, -1, -1))
    if _direction(workspace, previous, index) < 0:
        ahead, behind = behind, ahead
    yield at
    while step := [*islice(ahead, 2), *islice(behind, 1)]:
        yield from step


def _along(at: int, count: int) -> Iterator[int]:
    """Walk as a video is decoded: on to its end and round to its start.

    Those just before a frame are at hand when it was decoded, so they come next.
    """
    near = max(0, at - _NEAR)
    return chain((at,), range(at - 1, near - 1, -1), range(at + 1, count), range(near))


def _direction(workspace: Workspace, previous: Workspace | None, index: int) -> int:
    """Frames by which a viewport was scrolled: 0 where nobody scrolled it."""
    if previous is None or index >= len(previous.viewports):
        return 0
    before, after = previous.viewports[index], workspace.viewports[index]
    return after.frame_index - before.frame_index if before.display_set == after.display_set else 0


def _within(wishes: Iterable[tuple[DisplaySet, int]], budget: int | None) -> Iterator[Wish]:
    """Drop what was named before, and what goes beyond the budget."""
    named: set[Wish] = set()
    sizes: dict[str, int] = {}  # one for each display set: its frames are of one shape
    taken = 0
    for display_set, frame_index in wishes:
        wish = (display_set.key, frame_index)
        if wish in named:
            continue
        if display_set.key not in sizes:
            sizes[display_set.key] = _bytes_of(display_set.frames[frame_index])
        taken += sizes[display_set.key]
        if budget is not None and taken > budget and named:
            return
        named.add(wish)
        yield wish


def _bytes_of(frame: Frame) -> int:
    image = frame.instance.image
    if image is None:
        return 0
    return page_aligned(prod(image.decoded_shape) * image.decoded_dtype.itemsize)
