"""Commands for authors and operators, one module each. FLASK_APP names this package.

May import: all of handler.
Never comes in: decisions, which belong to core; what several commands share, to handler/cli.
"""

from handler.cli.commands import (
    check,
    deploy,
    desk,
    diff,
    doctor,
    export,
    history,
    import_,
    init,
    logs,
    mv,
    new,
    open,
    preview,
    provision,
    publish,
    pull,
    purge,
    push,
    reindex,
    render,
    restore,
    rollback,
    schedule,
    serve,
    status,
    theme,
    unpublish,
)
from handler.entry import app

_MODULES = (
    *(check, deploy, desk, diff, doctor, export, history, import_, init, logs, mv, new, open),
    *(preview, provision, publish, pull, purge, push, reindex, render, restore),
    *(rollback, schedule, serve, status, theme, unpublish),
)
COMMANDS = tuple(module.command for module in _MODULES)
"""All commands, in the order of their names."""

for _command in COMMANDS:
    app.cli.add_command(_command)
