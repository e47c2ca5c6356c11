"""The manual's page of signs, made from the table that the program runs on.

`python -m workstation.session.signs_page > docs/signs.md` renews it; a test keeps it true.
"""

import sys
from collections.abc import Iterator

from workstation.session.caption import Weight
from workstation.session.look import DANGER
from workstation.session.sign_kinds import KINDS, SignKind

_WHERE = {
    Weight.MUST: "always",
    Weight.FEW: "corner text full or few",
    Weight.FULL: "corner text full",
    Weight.DETAIL: "corner text full, where there is room",
    Weight.ASIDE: "About This Picture only",
}


def page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Signs that a picture is not what it seems"
    yield ""
    yield "This page is generated from the table of signs. The most dangerous stand first, on the"
    yield "picture too; what finds no room there is counted, and About This Picture has all of it."
    yield "**Red** is for what must not be read from."
    yield ""
    yield "| sign | what it means | what to do | where it stands | the Standard |"
    yield "| --- | --- | --- | --- | --- |"
    for kind in KINDS:
        yield f"| {' | '.join(_cells(kind))} |"


def _cells(kind: SignKind) -> Iterator[str]:
    yield f"**{kind.title}** (red)" if kind.color == DANGER else kind.title
    yield kind.meaning
    yield kind.advice
    yield _WHERE[kind.weight]
    yield kind.clause or "–"


if __name__ == "__main__":
    sys.stdout.write(page())
