"""Runs code that has nothing but Python's own library and a package to import from."""

import json
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tools.pythons import find, lambdas_version

_START = "import json, sys\nsys.path.insert(0, sys.argv[1])\n"


def run_alone(
    folder: Path, code: str, *arguments: str, environment: Mapping[str, str] | None = None
) -> Any:
    """What the code prints last, as JSON. The function's Python runs it, elsewhere and bare."""
    command = [_python(), "-I", "-S", "-B", "-c", _START + code, str(folder), *arguments]
    done = subprocess.run(
        command,
        cwd="/",
        env=environment or {},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@cache
def _python() -> str:
    return find(lambdas_version())
