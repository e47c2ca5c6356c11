"""Which font of this system shows which character, so that a name in any script is readable."""

import shutil
import subprocess
import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageFont, features

Font = ImageFont.FreeTypeFont

# In order of preference: the face of the interface first, then those for what it lacks.
_REGULAR = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
    "/usr/share/fonts/TTF/DejaVuSans.ttf",
    "/System/Library/Fonts/Helvetica.ttc",
    "C:/Windows/Fonts/segoeui.ttf",
)
_BOLD = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans-Bold.ttf",
    "/usr/share/fonts/TTF/DejaVuSans-Bold.ttf",
    "/System/Library/Fonts/HelveticaNeue.ttc",
    "C:/Windows/Fonts/segoeuib.ttf",
)
_FALLBACK = (
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "/System/Library/Fonts/AppleSDGothicNeo.ttc",
    "/System/Library/Fonts/Supplemental/Thonburi.ttc",
    "C:/Windows/Fonts/YuGothR.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/malgun.ttf",
    "C:/Windows/Fonts/LeelawUI.ttf",
    "C:/Windows/Fonts/Nirmala.ttf",
)
_NOWHERE = "\U0010ffff"  # a code point that no font has: what it gives is the sign for "missing"
_WITH_THE_TEXT_BEFORE = ("M", "Z", "C")  # marks, spaces and controls stay in the run they are in


@lru_cache(maxsize=256)
def font(path: str, size: float) -> Font:
    """A font file at a height in pixels; an empty path is the face that Pillow brings along."""
    if path:
        return ImageFont.truetype(path, size, layout_engine=_layout_engine())
    default = ImageFont.load_default(size)
    assert isinstance(default, ImageFont.FreeTypeFont)
    return default


@lru_cache(maxsize=2)
def face(bold: bool) -> str:
    """The file of the interface's own face."""
    known = next((path for path in (_BOLD if bold else _REGULAR) if Path(path).exists()), None)
    return known or _asked_of_fontconfig("sans-serif:bold" if bold else "sans-serif") or ""


def runs(line: str, bold: bool) -> list[tuple[str, str]]:
    """Split a line into (font file, text), each run in a font that has its characters."""
    parts: list[tuple[str, str]] = []
    for character in line:
        path = _file_for(character, bold, parts[-1][0] if parts else None)
        if parts and parts[-1][0] == path:
            parts[-1] = (path, parts[-1][1] + character)
        else:
            parts.append((path, character))
    return parts


def _file_for(character: str, bold: bool, before: str | None) -> str:
    if before is not None and unicodedata.category(character)[0] in _WITH_THE_TEXT_BEFORE:
        return before
    return _file_with(character, bold)


@lru_cache(maxsize=8192)
def _file_with(character: str, bold: bool) -> str:
    own = face(bold)
    if character.isascii() or not character.isprintable() or _has(own, character):
        return own
    for path in (face(not bold), *_FALLBACK):
        if (path == "" or Path(path).exists()) and _has(path, character):
            return path
    asked = _asked_of_fontconfig(f"sans-serif:charset={ord(character):x}")
    return asked if asked and _has(asked, character) else own


def _has(path: str, character: str) -> bool:
    """Whether the font draws this character, rather than nothing or its sign for "missing"."""
    drawn = _drawing(path, character)
    return bool(drawn[1]) and drawn != _drawing(path, _NOWHERE)


def _drawing(path: str, character: str) -> tuple[tuple[int, int], bytes]:
    mask = font(path, 16).getmask(character)
    return mask.size, bytes(Image.Image()._new(mask).tobytes()) if 0 not in mask.size else b""


def _asked_of_fontconfig(pattern: str) -> str | None:
    """The file that fontconfig finds best for a pattern; None without fontconfig."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    answer = subprocess.run(
        [program, "-f", "%{file}", pattern], capture_output=True, text=True, timeout=5, check=False
    )
    path = answer.stdout.strip()
    return path if path.lower().endswith((".ttf", ".ttc", ".otf")) else None


@lru_cache(maxsize=1)
def _layout_engine() -> ImageFont.Layout:
    """Raqm joins Arabic letters and orders right-to-left text; not every Pillow has it."""
    raqm = features.check("raqm")
    return ImageFont.Layout.RAQM if raqm else ImageFont.Layout.BASIC
