"""The program `coldpress`: the same commands as `flask NAME`, and only these."""

import tomllib
from typing import cast

import click

from handler.cli.commands import COMMANDS
from handler.cli.interrupting import StoppableGroup
from handler.fingerprints import ROOT


def _version() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


@click.group(
    cls=StoppableGroup,
    commands=cast("dict[str, click.Command]", COMMANDS),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(_version(), message="coldpress %(version)s")
def main() -> None:
    """A blog of Markdown files: look at it, check it, put it online.

    \b
    Writing:         new, preview, publish, unpublish, schedule, mv
    Without AWS:     serve, check, render
    From elsewhere:  import
    To elsewhere:    export
    Your own look:   theme
    First deploy:    init, deploy
    Every day:       push, pull, push-commit, status, open
    Older versions:  history, diff, restore
    When in doubt:   doctor, logs, reindex, purge, rollback

    PATH is a folder in Jekyll's layout: the one that you are in, if it is a blog. STAGE is one of
    zappa_settings.json: production, unless you name another.
    """
