"""Value representations by how their length is encoded with explicit VR (PS3.5 7.1.2)."""

_SHORT = (
    *("AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT"),
    *("PN", "SH", "SL", "SS", "ST", "TM", "UI", "UL", "US"),
)
_LONG = ("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV")

SHORT_VRS = frozenset(_SHORT)  # a length of two bytes
LONG_VRS = frozenset(_LONG)  # two reserved bytes and a length of four
VRS = SHORT_VRS | LONG_VRS
TEXT_VRS = frozenset(("UC", "UR", "UT", *_SHORT)) - {"AT", "FD", "FL", "SL", "SS", "UL", "US", "UI"}
