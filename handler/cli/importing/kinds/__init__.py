"""One module a program that blogs come from; its docstring says what it reads and leaves out.

May import: dialects/, texts/, and what all kinds share in importing/.
Never comes in: writing files, which importing/ does for all.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from handler.cli.importing.exports import Export
from handler.cli.importing.sources import Source

NAMES = tuple(sorted(module.name for module in iter_modules(__path__)))
"""All kinds: each module of this folder is one."""


class Kind(Protocol):
    """A program whose exports are read."""

    __doc__: str | None

    def read(self, source: Source) -> Export:
        """What is in an export; raises `Unreadable` if it is none."""
        ...


def kind_named(name: str) -> Kind:
    """The kind of that name."""
    return cast("Kind", import_module(f"{__name__}.{name}"))
