"""Requests: which page a reader asks for, in a blog below a `baseurl`. No IO here."""

from dataclasses import dataclass, replace

from handler.core.index import items
from handler.core.model.addressing.addresses import Address, Content
from handler.core.model.addressing.language_addresses import language_of, parse_in
from handler.core.model.writes import Key
from handler.services.read.cache.page_cache import Look
from handler.services.read.paths.known import Known
from handler.services.read.paths.owners import has_own
from handler.services.read.replies import Base


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
