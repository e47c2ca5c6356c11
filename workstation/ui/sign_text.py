"""The signs of a picture in whole sentences: what each means, what to do, where the clause is."""

from collections.abc import Iterable
from html import escape

from workstation.base.text import _
from workstation.session.sign_kinds import SignKind
from workstation.session.signs import Sign, Signs
from workstation.ui import theme


def sign_html(signs: Iterable[Sign]) -> str:
    """One paragraph for each, as rich text; what comes from a file is text in it, never markup."""
    return "".join(f"<p>{'<br>'.join(_lines(sign))}</p>" for sign in signs)


def words_html(signs: Iterable[Sign]) -> str:
    """What stands on the picture of each, where there is no room for more."""
    return "<br>".join(_heading(sign) for sign in signs)


def sign_plain(signs: Signs) -> str:
    """The same to be copied; what a screen reader reads."""
    return "\n\n".join("\n".join(_sentences(sign)) for sign in signs)


def _lines(sign: Sign) -> Iterable[str]:
    _words, meaning, *rest = map(escape, _sentences(sign))
    yield _heading(sign)
    yield meaning
    yield from rest[:1]
    yield from (f'<span style="color: {theme.QUIET}">{clause}</span>' for clause in rest[1:])


def _heading(sign: Sign) -> str:
    return f'<b style="color: {_color(sign.kind)}">{escape(sign.words)}</b>'


def _sentences(sign: Sign) -> list[str]:
    kind = sign.kind
    return [sign.words, _(kind.meaning), _(kind.advice), *([kind.clause] if kind.clause else [])]


def _color(kind: SignKind) -> str:
    return "#{:02x}{:02x}{:02x}".format(*kind.color)
