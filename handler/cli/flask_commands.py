"""What FLASK_APP names: the application, whose command line has all commands as well."""

from handler.cli.commands import COMMANDS
from handler.entry import app

__all__ = ["app"]

for _command in COMMANDS.values():
    app.cli.add_command(_command)
