"""Signs in whole sentences."""

from workstation.session.sign_kinds import sign_kind
from workstation.session.signs import Sign
from workstation.ui.sign_text import sign_html, sign_plain


def test_what_a_file_says_is_text_and_never_markup() -> None:
    """A function called <img> is a name."""
    html = sign_html((Sign(sign_kind("window"), "Unknown <img src=x>"),))
    assert "<img" not in html
    assert "Unknown &lt;img src=x&gt;" in html


def test_a_sign_says_what_it_means_what_to_do_and_where_the_clause_is() -> None:
    """One under the other; without a clause there is none."""
    lossy, removed = sign_kind("lossy"), sign_kind("removed")
    plain = sign_plain((Sign(lossy, "LOSSY JPEG"), Sign(removed, "Overlays hidden")))
    first, second = (paragraph.split("\n") for paragraph in plain.split("\n\n"))
    assert first == ["LOSSY JPEG", lossy.meaning, lossy.advice, "PS3.3 C.7.6.1.1.5"]
    assert second == ["Overlays hidden", removed.meaning, removed.advice]
