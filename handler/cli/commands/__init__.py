"""`flask` commands for authors and operators, one module each. FLASK_APP names this package.

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

for _module in (check, doctor, provision, purge, push, reindex, render, serve, status):
    app.cli.add_command(_module.command)
