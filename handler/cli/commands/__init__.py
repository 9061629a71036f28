"""Commands for authors and operators, one module each. FLASK_APP names this package.

May import: all of handler.
Never comes in: decisions, which belong to core; what several commands share, to handler/cli.
"""

from handler.cli.commands.folders import check, import_, pull, push, render, serve, theme
from handler.cli.commands.stages import (
    deploy,
    desk,
    doctor,
    init,
    logs,
    open,
    provision,
    purge,
    reindex,
    rollback,
    status,
)
from handler.cli.commands.texts import (
    diff,
    history,
    mv,
    new,
    preview,
    publish,
    restore,
    schedule,
    unpublish,
)
from handler.entry import app

_MODULES = (
    *(diff, history, mv, new, preview, publish, restore, schedule, unpublish),
    *(check, import_, pull, push, render, serve, theme),
    *(deploy, desk, doctor, init, logs, open, provision, purge, reindex, rollback, status),
)
COMMANDS = tuple(sorted((module.command for module in _MODULES), key=lambda one: str(one.name)))
"""All commands, in the order of their names."""

for _command in COMMANDS:
    app.cli.add_command(_command)
