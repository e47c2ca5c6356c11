import ast
import re
from pathlib import Path

from workstation.session.caption import Weight
from workstation.session.look import CAUTION, DANGER
from workstation.session.sign_kinds import KINDS, rank, sign_kind

_ROOT = Path(__file__).parents[3]
_NOTE = re.compile(r'"([a-z-]+)"')


def test_a_kind_is_named_once() -> None:
    """And found by its name, at its place."""
    ids = [kind.id for kind in KINDS]
    assert len(set(ids)) == len(ids)
    assert [sign_kind(each) for each in ids] == list(KINDS)
    assert [rank(each) for each in ids] == list(range(len(KINDS)))


def test_what_is_lighter_is_less_dangerous() -> None:
    """What may be left off a picture stands below what may not."""
    weights = [kind.weight for kind in KINDS]
    assert weights == sorted(weights)


def test_red_is_for_what_must_not_be_read_from() -> None:
    """And stands first but for the wrong patient; what must stand is never quiet."""
    red = [kind.id for kind in KINDS if kind.color == DANGER]
    assert red == [kind.id for kind in KINDS[1:3]] == ["processing", "not-clinical"]
    assert all(kind.color in (DANGER, CAUTION) for kind in KINDS if kind.weight is Weight.MUST)


def test_every_kind_says_what_it_means_and_what_to_do() -> None:
    """In sentences; the clause in the Standard's form."""
    for kind in KINDS:
        assert kind.meaning.endswith(".")
        assert kind.advice.endswith(".")
        assert re.fullmatch(r"(PS3\.\d.*)?", kind.clause)
        assert len(kind.title) < 40


def _calls() -> set[str]:
    """The second argument of every Note that is made with a constant, all over the program."""
    found = set()
    for path in (_ROOT / "workstation").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Note":
                found |= {each.value for each in node.args[1:] if isinstance(each, ast.Constant)}
    return {each for each in found if isinstance(each, str)}


def test_every_note_of_the_program_has_a_kind_in_the_table() -> None:
    """One that has none could not be shown."""
    assert _calls() <= {kind.id for kind in KINDS}
    assert {"lossy", "sign", "encoding", "frames", "color", "state"} <= _calls()
