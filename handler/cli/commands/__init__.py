"""Commands for authors and operators, one module each, named like it.

May import: all of handler.
Never comes in: decisions, which belong to core; what several commands share, to handler/cli.
"""

from collections.abc import Iterator, Mapping
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


class _Commands(Mapping[str, Command]):
    """Each is imported once it is asked for: all of them take most of a second."""

    def __getitem__(self, name: str) -> Command:
        command: Command = import_module(_MODULES[name]).command
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(_MODULES))

    def __len__(self) -> int:
        return len(_MODULES)


COMMANDS: Mapping[str, Command] = _Commands()
"""All commands by their names, one of each module in the folders here."""
