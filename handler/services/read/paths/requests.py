"""Requests: which page a reader asks for, in a blog below a `baseurl`. No IO here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from handler.core.index import counters, items
from handler.core.model.addressing.addresses import Address, Content
from handler.core.model.addressing.language_addresses import language_of, parse_in
from handler.core.model.entries import SiteConfig
from handler.core.model.writes import Item, Key
from handler.services.read.cache.page_cache import Look
from handler.services.read.paths.owners import has_own
from handler.services.read.replies import Base
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


def known_in(found: Mapping[Key, Item], generation: int) -> Known:
    """What these items tell of addresses."""
    return Known(site_in(found), used_languages(found), generation)


@dataclass(frozen=True, slots=True)
class Request:
    """A request inside the blog: its path without `baseurl`."""

    base: Base
    baseurl: str
    path: str
    address: Address

    @property
    def place(self) -> Key:
        """Where the page is kept."""
        base = self.base
        root = (base.url or base.origin) + base.prefix + self.baseurl
        return items.page_key(root, self.path)


def request_in(known: Known, path: str, base: Base) -> Request | None:
    """The request for a path; None if it is outside of `baseurl`."""
    baseurl = known.config.baseurl
    if baseurl and path != baseurl and not path.startswith(baseurl + "/"):
        return None
    inner = path[len(baseurl) :] or "/"
    return Request(base, baseurl, inner, parse_in(inner, known.languages))


def as_owned(request: Request, look: Look) -> Request:
    """The request for what the author has where a page of a language would be."""
    is_own = language_of(request.address) != "" and has_own(request.path, look)
    return replace(request, address=Content(request.path)) if is_own else request
