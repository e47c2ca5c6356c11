"""Windows by modality that the user can choose from, read from the resources folder."""

import json
from functools import cache

from workstation.base.paths import resources
from workstation.base.text import N_
from workstation.dicom.lut import Window

# The names in the file, for translators: whoever shows a preset passes its explanation through _().
_NAMES = (
    N_("Brain"),
    N_("Abdomen"),
    N_("Lung"),
    N_("Bone"),
    N_("Mediastinum"),
    N_("Liver"),
    N_("Stroke"),
    N_("Subdural"),
    N_("Angiography"),
)


@cache
def presets(modality_cs: str) -> tuple[Window, ...]:
    """Windows for this Modality (0008,0060), in the order of their keys; may be empty.

    The explanation of each is its name, untranslated.
    """
    document = json.loads((resources() / "window_presets.json").read_text("utf-8"))
    rows = document["presets"].get(modality_cs, ())
    return tuple(Window(row["center"], row["width"], explanation=row["name"]) for row in rows)
