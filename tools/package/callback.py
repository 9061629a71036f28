"""What `zappa deploy`, `update` and `package` call once they have made their zip.

zappa_settings.json names it (`callbacks`). Zappa would copy the whole virtual environment and add
bytecode that Python does not accept: it records the times of sources, and Zappa sets them all to
1980. `exclude` therefore leaves nothing in Zappa's zip, and this puts ours in its place.
https://github.com/zappa/Zappa#executing-in-response-to-aws-events
"""

import sys
from pathlib import Path
from typing import Any


def replace(cli: Any) -> None:
    """Put our package where Zappa expects its own."""
    # Zappa loads this file as a module on its own, without the repository on the path.
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from handler.core.model.problems import ColdpressError
    from tools.package.archive import describe
    from tools.package.building import build
    from tools.package.stages import stage_of

    output = Path(cli.zip_path)
    try:
        build(stage_of(cli), output)
    except ColdpressError as error:
        # Zappa would answer any other exception with a traceback.
        raise SystemExit(f"Error: {error}") from error
    print(describe(output))  # noqa: T201 - it is shown to the operator
