"""Lambda on this machine: its runtime interface emulator and runtime client around a task folder.

`tools/install-emulator` installs both. Neither memory nor CPU is limited as on Lambda.
"""

import contextlib
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from handler.cli.local.embedded.ports import free_ports
from tools.pythons import lambdas_version

_BIN = Path(sys.prefix) / "bin"
RUNTIME = Path(sys.prefix) / "lambda" / "bin" / "python"
"""A Python of the function's version that has nothing but Lambda's runtime client."""
_INVOCATIONS = "/2015-03-31/functions/function/invocations"
_STARTING_SECONDS = 60
_GUARD = """
read -r _
runtime=$(cat /proc/$1/task/*/children)
kill -9 "$1" ${runtime:+-$runtime}
"""
"""Ends the emulator and what it runs as soon as standard input closes, however that came.

The runtime leads a process group of its own, and does not end with the emulator.
"""


class EmulatorError(Exception):
    """The emulator is not installed, or did not start."""


class FunctionError(Exception):
    """The function failed; `payload` is what Lambda answers then."""

    def __init__(self, payload: Mapping[str, Any]) -> None:
        super().__init__(f"{payload.get('errorType')}: {payload.get('errorMessage')}")
        self.payload = payload


class Emulator:
    """One execution environment of Lambda: a process that answers one event at a time.

    The task folder is made read-only, as on Lambda. The process is started by the first event,
    within whose time it imports the handler.
    """

    def __init__(
        self,
        task_root: Path,
        handler: str,
        environment: Mapping[str, str],
        *,
        memory_mb: int = 512,
        timeout_seconds: int = 60,
    ) -> None:
        self._task_root = task_root.resolve()
        self._handler = handler
        limits = {
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(memory_mb),
            "AWS_LAMBDA_FUNCTION_TIMEOUT": str(timeout_seconds),
        }
        self._environment = lambda_environment(self._task_root) | limits | dict(environment)
        self._timeout = timeout_seconds
        self._turn = threading.Lock()
        self._peak = 0

    def __enter__(self) -> Self:
        make_read_only(self._task_root)
        self._port, api_port = free_ports(2)
        self._log = tempfile.TemporaryFile()
        self._process = self._start(api_port)
        self._guard = subprocess.Popen(
            ["sh", "-c", _GUARD, "guard", str(self._process.pid)],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            self._wait()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._end()

    def invoke(self, event: Mapping[str, Any]) -> Any:
        """The function's answer to an event; raises `FunctionError` if it failed.

        Calls from several threads wait for one another.
        """
        with self._turn:
            connection = http.client.HTTPConnection("127.0.0.1", self._port, self._timeout + 30)
            with contextlib.closing(connection):
                connection.request("POST", _INVOCATIONS, json.dumps(event).encode())
                response = connection.getresponse()
                return _answer(response.status, response.read())

    def logs(self) -> str:
        """What the function and the emulator wrote so far."""
        return os.pread(self._log.fileno(), os.fstat(self._log.fileno()).st_size, 0).decode()

    @property
    def peak_memory(self) -> int:
        """The most bytes that the function's process held so far."""
        for process in self._runtimes():
            with contextlib.suppress(OSError):  # A process may end while it is looked at.
                status = Path(f"/proc/{process}/status").read_text()
                found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
                self._peak = max(self._peak, int(found[1]) * 1024 if found else 0)
        return self._peak

    @property
    def processes(self) -> list[int]:
        """The emulator, and the function if an event has started it."""
        return [self._process.pid, *self._runtimes()]

    def _start(self, api_port: int) -> subprocess.Popen[bytes]:
        emulator = _BIN / "aws-lambda-rie"
        if not emulator.exists() or not RUNTIME.exists():
            raise EmulatorError("Lambda's emulator is not installed. Run `tools/install-emulator`.")
        command = [
            *_without_override(),
            *[str(emulator), "--runtime-interface-emulator-address", f"127.0.0.1:{self._port}"],
            *["--runtime-api-address", f"127.0.0.1:{api_port}"],
            *[str(RUNTIME), "-m", "awslambdaric", self._handler],
        ]
        return subprocess.Popen(
            command,
            cwd=self._task_root,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )

    def _wait(self) -> None:
        until = time.monotonic() + _STARTING_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._port)):
                return
            time.sleep(0.01)
        raise EmulatorError(f"Lambda's emulator did not start:\n{self.logs()}")

    def _runtimes(self) -> Iterator[int]:
        """The function's process, if it runs."""
        with contextlib.suppress(OSError):  # A process may end while it is looked at.
            for children in Path(f"/proc/{self._process.pid}/task").glob("*/children"):
                yield from map(int, children.read_text().split())

    def _end(self) -> None:
        self._peak = self.peak_memory
        self._guard.communicate()
        self._process.wait()


def lambda_environment(task_root: Path) -> dict[str, str]:
    """What Lambda sets, and nothing of the developer's.

    https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
    """
    return {
        "AWS_ACCESS_KEY_ID": "emulator",
        "AWS_SECRET_ACCESS_KEY": "emulator",
        "AWS_SESSION_TOKEN": "emulator",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EXECUTION_ENV": f"AWS_Lambda_python{lambdas_version()}",
        "AWS_LAMBDA_FUNCTION_NAME": "function",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "HOME": "/home/sbx_user1051",  # There is no such folder, so no ~/.aws is read.
        "LAMBDA_TASK_ROOT": str(task_root),
        "LANG": "en_US.UTF-8",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "TZ": ":UTC",
    }


def make_read_only(folder: Path) -> None:
    """Take away the permission to write in a folder."""
    for parent, _, names in os.walk(folder):
        for path in (parent, *(os.path.join(parent, name) for name in names)):
            os.chmod(path, os.stat(path).st_mode & ~0o222)


def _without_override() -> list[str]:
    """What makes a command heed permissions: root's processes are above them."""
    return ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []


def _answer(status: int, body: bytes) -> Any:
    """The emulator tells failures by what they say: only some have a status of their own."""
    try:
        answer = json.loads(body)
    except ValueError as error:  # "Task timed out after 3.00 seconds"
        message = body.decode()
        raise FunctionError({"errorType": "Sandbox.Timedout", "errorMessage": message}) from error
    failed = isinstance(answer, dict) and {"errorType", "errorMessage"} <= answer.keys()
    if failed or status != 200:
        raise FunctionError(answer)
    return answer
