import pytest

from workstation.dicom import errors
from workstation.dicom.errors import DicomError

_KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type)]
_DICOM = [kind for kind in _KINDS if issubclass(kind, DicomError) and kind is not DicomError]


@pytest.mark.parametrize("kind", _DICOM)
def test_an_error_names_the_file(kind: type[DicomError]) -> None:
    """Of a thousand files on a disc the user must know which."""
    assert "IM0007" in kind(name="IM0007").summary


def test_each_error_has_a_message_id_of_its_own() -> None:
    """Scripts tell them apart by it."""
    assert len({kind.message_id for kind in _DICOM}) == len(_DICOM)
