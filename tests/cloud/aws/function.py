"""The deployed function: what the account says of it, and its environments under the emulator."""

import contextlib
import hashlib
import io
import queue
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.cloud.aws.account import REGION, Account
from tools.emulator import Emulator, FunctionError

_AHEAD = Path(__file__).parents[1] / "ahead"
_ATTEMPTS = 3
"""Lambda retries an asynchronous invocation twice:
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html"""


@dataclass(frozen=True, slots=True)
class Function:
    """A function as it is deployed: its code, unpacked, and its configuration."""

    name: str
    task_root: Path
    handler: str
    environment: Mapping[str, str]
    memory_mb: int
    timeout_seconds: int

    def given(self, **environment: str) -> "Function":
        """The function with other environment variables."""
        return replace(self, environment={**self.environment, **environment})

    def an_hour_later(self) -> "Function":
        """The function with a clock that is ahead."""
        later = self.given(PYTHONPATH=str(_AHEAD))
        return replace(later, handler="an_hour_later.lambda_handler")


def deployed_function(account: Account, name: str, folder: Path) -> Function:
    """A function, its code downloaded from the account and unpacked in a folder, the same once."""
    found = account.client("lambda").get_function(FunctionName=name)
    with urllib.request.urlopen(found["Code"]["Location"]) as answer:
        code = answer.read()
    task_root = folder / f"code-{hashlib.sha256(code).hexdigest()}"
    if not task_root.exists():
        zipfile.ZipFile(io.BytesIO(code)).extractall(task_root)
    configuration = found["Configuration"]
    given = {
        "AWS_LAMBDA_FUNCTION_NAME": name,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": account.address,
        "COLDPRESS_DEADLINE_FACTOR": "20",  # This machine may be busy.
        **account.assume(configuration["Role"]),
    }
    return Function(
        name=name,
        task_root=task_root,
        handler=configuration["Handler"],
        environment=configuration.get("Environment", {}).get("Variables", {}) | given,
        memory_mb=configuration["MemorySize"],
        timeout_seconds=configuration["Timeout"],
    )


class Fleet:
    """Environments of one function, of which each answers one event at a time.

    They take turns, so that none remembers more than the others. Events that come while all are
    busy wait for one.
    """

    def __init__(self, emulators: list[Emulator]) -> None:
        self.emulators = emulators
        self._idle: queue.Queue[Emulator] = queue.Queue()
        for emulator in emulators:
            self._idle.put(emulator)

    @contextlib.contextmanager
    def one(self) -> Iterator[Emulator]:
        """The environment whose turn it is, as soon as it is idle."""
        emulator = self._idle.get()
        try:
            yield emulator
        finally:
            self._idle.put(emulator)

    def invoke(self, event: Mapping[str, Any]) -> Any:
        """The answer to an event."""
        with self.one() as emulator:
            return emulator.invoke(event)

    def invoke_later(self, event: Mapping[str, Any]) -> None:
        """Handle an event as Lambda does one that nobody waits for: again if it fails."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                self.invoke(event)
            except FunctionError:
                if attempt == _ATTEMPTS:
                    raise
            else:
                return

    def logs(self) -> str:
        """What all environments wrote so far."""
        return "".join(emulator.logs() for emulator in self.emulators)


@contextlib.contextmanager
def fleet(function: Function, size: int) -> Iterator[Fleet]:
    """A number of environments of a function, until the end."""
    with contextlib.ExitStack() as stack:
        yield Fleet([stack.enter_context(_emulator(function)) for _ in range(size)])


def _emulator(function: Function) -> Emulator:
    return Emulator(
        function.task_root,
        function.handler,
        function.environment,
        memory_mb=function.memory_mb,
        timeout_seconds=function.timeout_seconds,
    )
