"""Functions that are warm, each in a process of its own, and the CPU that a call takes."""

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from benchmarks.packages import Package
from tools.emulator import RUNTIME, lambda_environment

_WORKER = Path(__file__).parent / "inside" / "worker.py"
_CALLS = 100


@contextmanager
def worker(
    package: Package, environment: Mapping[str, str], event: Mapping[str, Any]
) -> Iterator[Callable[[], float]]:
    """What measures the CPU seconds of one call, over a hundred of them."""
    with NamedTemporaryFile("w") as event_file:
        json.dump(event, event_file)
        event_file.flush()
        process = subprocess.Popen(
            [RUNTIME, _WORKER, package.folder, package.handler, event_file.name],
            env={**lambda_environment(package.folder), **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        with process:
            yield lambda: _seconds(process)
            process.kill()


def _seconds(process: "subprocess.Popen[str]") -> float:
    assert process.stdin
    assert process.stdout
    print(_CALLS, file=process.stdin, flush=True)
    return float(process.stdout.readline())
