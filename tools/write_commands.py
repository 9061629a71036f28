"""Writes docs/commands.md from the help of the commands: `python -m tools.write_commands`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
_HEAD = """\
# Commands

`make serve` and `make setup` install the program `coldpress` in `.venv/bin`. It works in any
folder, and has shells complete what one types:
`eval "$(_COLDPRESS_COMPLETE=bash_source coldpress)"`, or `zsh_source`. In the folder of this
repository `.venv/bin/flask NAME` does the same.

PATH is a folder in Jekyll's layout; without it the blog that you are in, else, for what changes
nothing, the sample in `content/`. STAGE is one of `zappa_settings.json`, in the folder you are in,
else in this repository; without it `production`. `serve`, `check` and `render` need neither AWS
nor that file, `init` only the file; nor do `new`, `publish`, `unpublish`, `schedule` and `mv`
without `--online`.

This page is made from the commands' own help.
"""


def page() -> str:
    """The page as it should be."""
    from handler.cli.commands import COMMANDS
    from handler.cli.program import main

    with main.make_context("coldpress", ["--"], terminal_width=88, resilient_parsing=True) as whole:
        return "\n".join([_HEAD, *_sections(COMMANDS.values(), whole)])


def _sections(commands: Iterable[click.Command], whole: click.Context) -> Iterator[str]:
    for command in commands:
        with click.Context(command, parent=whole, info_name=command.name) as context:
            yield f"## {command.name}\n\n```\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
