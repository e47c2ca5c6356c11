"""Small disc images in any combination of name spaces."""

from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from pycdlib import PyCdlib

IMAGES: dict[str, dict[str, Any]] = {
    "iso9660": {},
    "joliet": {"joliet": 3},
    "rock-ridge": {"rock_ridge": "1.09"},
    "udf-bridge": {"udf": "2.60"},
    "all": {"joliet": 3, "rock_ridge": "1.09", "udf": "2.60"},
}


def make_image(target: Path, kind: str, files: dict[str, bytes]) -> None:
    """Write an image; Rock Ridge has the names in lower case, as Linux shows them."""
    image = PyCdlib()
    image.new(interchange_level=1, **IMAGES[kind])
    folders: set[PurePosixPath] = set()
    for name, content in files.items():
        path = PurePosixPath("/", name)
        for folder in reversed(path.parents[:-1]):
            if folder not in folders:
                folders.add(folder)
                image.add_directory(str(folder), **_aliases(kind, folder))
        data = BytesIO(content)
        image.add_fp(data, len(content), f"{path}.;1", **_aliases(kind, path))
    image.write(str(target))
    image.close()


def _aliases(kind: str, path: PurePosixPath) -> dict[str, Any]:
    spaces = IMAGES[kind]
    aliases = {}
    if "joliet" in spaces:
        aliases["joliet_path"] = str(path)
    if "rock_ridge" in spaces:
        aliases["rr_name"] = path.name.lower()
    if "udf" in spaces:
        aliases["udf_path"] = str(path)
    return aliases
