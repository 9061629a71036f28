"""The embedded AWS of the local server: moto's server as a child process."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handler.cli.infrastructure.stacks import Stack, connect, parameters
from handler.cli.local.embedded.ports import free_port
from handler.cli.local.errors import LocalError
from handler.settings import Settings

_STARTING_SECONDS = 60
_MOTO = "handler.cli.local.embedded.moto_process"
_REPOSITORY = Path(__file__).parents[4]


@contextlib.contextmanager
def embedded_aws(module: str = _MOTO) -> Iterator[dict[str, str]]:
    """AWS on this machine while it runs, as the environment variables that lead to it.

    `module` is the program that is it.
    """
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", module, str(port), str(os.getpid())],
        cwd=_REPOSITORY,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, server)
        yield {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
    finally:
        server.kill()
        server.wait()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTING_SECONDS
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise LocalError("moto's server did not start. Install what it needs: `make setup`.")


def create_stores(settings: Settings, client: Any = None) -> None:
    """Bucket and table, as infrastructure.yaml describes them."""
    names = parameters(
        bucket=settings.bucket, table=settings.table, role=settings.table, function=settings.table
    )
    stack = Stack(client or connect(), f"{settings.table}-infrastructure", names)
    if proposal := stack.propose():
        stack.make(proposal, lambda _: None)
