"""`flask` commands for authors and operators, one module each. FLASK_APP names this package."""

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
