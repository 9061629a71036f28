"""Commands for authors and operators, one module each. FLASK_APP names this package.

May import: all of handler.
Never comes in: decisions, which belong to core; what several commands share, to handler/cli.
"""

from handler.cli.commands import (
    check,
    doctor,
    provision,
    purge,
    push,
    reindex,
    render,
    serve,
    status,
)
from handler.entry import app

_MODULES = (check, doctor, provision, purge, push, reindex, render, serve, status)
COMMANDS = tuple(module.command for module in _MODULES)
"""All commands, in the order of their names."""

for _command in COMMANDS:
    app.cli.add_command(_command)
