"""A sentence for the picture that also says which kind of sign it is."""


class Note(str):
    """A sentence, equal to its text; `kind` is the id of a row of `session.sign_kinds`.

    It stands wherever a plain sentence may: what does not look at the kind needs not know of it.
    """

    __slots__ = ("kind",)
    kind: str

    def __new__(cls, sentence: str, kind: str) -> "Note":
        note = super().__new__(cls, sentence)
        note.kind = kind
        return note


def kind_of(sentence: str, otherwise: str) -> str:
    """The kind of a note; `otherwise` of a sentence that has none."""
    return sentence.kind if isinstance(sentence, Note) else otherwise
