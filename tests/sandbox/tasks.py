"""What the processes of the tests are told to do."""

import os
import re
import signal
import sys


def echo(value: object) -> object:
    """The value."""
    return value


def process() -> int:
    """The number of the process."""
    return os.getpid()


def spin() -> None:
    """Never come to an end."""
    while True:
        pass


def match() -> None:
    """Never come to an end, in one call of a regular expression."""
    re.match(r"(a|a)*b", "a" * 200)


def wait_for_nothing() -> str:
    """Take time without computing."""
    signal.sigtimedwait([signal.SIGUSR1], 0.4)
    return "waited"


def fill() -> int:
    """Take all the memory of the machine."""
    return len([bytes(1_000_000) for _ in range(1_000_000)])


def fail() -> None:
    """Bring out a fault."""
    raise ZeroDivisionError


def dig(depth: int = 0) -> int:
    """Go too deep."""
    return dig(depth + 1)


def abort() -> None:
    """End the process as a fault in a library of C would."""
    os.abort()


def make(size: int) -> bytes:
    """So many bytes."""
    return bytes(size)


def grow() -> int:
    """Keep much memory for ever."""
    sys.modules["kept"] = [b"x" * 1_000_000 for _ in range(200)]  # type: ignore[assignment]
    return os.getpid()


def environment() -> dict[str, str]:
    """What the process knows of the environment."""
    return dict(os.environ)


def print_much() -> str:
    """Print, as a library may."""
    sys.stdout.write("printed\n" * 10)
    sys.stdout.flush()
    return "done"


def unanswerable() -> object:
    """Something that cannot be sent."""
    return lambda: None
