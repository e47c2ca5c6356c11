from pydicom.valuerep import EXPLICIT_VR_LENGTH_16, EXPLICIT_VR_LENGTH_32

from workstation.dicom.vr import LONG_VRS, SHORT_VRS, TEXT_VRS


def test_lengths_are_encoded_as_pydicom_encodes_them() -> None:
    """PS3.5 7.1.2."""
    assert set(EXPLICIT_VR_LENGTH_16) == SHORT_VRS
    assert set(EXPLICIT_VR_LENGTH_32) == LONG_VRS


def test_text_is_neither_binary_nor_a_uid() -> None:
    """What is padded with a space, and can be shown as it stands."""
    assert {"PN", "LO", "UT", "DS"} <= TEXT_VRS
    assert not TEXT_VRS & {"OB", "US", "FD", "AT", "UI", "SQ", "UN"}
