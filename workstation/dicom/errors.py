"""What can be wrong with a DICOM file, told to the user."""

from workstation.base.errors import WorkstationError
from workstation.base.text import N_


class DicomError(WorkstationError):
    """A file or data set that cannot be used as it is. Facts: at least `name`, the file."""

    message_id = "dicom"


class UnreadableFileError(DicomError):
    message_id = "dicom.unreadable"
    sentence = N_("{name} cannot be read: {reason}.")
    advice = N_("Check that the disc or drive is still there, and try again.")


class NotDicomError(DicomError):
    message_id = "dicom.not-dicom"
    sentence = N_("{name} is not a DICOM file.")


class TruncatedError(DicomError):
    message_id = "dicom.truncated"
    sentence = N_("{name} is incomplete: it ends in the middle of {where}.")
    advice = N_("Copy the file again from where it came from.")


class DamagedHeaderError(DicomError):
    message_id = "dicom.damaged-header"
    sentence = N_("The header of {name} is damaged: {problem}.")
    advice = N_("Ask the sender for the file again.")


class TooLargeInflatedError(DicomError):
    message_id = "dicom.too-large-inflated"
    sentence = N_("{name} unpacks to more than {limit} MiB.")


class MissingAttributeError(DicomError):
    """An attribute that the image cannot be shown without is absent or empty."""

    message_id = "dicom.missing-attribute"
    sentence = N_("{name} cannot be used: it has no {keyword}.")
    advice = N_("Ask the sender for the file again.")


class BadImageError(DicomError):
    """The Image Pixel module contradicts itself."""

    message_id = "dicom.bad-image"
    sentence = N_("The image in {name} cannot be shown: {keyword} is {value}.")
    advice = N_("Ask the sender for the file again.")


class ShortPixelDataError(DicomError):
    message_id = "dicom.short-pixel-data"
    sentence = N_("{name} is incomplete: its image needs {needed} bytes, and {found} are there.")
    advice = N_("Copy the file again from where it came from.")


class UnthinnedColorError(DicomError):
    """Color that should be thinned out is there for each pixel: it may be RGB or YBR_FULL."""

    message_id = "dicom.unthinned-color"
    sentence = N_(
        "The color of {name} cannot be told: its header says {photometric}, "
        "and its {found} bytes are another kind of color."
    )
    advice = N_("Ask the sender for the file again.")


class BadFragmentsError(DicomError):
    """The fragments of encapsulated Pixel Data cannot be told apart (PS3.5 A.4)."""

    message_id = "dicom.bad-fragments"
    sentence = N_("The compressed image in {name} is damaged: {problem}.")
    advice = N_("Copy the file again from where it came from.")


class BadLutError(DicomError):
    message_id = "dicom.bad-lut"
    sentence = N_("The image in {name} has a {keyword} that cannot be applied: {problem}.")
    advice = N_("Ask the sender for the image again.")


class UnsupportedPresentationStateError(DicomError):
    message_id = "dicom.unsupported-state"
    sentence = N_("The presentation state {name} is of a kind that cannot be applied: {kind}.")
    advice = N_("Choose another state, or look at the image as it is.")


class BadPresentationStateError(DicomError):
    """It is damaged, or contradicts itself or the image: nothing of it is applied."""

    message_id = "dicom.bad-state"
    sentence = N_("The presentation state {name} cannot be applied: {problem}.")
    advice = N_("Choose another state, or look at the image as it is.")


class StateNotForImageError(DicomError):
    message_id = "dicom.state-not-for-image"
    sentence = N_("The presentation state {name} is not for this image.")
    advice = N_("Choose a state that refers to the image, or show the image as it is.")
