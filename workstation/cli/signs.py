"""Signs that a drawn picture is not what it seems, on standard error."""

from collections.abc import Iterator

import click

from workstation.cli.messages import printable
from workstation.cli.picture import Loaded, Wish, chosen_voi
from workstation.dicom.model import Frame
from workstation.dicom.note import Note
from workstation.scene.scene import FramePixels
from workstation.session.caption import Weight
from workstation.session.signs import Signs, signs_of
from workstation.session.state_captions import effect_notes
from workstation.session.viewport_signs import removed, window_doubt


def signs_in(loaded: Loaded, wish: Wish, plain: Frame) -> Signs:
    """The signs of a picture that the window would have on it, but for details.

    plain   the frame without its presentation state
    """
    found = signs_of(loaded.frame, loaded.notes, _of_drawing(loaded, wish, plain))
    return tuple(sign for sign in found if sign.kind.weight <= Weight.FULL)


def say_signs(signs: Signs) -> None:
    """Write one in a line."""
    for sign in signs:
        click.echo(printable(sign.words), err=True)


def _of_drawing(loaded: Loaded, wish: Wish, plain: Frame) -> Iterator[Note]:
    """What a presentation state, the window and the options do to it; not before they are drawn."""
    frame, image = loaded.frame, loaded.frame.instance.image
    if wish.stage in ("stored", "modality") or image is None:
        return
    if frame.presented is not None:
        yield from effect_notes(plain, frame, None)
    yield from removed(frame, overlays=wish.overlays, shutter=True)
    if image.monochrome:
        name = str(frame.instance.file.path)
        pixels = FramePixels((name, frame.frame_index, 0), loaded.values)
        sentence = window_doubt(chosen_voi(loaded, wish), frame, pixels)
        yield from [Note(sentence, "window")] if sentence else []
