"""An embedded AWS that is, after each test, as it was before: a fork of it answers meanwhile.

Run as a program it is that AWS, with policies of functions as Lambda keeps them.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.request import urlopen

_FORK, _FORGET = "/fork", "/forget"


@contextmanager
def restored(endpoint: str) -> Iterator[None]:
    """Whatever is done to an AWS meanwhile is forgotten."""
    with urlopen(endpoint + _FORK):
        pass
    try:
        yield
    finally:
        with urlopen(endpoint + _FORGET):
            pass


class _Last:
    """The last answer of a process."""

    def __iter__(self) -> Iterator[bytes]:
        yield b""

    def close(self) -> None:
        os._exit(0)


def _forking(application: Callable[..., Any]) -> Callable[..., Iterable[bytes]]:
    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path not in {_FORK, _FORGET}:
            found: Iterable[bytes] = application(environ, start)
            return found
        if path == _FORK:
            _become_another()
        start("200 OK", [("Content-Length", "0")])
        return _Last() if path == _FORGET else ()

    return answer


def _become_another() -> None:
    """Go on in a fork, which has the socket as well; this process waits until that has ended."""
    from handler.cli.local.embedded.moto_process import end_with

    parent = os.getpid()
    if fork := os.fork():
        os.waitpid(fork, 0)
    else:
        threading.Thread(target=end_with, args=[parent], daemon=True).start()


if __name__ == "__main__":
    from handler.cli.local.embedded.moto_process import main
    from tests.support.functions_elsewhere import run_elsewhere
    from tests.support.lambda_policies import complete_policies

    complete_policies()
    run_elsewhere()
    main(int(sys.argv[1]), int(sys.argv[2]), _forking)
