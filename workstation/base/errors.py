"""Failures whose cause is outside this program, told as one sentence and a remedy.

Anything else that is raised means that the program is wrong, and is never swallowed.
"""

from typing import ClassVar

from workstation.base.text import _


class WorkstationError(Exception):
    """A failure whose cause is outside this program: a file, a peer, a monitor, a driver.

    message_id   stable name of the message, for logs, scripts and translators
    sentence     what did not happen, and to what; `{name}` stands for a fact
    advice       what the user can do next; may be empty
    facts        what the sentence names; never a patient's name

    A subclass sets the first three; whoever raises gives the facts as keywords. Sentences
    are composed when they are shown, so that they follow the language.
    """

    message_id: ClassVar[str] = "error"
    sentence: ClassVar[str] = "{detail}"
    advice: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        super().__init__(self.message_id, facts)
        self.facts = facts

    @property
    def summary(self) -> str:
        """The sentence, in the user's language."""
        return _(self.sentence).format_map(_Facts(self.facts))

    @property
    def remedy(self) -> str:
        """What can be done, in the user's language; may be empty."""
        return _(self.advice).format_map(_Facts(self.facts)) if self.advice else ""

    def __str__(self) -> str:
        return f"{self.summary} {self.remedy}".rstrip()


class _Facts(dict[str, object]):
    """Facts of a sentence; one that is missing shows its name instead of failing."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class CancelledError(Exception):
    """Nobody wants the result of this job any more."""
