"""What can be wrong with a medium, told to the user."""

from dataclasses import dataclass

from workstation.base.errors import WorkstationError
from workstation.base.text import N_


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One file, folder or reference that could not be used, and why."""

    name: str
    error: WorkstationError


class MediaError(WorkstationError):
    """A disc, folder or image file that cannot be used as it is. Facts: at least `name`."""

    message_id = "media"


class NothingThereError(MediaError):
    message_id = "media.nothing-there"
    sentence = N_("There is nothing at {name}.")
    advice = N_("Check the name, and that the disc or drive is still there.")


class UnreadableFolderError(MediaError):
    message_id = "media.unreadable-folder"
    sentence = N_("The folder {name} cannot be read: {reason}.")
    advice = N_("Check that the disc or drive is still there, and that you may read it.")


class DamagedImageError(MediaError):
    """The directories of an ISO image are damaged; some of its files may be missing."""

    message_id = "media.damaged-image"
    sentence = N_("The directories of {name} are damaged: {reason}. Files may be missing.")
    advice = N_("Copy it again from where it came from, or open the disc itself.")


class UnreadableImageError(MediaError):
    """An ISO image is damaged, or of a kind that cannot be read."""

    message_id = "media.unreadable-image"
    sentence = N_("The disc image {name} cannot be read: {reason}.")
    advice = N_("Copy it again from where it came from, or open the disc itself.")


class TooManyFilesError(MediaError):
    message_id = "media.too-many-files"
    sentence = N_("{name} holds more than {limit} files; the others were not looked at.")
    advice = N_("Open a folder further inside.")


class TooDeepError(MediaError):
    message_id = "media.too-deep"
    sentence = N_("The folder {name} lies more than {limit} levels deep and was not looked at.")
    advice = N_("Open a folder further inside.")


class MissingFileError(MediaError):
    message_id = "media.missing-file"
    sentence = N_("{name} is named by the DICOMDIR and is not on the medium.")
    advice = N_("The disc may be incomplete. Ask whoever made it for a new one.")


class UnsafeReferenceError(MediaError):
    message_id = "media.unsafe-reference"
    sentence = N_("The DICOMDIR names {name}, which is no file of the medium; it was not opened.")
    advice = N_("Ask whoever made the disc about it.")


class DamagedDirectoryError(MediaError):
    message_id = "media.damaged-directory"
    sentence = N_("The DICOMDIR {name} cannot be used: {reason}. All files were searched instead.")


class ConflictingInstanceError(MediaError):
    message_id = "media.conflicting-instance"
    sentence = N_("{name} has the identity of {other} and another content; only that is shown.")
    advice = N_("Ask whoever made the disc which of the two is right.")
