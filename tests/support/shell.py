"""The command line in this process, with a window that only remembers what it was asked."""

from dataclasses import dataclass, field

from workstation.cli.main import run
from workstation.commands.opening import OpenRequest, PatternRequest


@dataclass
class Shell:
    """Runs commands; `requests` are those that would have shown a window.

    status   what the window answers
    """

    status: int = 0
    requests: list[OpenRequest | PatternRequest] = field(default_factory=list)

    def run(self, *words: object) -> int:
        """Give the exit status of `workstation words…`."""
        return run(self._show, [str(word) for word in words])

    def _show(self, request: OpenRequest | PatternRequest) -> int:
        self.requests.append(request)
        return self.status
