"""What `zappa deploy`, `update` and `package` call: with their zip, and when they are done.

zappa_settings.json names it (`callbacks`). Zappa would copy the whole virtual environment and add
bytecode that Python does not accept: it records the times of sources, and Zappa sets them all to
1980. `exclude` therefore leaves nothing in Zappa's zip, and this puts ours in its place.
https://github.com/zappa/Zappa#executing-in-response-to-aws-events
"""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def replace(cli: Any) -> None:
    """Put our package where Zappa expects its own."""
    with _told():
        from tools.package.archive import describe
        from tools.package.building import build
        from tools.package.stages import stage_of

        output = Path(cli.zip_path)
        build(stage_of(cli), output)
        print(describe(output))  # noqa: T201 - it is shown to the operator


def connect(cli: Any) -> None:
    """Connect the bucket and the function that Zappa has deployed."""
    with _told():
        from handler.cli.deployment.connecting import connect
        from handler.cli.infrastructure.stages import read_stage

        connect(read_stage(cli.api_stage))


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Zappa would answer any other exception than this with a traceback."""
    # Zappa loads this file as a module on its own, without the repository on the path.
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from handler.core.model.problems import ColdpressError

    try:
        yield
    except ColdpressError as error:
        raise SystemExit(f"Error: {error}") from error
