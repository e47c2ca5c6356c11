"""Translated text: the one gettext catalogue of the program, also below Qt."""

import gettext
from pathlib import Path

_DOMAIN = "workstation"
_CATALOGUES = Path(__file__).resolve().parents[2] / "resources" / "translations"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str | None = None) -> None:
    """Translate into this language from now on (None: what the environment asks for)."""
    global _catalogue  # noqa: PLW0603  # one language per process, chosen once at start
    languages = None if language is None else [language]
    _catalogue = gettext.translation(_DOMAIN, str(_CATALOGUES), languages, fallback=True)


def _(message: str) -> str:
    """Translate a sentence that stands in the code."""
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a sentence whose form depends on a count."""
    return _catalogue.ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802  # the name that message extractors know
    """Mark a sentence for extraction; it is translated where it is shown."""
    return message
