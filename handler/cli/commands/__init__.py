"""Commands for authors and operators, one module each. FLASK_APP names this package.

May import: all of handler.
Never comes in: decisions, which belong to core; what several commands share, to handler/cli.
"""

from importlib import import_module
from pkgutil import walk_packages

from click import Command

from handler.entry import app

_MODULES = [module.name for module in walk_packages(__path__, f"{__name__}.") if not module.ispkg]
_FOUND: list[Command] = [import_module(name).command for name in _MODULES]
COMMANDS = sorted(_FOUND, key=lambda command: str(command.name))
"""All commands, one of each module in the folders here."""

for _command in COMMANDS:
    app.cli.add_command(_command)
