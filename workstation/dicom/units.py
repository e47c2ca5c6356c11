"""The unit of modality values (PS3.3 C.11.1.1.2, C.8.9.1.1.3, C.8.8.3, C.8.2.1)."""

from workstation.base.text import N_, _
from workstation.dicom import tags
from workstation.dicom.dataset import Attributes

CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2"
PET_IMAGE = "1.2.840.10008.5.1.4.1.1.128"
RT_DOSE = "1.2.840.10008.5.1.4.1.1.481.2"

UNITS = 0x00541001
DOSE_UNITS = 0x30040002
UNSPECIFIED = "US"

# Codes of Rescale Type, Units and Dose Units as they are written for readers.
_WRITTEN = {
    UNSPECIFIED: "",
    "NONE": "",
    "OD": "10⁻³ OD",
    "MGML": "mg/ml",
    "Z_EFF": "Z eff",
    "ED": "10²³ e/ml",
    "EDW": "e/e water",
    "HU_MOD": "HU mod",
    "PCT": "%",
    "PCNT": "%",
    "CM2": "cm²",
    "CM2ML": "cm²/ml",
    "BQML": "Bq/ml",
    "MGMINML": "mg/min/ml",
    "UMOLMINML": "µmol/min/ml",
    "MLMING": "ml/min/g",
    "MLG": "ml/g",
    "1CM": "1/cm",
    "UMOLML": "µmol/ml",
    "MLMINML": "ml/min/ml",
    "MLML": "ml/ml",
    "GML": "g/ml",
    "GY": "Gy",
    "STDDEV": "σ",
}
_WORDS = {
    "CNTS": N_("counts"),
    "CPS": N_("counts/s"),
    "PROPCNTS": N_("proportional to counts"),
    "PROPCPS": N_("proportional to counts/s"),
    "RELATIVE": N_("relative dose"),
}


def modality_unit(attributes: Attributes) -> str:
    """Code of the unit that a rescale leads to; empty where the object does not say.

    PET says it in Units, which its images must have; CT without Rescale Type is in Hounsfield
    units, but only a CT image is: not what was captured from one.
    """
    rescale_type, units = attributes.text(tags.RESCALE_TYPE), attributes.text(UNITS)
    pet = attributes.text(tags.SOP_CLASS_UID) == PET_IMAGE
    if units and (pet or rescale_type in ("", UNSPECIFIED)):
        return units
    return rescale_type or ("HU" if _is_ct(attributes) else "")


def _is_ct(attributes: Attributes) -> bool:
    modality, sop_class = attributes.text(tags.MODALITY), attributes.text(tags.SOP_CLASS_UID)
    return modality == "CT" and sop_class in ("", CT_IMAGE)


def written_unit(code: str) -> str:
    """A unit as readers know it; codes that are not the Standard's are shown as they are."""
    if code in _WORDS:
        return _(_WORDS[code])
    return _WRITTEN.get(code, code)
