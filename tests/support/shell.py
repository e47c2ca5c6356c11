"""The command line in this process, with a window that only remembers what it was asked."""

from dataclasses import dataclass, field

from workstation.cli.main import run
from workstation.commands.opening import DeskRequest, OpenRequest, PatternRequest
from workstation.display.desk import Desk


@dataclass
class Shell:
    """Runs commands; `requests` are those that would have shown a window.

    status   what the window answers
    desk     the monitors that jobs find
    """

    status: int = 0
    requests: list[OpenRequest | PatternRequest] = field(default_factory=list)
    desk: Desk | None = None

    def run(self, *words: object) -> int:
        """Give the exit status of `workstation words…`."""
        return run(self._show, [str(word) for word in words])

    def _show(self, request: OpenRequest | PatternRequest | DeskRequest) -> int:
        if isinstance(request, DeskRequest):
            assert self.desk is not None
            return request.job(self.desk)
        self.requests.append(request)
        return self.status
