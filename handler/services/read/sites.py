"""The site as pages need it: configuration and navigation, kept while their generation holds."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from handler.core.index import bylines, counters, items
from handler.core.model.addressing.addresses import NOT_FOUND
from handler.core.model.addressing.paths import composed, escaped, fold
from handler.core.model.addressing.site_files import (
    SITE_FILES,
    STYLE,
    SiteFiles,
    fingerprinted,
    site_files,
)
from handler.core.model.context import Languages, Links, NavItem
from handler.core.model.entries import Entry, SiteConfig
from handler.core.model.languages.scripts import in_language_of
from handler.core.model.writes import Item, Key
from handler.core.site.languages import languages_in_use
from handler.core.site.pictures.site import pictures_of
from handler.core.site.theme.intro import pages_of_intro
from handler.core.site.theme.own_files import favicon_of, style_of
from handler.services.ports import Table
from handler.services.read.replies import Base
from handler.services.records import (
    config_key,
    entry_in,
    languages_in,
    own_templates,
    site_in,
    used_languages_in,
)

_MAXIMUM_PAGES = 500
_NOT_FOUND = {"page": items.path_key(fold(NOT_FOUND)), "asset": items.path_key(NOT_FOUND)}
_FILES = {path: items.path_key(path) for path in (*SITE_FILES, STYLE)}


@dataclass(frozen=True, slots=True)
class SiteSnapshot:
    """Configuration and navigation, read at or after a generation of the tag `site`.

    `not_found` is the item of the author's own page or file for what is not found, `missing` the
    paths of pictures where nothing is. It is not `settled` while nothing tells the language of the
    blog.
    """

    config: SiteConfig
    nav: tuple[NavItem, ...]
    generation: int
    not_found: Item | None = None
    files: SiteFiles = field(default_factory=SiteFiles)
    settled: bool = True
    missing: frozenset[str] = frozenset()
    templates: Mapping[str, str] = field(default_factory=dict)
    bylines: bool = False
    has_desk: bool = False
    languages: Languages = field(default_factory=Languages)
    intro: tuple[Entry, ...] = ()


def links_at(base: Base, site: SiteSnapshot, static_files: Mapping[str, str]) -> Links:
    """Where pages of a site are, for who came to a deployment of it."""
    prefix = base.prefix + site.config.baseurl
    here = base.origin and base.origin + base.prefix
    url = base.url or site.config.url or here
    return Links(url, prefix, static_files, base.prefix, is_copy=base.is_copy)


class Sites:
    """The snapshot that this process has."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._snapshot: SiteSnapshot | None = None

    @property
    def last(self) -> SiteSnapshot | None:
        """The last snapshot read, however old."""
        return self._snapshot

    def at(self, generation: int) -> SiteSnapshot:
        """The snapshot of a generation that was read just before."""
        snapshot = self._snapshot
        if snapshot is None or snapshot.generation != generation or not snapshot.settled:
            own = (*_NOT_FOUND.values(), *_FILES.values())
            first = [config_key(), counters.THEME, bylines.STATE, items.LANGUAGES, items.DESK]
            first += [*counters.language_keys(), *own]
            found = {**self._table.get(first)}
            if style := style_of(site_in(found)):
                found |= self._table.get([items.path_key(style), items.path_key(fold(style))])
            pages = self._table.query(items.PAGES, limit=_MAXIMUM_PAGES)
            has_templates = int(found.get(counters.THEME, {}).get("templates", 0)) > 0
            templates = own_templates(self._table) if has_templates else {}
            snapshot = _snapshot(found, pages, generation, templates)
            snapshot = replace(snapshot, missing=self._missing(snapshot.config))
            self._snapshot = snapshot
        return snapshot  # And not `self._snapshot`, which may be another thread's by now.

    def _missing(self, config: SiteConfig) -> frozenset[str]:
        paths = {path: items.path_key(path) for path in pictures_of(config)}
        found = self._table.get([*paths.values()]) if paths else {}
        return frozenset(path for path, place in paths.items() if place not in found)


def spoken_site(found: Mapping[Key, Item]) -> tuple[SiteConfig, Counter[str]]:
    """The site in its language, and what told that if it names none."""
    config, counted = site_in(found), languages_in(found)
    return in_language_of(config, counted), counted


def used_languages(found: Mapping[Key, Item]) -> tuple[str, ...]:
    """The languages that have pages of their own."""
    return languages_in_use(spoken_site(found)[0], used_languages_in(found)).with_pages


def _snapshot(
    found: Mapping[Key, Item],
    pages: list[tuple[str, Item]],
    generation: int,
    templates: Mapping[str, str],
) -> SiteSnapshot:
    config, counted = spoken_site(found)
    settled = config.names_language or bool(counted)
    own = (found.get(place, {}) for place in _NOT_FOUND.values())
    return SiteSnapshot(
        config,
        navigation(config, pages),
        generation,
        next((item for item in own if item.get("kind") in _NOT_FOUND), None),
        _files(config, found),
        settled,
        templates=templates,
        bylines=int(found.get(bylines.STATE, {}).get("several", 0)) > 0,
        has_desk=bool(found.get(items.DESK, {}).get("on")),
        languages=languages_in_use(config, used_languages_in(found)),
        intro=pages_of_intro(config, (entry_in(item) for _, item in pages)),
    )


def _files(config: SiteConfig, found: Mapping[Key, Item]) -> SiteFiles:
    def is_there(path: str) -> bool:
        return found.get(items.path_key(path), {}).get("kind") == "asset"

    return site_files(is_there, favicon_of(config), _style(style_of(config) or STYLE, found))


def _style(path: str, found: Mapping[Key, Item]) -> str:
    """The path of a stylesheet by its content; one that is rendered has none to be named by."""
    file = found.get(items.path_key(path), {})
    if file.get("kind") == "asset":
        return fingerprinted(path, str(file["etag"]))
    return path if items.path_key(fold(path)) in found else ""


def navigation(config: SiteConfig, rows: list[tuple[str, Item]]) -> tuple[NavItem, ...]:
    """The pages to link to: those that `header_pages` names, else all with a title."""
    entries = {composed(entry.key): entry for entry in (entry_in(item) for _, item in rows)}
    wanted = config.data.get("header_pages")
    keys = (
        [composed(key) for key in wanted if isinstance(key, str)]
        if isinstance(wanted, list)
        else None
    )
    chosen = [entries[key] for key in keys if key in entries] if keys else list(entries.values())
    return tuple(
        NavItem(e.title, escaped(e.path), e.lang or e.listed_lang, e.translations)
        for e in chosen
        if e.in_navigation
    )
