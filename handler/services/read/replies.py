"""What a reader can get, as plain data."""

from dataclasses import dataclass

from handler.core.model.addressing.paths import escaped
from handler.core.model.context import SiteContext
from handler.core.model.writes import Item
from handler.services.read.cache.page_cache import Page


@dataclass(frozen=True, slots=True)
class Base:
    """The deployment a request came to.

    `url` is the blog's own (`https://example.com`), empty if nobody set it; `prefix` what
    readers' paths begin with (`/dev`); `origin` the origin at which this request arrived. Of what
    `is_copy` pages become files; see `Links`.
    """

    url: str
    prefix: str = ""
    origin: str = ""
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class Redirect:
    """Another address to go to, as `to_address` takes it."""

    to: str
    permanent: bool = True


def redirect_to_path(path: str, *, permanent: bool = True) -> Redirect:
    """To a path of the blog."""
    return Redirect(escaped(path), permanent)


@dataclass(frozen=True, slots=True)
class AssetReply:
    """A file of the bucket, to be sent by whoever holds its client.

    Unless `keeps_place`, readers get a photo without the place where it was taken. An address that
    `names` a stylesheet's content cannot come to mean another.
    """

    key: str
    item: Item
    keeps_place: bool = False
    names: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """There is no such page; what to show instead: `html`, or a `file` of the author's."""

    html: str = ""
    file: AssetReply | None = None


@dataclass(frozen=True, slots=True)
class Fallback:
    """A page rendered from the bucket while the table does not answer; nobody may keep it."""

    html: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search, to be rendered within this context for what the reader looks for."""

    context: SiteContext


Reply = Page | Redirect | AssetReply | Missing | Fallback | SearchPage
