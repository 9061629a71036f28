"""What a stage of zappa_settings.json says about the package, as Zappa reads it."""

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handler.cli.infrastructure.stages import SETTINGS
from handler.cli.infrastructure.stages import read_stage as check_stage


@dataclass(frozen=True, slots=True)
class Stage:
    """The Lambda function, what it runs on, and the source of its module `zappa_settings`."""

    function: str
    runtime: str
    architecture: str
    settings: str


def read_stage(name: str, root: Path) -> Stage:
    """A stage of the zappa_settings.json in a folder. Asks nothing of AWS.

    Raises `StageError` for what Zappa would answer with a traceback.
    """
    from zappa.cli import ZappaCLI

    check_stage(name, root / SETTINGS)
    cli = ZappaCLI()
    cli.load_credentials = False
    cli.api_stage = name
    # Zappa warns that handler/ might collide with a module of its own, which is not deployed.
    with contextlib.redirect_stdout(io.StringIO()):
        cli.load_settings(str(root / SETTINGS))
    return stage_of(cli)


def stage_of(cli: Any) -> Stage:
    """The stage that a `ZappaCLI` has loaded."""
    return Stage(
        cli.lambda_name, cli.runtime, cli.architecture, settings=cli.get_zappa_settings_string()
    )
