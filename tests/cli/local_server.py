"""`coldpress serve` as a process, as an author starts it."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handler.cli.local.embedded.ports import free_port

LONG = 300


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A running local server; `log` is the file that it prints to."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path

    def printed(self) -> str:
        """What it has printed so far."""
        return self.log.read_text()

    def children(self) -> list[int]:
        """The processes that it started and that run still."""
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, check=True)
        pairs = [line.split() for line in listed.stdout.decode().splitlines()]
        return [int(pid) for pid, parent in pairs if int(parent) == self.process.pid]


def coldpress(*arguments: str) -> list[str]:
    """A command line of the program."""
    return [sys.executable, "-m", "handler.cli", *arguments]


def environment(**variables: str) -> dict[str, str]:
    """This process's environment without anything that leads to AWS or a colour terminal."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "COLDPRESS_"))}
    nowhere = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/nonexistent"}
    nowhere["COLDPRESS_GITHUB_API"] = "http://127.0.0.1:1"
    return kept | nowhere | {"AWS_SHARED_CREDENTIALS_FILE": "/nonexistent"} | variables


@contextlib.contextmanager
def local_server(content: Path, log: Path, *options: str) -> Iterator[LocalServer]:
    """A local server in a process group of its own, from when all is published until the end."""
    port = free_port()
    with log.open("wb") as out:
        process = subprocess.Popen(
            coldpress("serve", "--content", str(content), "--port", str(port), *options),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment(PYTHONUNBUFFERED="1"),
            start_new_session=True,
        )
    server = LocalServer(process, f"http://127.0.0.1:{port}", log)
    try:
        wait_until(lambda: "Posts and pages:" in server.printed() or process.poll() is not None)
        assert process.poll() is None, server.printed()
        yield server
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(LONG)


def wait_until(is_so: Callable[[], object], seconds: float = LONG) -> None:
    """Return as soon as something is so; fail if it never is."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    """Whether a process runs; one that ended and waits for its parent does not."""
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False)
    return listed.stdout.strip()[:1] not in {b"", b"Z"}
