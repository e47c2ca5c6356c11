"""Names on media as they are, against names as the DICOMDIR writes them (PS3.10 8.2, 8.5)."""

import re
from collections.abc import Iterable, Sequence

_VERSION = re.compile(r";\d*$")
_UNSAFE = re.compile(r"[\x00-\x1f:]")


def folded(name: str) -> str:
    """A name without what systems add to it or lose: case, a version `;1`, trailing dots."""
    return _VERSION.sub("", name.strip()).rstrip(".").upper()


def stem(name: str) -> str:
    """A folded name without its extension, which no File ID has."""
    return folded(name).rpartition(".")[0] or folded(name)


def named_dicomdir(name: str) -> bool:
    """Whether a file's name is that of a DICOMDIR, as systems spell it."""
    return stem(name) == "DICOMDIR"


def file_id_parts(file_id: Sequence[str]) -> tuple[str, ...] | None:
    """The components of a File ID, whichever slashes it was written with.

    returns   None where it could lead out of the medium: `..`, a drive, a control character
    """
    parts = [part for text in file_id for part in re.split(r"[\\/]", text)]
    kept = tuple(part.strip() for part in parts if part.strip() not in {"", "."})
    if not kept or any(part == ".." or _UNSAFE.search(part) for part in kept):
        return None
    return kept


def matching(wanted: str, names: Iterable[str]) -> list[str]:
    """The names that may be meant by one component of a File ID: the likeliest first."""
    names = tuple(names)
    exact = [name for name in names if name == wanted]
    alike = [name for name in names if folded(name) == folded(wanted)]
    extended = [name for name in names if stem(name) == stem(wanted)]
    return list(dict.fromkeys([*exact, *alike, *extended]))
