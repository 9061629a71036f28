"""Commands for authors and operators, one module each, named like it.

May import: all of handler.
Never comes in: decisions, which belong to core; what several commands share, to handler/cli.
"""

from importlib import import_module
from pkgutil import walk_packages

from click import Command


def _name(module: str) -> str:
    return module.rpartition(".")[2].rstrip("_").replace("_", "-")


_MODULES = {
    _name(found.name): found.name
    for found in walk_packages(__path__, f"{__name__}.")
    if not found.ispkg
}
NAMES = sorted(_MODULES)
"""What all commands are called."""


def command_named(name: str) -> Command | None:
    """A command, whose module is imported only now: all of them take most of a second."""
    if name not in _MODULES:
        return None
    command: Command = import_module(_MODULES[name]).command
    return command


def all_commands() -> list[Command]:
    """Each of them, by name."""
    return [command for name in NAMES if (command := command_named(name))]
