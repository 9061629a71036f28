"""What FLASK_APP names: the application, whose command line has all commands as well."""

from handler.cli.commands import all_commands
from handler.entry import app

__all__ = ["app"]

for _command in all_commands():
    app.cli.add_command(_command)
