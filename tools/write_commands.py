"""Writes docs/commands.md from the help of the commands: `python -m tools.write_commands`."""

from collections.abc import Iterator
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
    import handler.cli.commands  # noqa: F401 - registers them
    from handler.entry import app

    commands = {name: app.cli.commands[name] for name in sorted(app.cli.commands)}
    return "\n".join([_HEAD, *_sections(commands)])


def _sections(commands: dict[str, click.Command]) -> Iterator[str]:
    for name, command in commands.items():
        with click.Context(command, info_name=f"coldpress {name}", terminal_width=88) as context:
            yield f"## {name}\n\n```\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
