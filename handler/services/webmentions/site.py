"""The configuration as a tick knows it: read once, by the first chore that asks."""

from datetime import datetime

from handler.core.model.entries import SiteConfig
from handler.services.ports import Table
from handler.services.records import stored_site


class SiteOfTick:
    """What the chores of a tick, which all have one deadline, share of a blog's configuration."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: tuple[datetime, SiteConfig] | None = None

    def at(self, deadline: datetime) -> SiteConfig:
        """The configuration, for the tick with a deadline."""
        if self._known is None or self._known[0] != deadline:
            self._known = deadline, stored_site(self._table)
        return self._known[1]
