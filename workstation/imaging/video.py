"""Frames of videos: MPEG-2, H.264 and HEVC, whose frames cannot be decoded one by one.

A decoder runs through the stream from front to end. Who asks for one frame after another gets
each as it comes; who goes elsewhere is served from the last place before it where decoding may
begin. A frame's number is its place in the order of showing, counted from the start of the stream.
"""

from collections import OrderedDict
from threading import Event, Lock

from workstation.base.errors import CancelledError, WorkstationError
from workstation.base.text import _
from workstation.dicom.model import Instance
from workstation.dicom.note import Note
from workstation.dicom.stored import StoredFile
from workstation.dicom.uids import transfer_syntax
from workstation.imaging.video_container import Container, container_of, front_to_end
from workstation.imaging.video_cursor import Cursor, Frame, VideoEndsError
from workstation.imaging.video_index import START, EntryPoint, entry_points
from workstation.imaging.video_program import (
    NoVideoProgramError,
    VideoFacts,
    check,
    facts_of,
    unwrapped,
)
from workstation.imaging.video_stream import BitStream, Extents, stored_stream

_OPEN = 2  # videos whose decoders are kept running
_CURSORS = 2  # of one video: one goes ahead, one goes back
_NEAR = 32  # frames that are sooner decoded than passed by a search for an entry point
_ELEMENTARY = (Container.MPEG2, Container.H264, Container.HEVC)
_NAMES = {Container.MPEG2: "MPEG-2", Container.H264: "H.264", Container.HEVC: "H.265"}
_SYNTAX = "1.2.840.10008.1.2.4."
_STEREO = (_SYNTAX + "106", _SYNTAX + "106.1")


def is_video(instance: Instance) -> bool:
    """Whether the transfer syntax is that of a bit stream, not of frames."""
    return bool(transfer_syntax(instance.transfer_syntax_uid).video)


class VideoDecoder:
    """Decodes frames of the videos used last; may be used from many threads."""

    def __init__(self) -> None:
        self._videos: OrderedDict[StoredFile, Video] = OrderedDict()
        self._lock = Lock()
        self._closed = False

    def decode_into(
        self, instance: Instance, frame_index: int, extents: Extents, out: Frame
    ) -> tuple[str, ...]:
        """Decode one frame to where it is to stay; answers notes for the user.

        extents   (offset, length) in the file of all fragments
        out       contiguous, of the instance's decoded shape and type

        Raises OSError where the file cannot be read, and WorkstationError.
        """
        return self._video(instance, extents).decode_into(frame_index, out)

    def shutdown(self) -> None:
        """End all decoders; calls that are under way raise CancelledError."""
        with self._lock:
            self._closed = True
            videos = tuple(self._videos.values())
        for video in videos:
            video.close()

    def _video(self, instance: Instance, extents: Extents) -> "Video":
        with self._lock:
            if self._closed:
                raise CancelledError
            video, left = self._videos.get(instance.file), []
            if video is None or video.instance is not instance:
                left = [] if video is None else [video]  # its file was opened once more
                video = self._videos[instance.file] = Video(instance, extents)
            self._videos.move_to_end(instance.file)
            if len(self._videos) > _OPEN:
                left.append(self._videos.popitem(last=False)[1])
        for each in left:
            each.let_go()
        return video


class Video:
    """One video: what it is, where it may be entered, and the decoders that run through it."""

    def __init__(self, instance: Instance, extents: Extents) -> None:
        self.instance = instance
        assert instance.image is not None
        self._image = instance.image
        self._given = stored_stream(instance.file, extents)
        self._lock = Lock()
        self._ready: tuple[BitStream, VideoFacts] | None = None
        self._refused: WorkstationError | None = None
        self._entries: tuple[EntryPoint, ...] | None = None
        self._cursors: list[Cursor] = []  # the one used last comes last
        self._broken: dict[EntryPoint, tuple[int, WorkstationError]] = {}
        self._closed = Event()
        self._left = self._more = False

    def decode_into(self, frame_index: int, out: Frame) -> tuple[str, ...]:
        """As `VideoDecoder.decode_into`."""
        try:
            while not self._decoded(frame_index, out):
                pass  # another thread took the decoder elsewhere
            return self._notes()
        finally:
            if self._left:
                self.let_go()

    def let_go(self) -> None:
        """End the decoders that nobody waits for; the others end when nobody does any more."""
        self._left = True
        with self._lock:
            self._cursors = [each for each in self._cursors if not each.give_up()]

    def close(self) -> None:
        """End all decoders, also where somebody waits for them."""
        self._closed.set()
        for cursor in tuple(self._cursors):
            cursor.close()

    def _decoded(self, frame_index: int, out: Frame) -> bool:
        with self._lock:
            cursor = self._cursor_for(frame_index)
        with cursor.lock:
            found = cursor.has(frame_index) or cursor.reaches(frame_index)
            if found:
                self._read(cursor, frame_index, out)
        return found

    def _read(self, cursor: Cursor, frame_index: int, out: Frame) -> None:
        try:
            cursor.read_into(frame_index, out)
            if frame_index == self._image.number_of_frames - 1 and not self._more:
                self._more = cursor.goes_on()
        except WorkstationError as error:
            with self._lock:
                self._broken[cursor.entry] = cursor.position, error
            raise

    def _cursor_for(self, frame_index: int) -> Cursor:
        """The decoder that has the frame, or is the nearest before it; else a new one."""
        if self._closed.is_set():
            raise CancelledError
        stream, facts = self._prepared()
        holding = [each for each in self._cursors if each.has(frame_index)]
        if holding:
            return self._used(holding[0])
        entry = self._entry_before(frame_index, stream, facts)
        self._refuse_broken(entry, frame_index)
        before = [each for each in self._cursors if each.reaches(frame_index)]
        nearest = max(before, key=lambda each: each.position, default=None)
        if nearest is not None and nearest.position >= entry.frame_index:
            return self._used(nearest)
        self._make_room()
        cursor = Cursor(stream, entry, facts, self._image)
        self._cursors.append(cursor)
        if self._closed.is_set():
            cursor.close()
        return cursor

    def _used(self, cursor: Cursor) -> Cursor:
        self._cursors.remove(cursor)
        self._cursors.append(cursor)
        return cursor

    def _make_room(self) -> None:
        """End the decoder that was used longest ago and that nobody waits for."""
        for cursor in tuple(self._cursors):
            if len(self._cursors) >= _CURSORS and cursor.give_up():
                self._cursors.remove(cursor)

    def _entry_before(self, frame_index: int, stream: BitStream, facts: VideoFacts) -> EntryPoint:
        if self._entries is None and self._far(frame_index):
            self._entries = entry_points(stream, facts.codec, self._image.number_of_frames)
        known = self._entries or (START,)
        before = [each for each in known if each.frame_index <= frame_index]
        return max(before, key=lambda each: each.frame_index)

    def _far(self, frame_index: int) -> bool:
        """Whether no decoder is about to come to the frame anyway."""
        places = [0, *(each.position for each in self._cursors if not each.ended)]
        return bool(self._broken) or not any(0 <= frame_index - at < _NEAR for at in places)

    def _refuse_broken(self, entry: EntryPoint, frame_index: int) -> None:
        """Say at once what decoding once more would only find again."""
        for broken, (position, error) in self._broken.items():
            ends = isinstance(error, VideoEndsError) or broken == entry
            if ends and frame_index >= position:
                raise error

    def _prepared(self) -> tuple[BitStream, VideoFacts]:
        if self._refused is not None:
            raise self._refused
        if self._ready is None:
            try:
                self._ready = self._prepare()
            except NoVideoProgramError:
                raise  # it may be installed meanwhile
            except WorkstationError as error:
                self._refused = error
                raise
        return self._ready

    def _prepare(self) -> tuple[BitStream, VideoFacts]:
        kind, stream = container_of(self._given), self._given
        if kind is Container.MP4:
            stream = front_to_end(stream)
        facts = facts_of(stream, kind)
        check(facts, self._image)
        if kind not in _ELEMENTARY:
            stream = unwrapped(stream, kind, facts.codec)
        return stream, facts

    def _notes(self) -> tuple[str, ...]:
        """Sentences for the picture."""
        assert self._ready is not None
        said, found = transfer_syntax(self.instance.transfer_syntax_uid), self._ready[1].codec
        notes: list[str] = []
        if said.video != _NAMES[found]:
            note = _("The pixel data are {found}, although the file says {said}.")
            notes.append(Note(note.format(found=_NAMES[found], said=said.name), "encoding"))
        if said.uid in _STEREO:
            notes.append(_("This is a stereo video: one of its two views is shown."))
        if self._more:
            note = _("The video goes on after the last frame that its header counts.")
            notes.append(Note(note, "frames"))
        return tuple(notes)
