"""What a process knows of the addresses of its blog, and how it keeps up with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handler.core.index import counters, items
from handler.core.model.entries import SiteConfig
from handler.core.model.writes import Item, Key
from handler.services.ports import Table
from handler.services.read.cache.page_cache import Look
from handler.services.read.sites import used_languages
from handler.services.records import config_key, site_in

KNOWING = (config_key(), items.LANGUAGES, *counters.language_keys())
"""The items that tell the addresses of a blog."""


@dataclass(frozen=True, slots=True)
class Known:
    """What tells the addresses of a blog: its configuration, its languages, and since when."""

    config: SiteConfig = field(default_factory=SiteConfig)
    languages: tuple[str, ...] = ()
    generation: int = -1

    def is_alike(self, other: "Known") -> bool:
        """Whether addresses mean the same with another."""
        same = self.config.baseurl == other.config.baseurl
        return same and self.languages == other.languages


def _known_in(found: Mapping[Key, Item], generation: int) -> Known:
    """What these items tell of addresses."""
    return Known(site_in(found), used_languages(found), generation)


class KnownAddresses:
    """What addresses mean, as far as the looks at the table have told."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.known = Known()

    @property
    def asked(self) -> tuple[Key, ...]:
        """The items that a look has to ask for beside those of its page."""
        return KNOWING if self.known.generation == -1 else ()

    def learn(self, look: Look) -> bool:
        """Keep up with a look; whether addresses mean something else than was assumed."""
        assumed, current = self.known, look.generations["site"]
        if assumed.generation == current:
            return False
        found = look.found if assumed.generation == -1 else self._table.get(KNOWING)
        self.known = _known_in(found, current)
        return not self.known.is_alike(assumed)
