"""TCP ports for servers of this machine that are about to begin."""

import contextlib
import random
import socket
from itertools import islice

_PORTS = range(20_000, 32_000)
"""Systems give outgoing connections others, so none takes one of these before a server does."""


def free_ports(number: int) -> list[int]:
    """Different ports that nobody listens on."""
    shuffled = random.SystemRandom().sample(_PORTS, len(_PORTS))
    return list(islice(filter(_is_free, shuffled), number))


def free_port() -> int:
    """One of these."""
    return free_ports(1)[0]


def _is_free(port: int) -> bool:
    with socket.socket() as listener, contextlib.suppress(OSError):
        listener.bind(("127.0.0.1", port))
        return True
    return False
