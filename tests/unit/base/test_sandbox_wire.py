import os
import socket
import threading
from time import monotonic

import pytest

from workstation.base.sandbox_wire import close_all, receive, receive_with_fds, send


@pytest.mark.parametrize("size", [0, 1, 2_000_000], ids=str)
def test_head_and_payload_arrive_whole(size: int) -> None:
    """However many pieces the socket makes of them."""
    ours, theirs = socket.socketpair()
    payload = os.urandom(size)
    writer = threading.Thread(target=send, args=(ours, b"head", payload))
    writer.start()
    assert receive_with_fds(theirs, 4) == (b"head", ())
    assert receive(theirs, size) == payload
    writer.join()
    ours.close()
    theirs.close()


def test_descriptors_arrive_as_copies() -> None:
    """Which name the same file."""
    ours, theirs = socket.socketpair()
    with open(os.devnull, "rb") as file:
        send(ours, b"head", b"", (file.fileno(),))
        _head, fds = receive_with_fds(theirs, 4)
        assert os.path.sameopenfile(fds[0], file.fileno())
    close_all(fds)
    ours.close()
    theirs.close()


def test_the_end_of_the_other_side_is_told() -> None:
    """In the middle of a message too."""
    ours, theirs = socket.socketpair()
    ours.sendall(b"hea")
    ours.close()
    with pytest.raises(EOFError):
        receive(theirs, 4)
    theirs.close()


def test_a_deadline_is_for_the_whole_message() -> None:
    """Whoever sends byte by byte does not move it."""
    ours, theirs = socket.socketpair()
    ours.sendall(b"h")
    with pytest.raises(TimeoutError):
        receive(theirs, 4, monotonic() + 0.05)
    ours.close()
    theirs.close()
