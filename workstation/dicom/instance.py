"""Read one SOP Instance from its file."""

from hashlib import blake2b

from workstation.dicom import tags
from workstation.dicom.codestream import with_sign_of_codestream
from workstation.dicom.dataset import Attributes, Header, read_header
from workstation.dicom.errors import DicomError, MissingAttributeError
from workstation.dicom.image_pixel import check_size, image_pixel, with_counted_frames
from workstation.dicom.lut_reading import check_luts
from workstation.dicom.model import Instance
from workstation.dicom.pixels import ImagePixel
from workstation.dicom.remembered import remembered
from workstation.dicom.stored import StoredFile

_MEDIA_STORAGE_SOP_CLASS_UID = 0x00020002
_MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020003


def read_instance(file: StoredFile) -> Instance:
    """Read the header of a file and check what is needed to place and show it.

    Raises DicomError, which names the file.
    """
    return instance_of(read_header(file))


def instance_of(header: Header) -> Instance:
    """Make an instance of a header that was read."""
    attributes = header.attributes
    image = _image(header)
    return Instance(
        sop_instance_uid=_sop_instance_uid(header, image),
        sop_class_uid=_uid(header, tags.SOP_CLASS_UID, _MEDIA_STORAGE_SOP_CLASS_UID),
        transfer_syntax_uid=header.transfer_syntax_uid,
        instance_number=attributes.integer(tags.INSTANCE_NUMBER),
        image=image,
        location=None if image is None else header.location,
        attributes=attributes,
        file=header.file,
    )


def _image(header: Header) -> ImagePixel | None:
    if header.location is None:
        return None
    try:
        image = _described(header.attributes, header.pixel_data)
        image = with_counted_frames(image, header)
        check_size(header, image)
        image = with_sign_of_codestream(image, header)
        _check_luts(header.attributes, image)
    except DicomError as error:
        raise type(error)(**{**error.facts, "name": header.file.name}) from None
    return image


@remembered
def _described(attributes: Attributes, pixel_data: int | None) -> ImagePixel:
    """As image_pixel, for any file: an error names none."""
    return image_pixel(attributes, "", pixel_data)


@remembered
def _check_luts(attributes: Attributes, image: ImagePixel) -> None:
    """As check_luts, for any file."""
    check_luts(attributes, image, "")


def _sop_instance_uid(header: Header, image: ImagePixel | None) -> str:
    """Its UID; what has none, but a picture or a kind, is known by its place.

    An image can be looked at all the same, and a report is listed; nobody thinks that it was lost.
    """
    uid = _uid(header, tags.SOP_INSTANCE_UID, _MEDIA_STORAGE_SOP_INSTANCE_UID)
    if uid:
        return uid
    if image is None and not _uid(header, tags.SOP_CLASS_UID, _MEDIA_STORAGE_SOP_CLASS_UID):
        raise MissingAttributeError(name=header.file.name, keyword="SOPInstanceUID")
    place = f"{header.file.path}\0{header.file.offset}".encode(errors="surrogateescape")
    return f"2.25.{int.from_bytes(blake2b(place, digest_size=16).digest())}"


def _uid(header: Header, tag: int, meta_tag: int) -> str:
    """A UID of the data set; where it is missing, its copy in the file meta information."""
    uid = header.attributes.text(tag)
    if not uid and header.meta is not None:
        uid = header.meta.text(meta_tag)
    return uid
