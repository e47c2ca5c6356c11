import pytest
from pydicom.uid import AllTransferSyntaxes, JPEGTransferSyntaxes

from workstation.dicom.uids import (
    EXPLICIT_BIG,
    IMPLICIT_LITTLE,
    transfer_syntax,
)


@pytest.mark.parametrize("uid", AllTransferSyntaxes, ids=str)
def test_encodings_are_as_pydicom_knows_them(uid: str) -> None:
    """For every transfer syntax that is in both tables."""
    ours, theirs = transfer_syntax(uid), next(one for one in AllTransferSyntaxes if one == uid)
    assert (ours.encapsulated, ours.big_endian, ours.explicit_vr, ours.deflated) == (
        theirs.is_encapsulated,
        not theirs.is_little_endian,
        not theirs.is_implicit_VR,
        theirs.is_deflated,
    )


def test_baseline_jpeg_is_lossy_and_lossless_jpeg_is_not() -> None:
    """The names say which."""
    lossy = {str(uid) for uid in JPEGTransferSyntaxes if transfer_syntax(uid).lossy}
    assert lossy == {f"1.2.840.10008.1.2.4.{end}" for end in (50, 51)}


def test_an_unknown_transfer_syntax_is_a_compression() -> None:
    """New ones are (PS3.5 A.4); its UID is its name."""
    unknown = transfer_syntax("1.2.3")
    assert unknown.encapsulated
    assert unknown.name == "1.2.3"


def test_a_known_syntax_that_begins_like_another_is_not_confused_with_it() -> None:
    """1.2.840.10008.1.2 is the beginning of all others."""
    assert transfer_syntax(EXPLICIT_BIG).big_endian
    assert not transfer_syntax(IMPLICIT_LITTLE).explicit_vr
