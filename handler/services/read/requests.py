"""Requests: which page a reader asks for, in a blog below a `baseurl`. No IO here."""

from dataclasses import dataclass

from handler.core.index import items
from handler.core.model.addressing.addresses import Address, parse
from handler.core.model.writes import Key
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


def request_in(baseurl: str, path: str, base: Base) -> Request | None:
    """The request for a path; None if it is outside of `baseurl`."""
    if baseurl and path != baseurl and not path.startswith(baseurl + "/"):
        return None
    inner = path[len(baseurl) :] or "/"
    return Request(base, baseurl, inner, parse(inner))
