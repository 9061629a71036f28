"""Writes docs/commands.md from the help of the commands: `python -m tools.write_commands`."""

from collections.abc import Iterator
from pathlib import Path

import click

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
_HEAD = """\
# Commands

In the folder of this repository, after `make serve` or `make test` has set it up once, commands
are run as `.venv/bin/flask NAME`. All but `serve`, `check` and `render` work on the bucket and
table that `COLDPRESS_BUCKET` and `COLDPRESS_TABLE` name, with the usual AWS credentials;
`doctor` and `provision` on those of a stage of zappa_settings.json.
This page is made from the commands' own help.
"""


def page() -> str:
    """The page as it should be."""
    import handler.cli.commands  # noqa: F401 - registers them
    from handler.entry import app

    commands = {name: app.cli.commands[name] for name in sorted(app.cli.commands)}
    return "\n".join([_HEAD, *_sections(commands)])


def _sections(commands: dict[str, click.Command]) -> Iterator[str]:
    for name, command in commands.items():
        with click.Context(command, info_name=f"flask {name}", terminal_width=88) as context:
            yield f"## {name}\n\n```\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
