"""How a program and its sandboxed workers talk: framed bytes over a socket, never pickles."""

import array
import os
import socket
import struct
from collections.abc import Sequence
from enum import IntEnum
from time import monotonic

# Request: bytes of the message, file descriptors, seconds of processor time and bytes of memory.
REQUEST = struct.Struct("<QIdQ")
# Answer: Status, bytes of what follows.
ANSWER = struct.Struct("<BQ")
# Order to the zygote: fork (b"F", the worker's socket rides along) or reap (b"R"); a process id.
ORDER = struct.Struct("<ci")
# The zygote's reply: a process id for a fork, a wait status for a reap.
REPLY = struct.Struct("<i")

_FD_LIMIT = 16
_DESCRIPTOR = array.array("i").itemsize


class Status(IntEnum):
    """How a call went."""

    DONE = 0  # the payload is what the entry function returned
    REFUSED = 1  # a WorkstationError: JSON of its message id and facts
    MEMORY = 2  # it needed more memory than it was given
    FAULT = 3  # any other exception: JSON of its type and where it was raised


def send(
    channel: socket.socket, head: bytes, payload: bytes | memoryview = b"", fds: Sequence[int] = ()
) -> None:
    """Send a head and what follows it; the descriptors ride on the first byte."""
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
    sent = channel.sendmsg([head, payload], rights)
    if sent < len(head):  # a socket buffer that is full to the last byte
        channel.sendall(head[sent:])
        sent = len(head)
    rest = memoryview(payload)[sent - len(head) :]
    if rest:
        channel.sendall(rest)


def receive(channel: socket.socket, length: int, deadline: float | None = None) -> bytearray:
    """Read exactly so many bytes; EOFError when the other side is gone, TimeoutError when late."""
    content = bytearray(length)
    rest = memoryview(content)
    while rest:
        if deadline is not None:
            channel.settimeout(max(deadline - monotonic(), 1e-3))
        count = channel.recv_into(rest)
        if count == 0:
            raise EOFError
        rest = rest[count:]
    return content


def receive_with_fds(channel: socket.socket, length: int) -> tuple[bytes, tuple[int, ...]]:
    """Read a head and the descriptors that ride on it."""
    head, rights, _flags, _address = channel.recvmsg(length, socket.CMSG_SPACE(_FD_LIMIT * 4))
    fds = array.array("i")
    for level, kind, content in rights:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            fds.frombytes(content[: len(content) - len(content) % _DESCRIPTOR])
    if not head:
        raise EOFError
    rest = receive(channel, length - len(head)) if len(head) < length else b""
    return head + bytes(rest), tuple(fds)


def close_all(fds: Sequence[int]) -> None:
    """Close descriptors that were received."""
    for fd in fds:
        os.close(fd)
