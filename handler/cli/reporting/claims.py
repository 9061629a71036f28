"""Files at addresses where the blog itself, or another post, would have something too.

A file of the author's goes before what the blog only leads from, as `/atom.xml`, and before a post
as Markdown or JSON; never before a page of the blog's own. Both may be a surprise.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from handler.core.index import items
from handler.core.model.addressing.addresses import export_of, export_path
from handler.core.model.addressing.aliases import alias_of
from handler.core.model.addressing.keys import is_markdown
from handler.core.model.addressing.language_addresses import language_of, parse_in
from handler.core.model.addressing.paths import fold
from handler.core.model.addressing.reserved import is_shadowed
from handler.core.model.entries import SiteConfig
from handler.core.model.problems import Problem
from handler.core.model.sources import Source
from handler.core.model.writes import Item, Key
from handler.core.site.feed_settings import old_path_of
from handler.services.read.paths.known import KNOWING
from handler.services.read.sites import used_languages
from handler.services.records import site_in, stored_sources
from handler.wiring import Services

_AT_ONCE = 50
_FORMATS: dict[Literal["md", "json"], str] = {"md": "as Markdown", "json": "as JSON"}
_TAKEN_FIX = "Give it another name or permalink, unless you want just that."
_HIDDEN_FIX = "Give it another name, or delete it."


def claims_of(services: Services, keys: Sequence[str]) -> dict[str, list[Problem]]:
    """What these live keys take from the blog or other posts, and what is taken from them."""
    known = services.table.get(KNOWING)
    site, languages = site_in(known), used_languages(known)
    live = frozenset(keys)
    found: dict[str, list[Problem]] = {}
    for start in range(0, len(keys), _AT_ONCE):
        stretch = keys[start : start + _AT_ONCE]
        sources = stored_sources(services.table, stretch)
        owners = services.table.get([place for each in sources for place in _places(each)])
        for source in sources:
            claims = _Claims(services, source, owners, site, live, languages)
            found[source.key] = list(claims.problems())
    return found


def _paths(source: Source) -> tuple[str, ...]:
    """The paths at which readers find a source."""
    if source.asset:
        return (source.asset.path,)
    return (source.entry.path, *source.entry.redirect_from) if source.entry else ()


def _as_shown(path: str) -> str:
    """The address at which web servers show a file of HTML."""
    return path.removesuffix("index.html")


def _exports(source: Source) -> dict[str, str]:
    """Where a post is to be had for programs, and how."""
    entry = source.entry
    if entry is None or entry.kind != "post" or entry.redirect_to:
        return {}
    return {
        export_path(entry.path, form): words
        for form, words in _FORMATS.items()
        if form == "json" or is_markdown(source.key)
    }


def _places(source: Source) -> Iterator[Key]:
    """The items that tell who else would be at the paths of a source or of its exports."""
    for path in _paths(source):
        if export := export_of(path):
            yield items.path_key(fold(export.stem))
    for path in _exports(source):
        yield from (items.path_key(path), items.path_key(fold(path)))


class _Claims:
    """What is to be said of one source; `told` are the keys of which the same will be said."""

    def __init__(
        self,
        services: Services,
        source: Source,
        owners: Mapping[Key, Item],
        site: SiteConfig,
        told: frozenset[str],
        languages: Sequence[str],
    ) -> None:
        self._services = services
        self._source = source
        self._owners = owners
        self._site = site
        self._told = told
        self._languages = languages

    def problems(self) -> Iterator[Problem]:
        """All that an author may want to know."""
        for path in _paths(self._source):
            if self._source.asset and is_shadowed(path):
                message = f"is not shown, as the blog itself is at {path}."
                yield self._warning(message, _HIDDEN_FIX)
            elif lang := language_of(parse_in(_as_shown(path), self._languages)):
                words = f"where the blog's own page for {lang} is otherwise."
                yield self._warning(f"takes {path}, {words}", _TAKEN_FIX)
            elif alias := self._alias(path):
                message = f"takes {path}, from where the blog leads to {alias} otherwise."
                yield self._warning(message, _TAKEN_FIX)
            elif post := self._post_at(path):
                yield self._warning(f"takes {path}, where {post} is otherwise.", _TAKEN_FIX)
        yield from self._taken()

    def _alias(self, path: str) -> str:
        alias = "/feed.xml" if path == old_path_of(self._site) else alias_of(path)
        entry = self._source.entry
        if entry and entry.redirect_to == alias:
            return ""  # The template of a feed, which leads there as well.
        is_there = alias and self._services.reader.answers(self._site.baseurl + alias)
        return alias if is_there else ""

    def _post_at(self, path: str) -> str:
        """The post that would be at a path for programs, and as what."""
        export = export_of(path)
        item = self._owners.get(items.path_key(fold(export.stem))) if export else None
        if export is None or item is None or item["kind"] != "post":
            return ""
        owner, form = str(item["owner"]), _FORMATS[export.format]
        own = export_path(str(item["to"]), export.format)
        is_there = own == path if self._source.asset else fold(own) == fold(path)
        is_there = is_there and (export.format == "json" or is_markdown(owner))
        return f"{owner} {form}" if is_there and owner != self._source.key else ""

    def _taken(self) -> Iterator[Problem]:
        """What was there before the post, if it is not looked at itself."""
        for path, form in _exports(self._source).items():
            owner = self._owner(path)
            if owner and owner != self._source.key and owner not in self._told:
                message = f"is not to be had {form}, as {owner} takes {path}."
                yield self._warning(message, "Rename that file, unless you want just that.")

    def _owner(self, path: str) -> str:
        """Who has a path, be it a file, whose path is exact, or what folds alike."""
        exact = self._owners.get(items.path_key(path), {})
        other = self._owners.get(items.path_key(fold(path)), {})
        item = exact if "asset" in (exact.get("kind"), other.get("kind")) else other
        return str(item.get("owner", ""))

    def _warning(self, message: str, fix: str) -> Problem:
        return Problem(self._source.key, message, fix, severity="warning")
