"""Invalidations: what a source that replaces another makes stale. No IO here."""

from dataclasses import dataclass

from handler.core.index import codec, items
from handler.core.index.cache_tags import profile_tag, tags_touched_by
from handler.core.index.source_items import items_of, lists_of
from handler.core.model.addressing.addresses import NOT_FOUND, Robots, export_of, parse
from handler.core.model.addressing.keys import TEMPLATES
from handler.core.model.addressing.paths import fold
from handler.core.model.addressing.site_files import SITE_FILES, is_styling
from handler.core.model.media.pictures import Picture
from handler.core.model.profiles import profiled_kind
from handler.core.model.sources import Asset, Source
from handler.core.model.writes import Item, Key


@dataclass(frozen=True, slots=True)
class Invalidation:
    """What is left to do after a commit: tags to invalidate, positions in `list#all` whose
    neighbours show another title now, series whose parts list others now, texts whose versions in
    other languages lead to others now, whether other languages may be in use, and paths that others
    may have waited for. A position in the list of a language has that before it."""

    key: Key
    tags: frozenset[str] = frozenset()
    positions: frozenset[str] = frozenset()
    released: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()
    translations: frozenset[str] = frozenset()
    languages: bool = False

    def to_item(self) -> Item:
        """The pending row that the tick can find."""
        return {
            "tags": codec.dumps(sorted(self.tags)),
            "positions": codec.dumps(sorted(self.positions)),
            "released": codec.dumps(sorted(self.released)),
            "series": codec.dumps(sorted(self.series)),
            "translations": codec.dumps(sorted(self.translations)),
            "languages": int(self.languages),
        }


def invalidation_from_item(sk: str, item: Item) -> Invalidation:
    """The invalidation in a pending row."""
    tags, positions, released, series, translations = (
        frozenset(codec.loads(str(item.get(name, "[]"))))
        for name in ("tags", "positions", "released", "series", "translations")
    )
    place, languages = Key(items.PENDING, sk), bool(item.get("languages"))
    return Invalidation(place, tags, positions, released, series, translations, languages)


def invalidation_of(
    old: Source | None,
    new: Source,
    changed: list[Key],
    content_changed: bool,
    around: frozenset[str],
) -> Invalidation | None:
    """What a source that replaces another makes stale, by the items it changes; None if nothing."""
    tags: set[str] = set()
    if new.kind != "asset":
        tags |= tags_touched_by(new.kind if content_changed else "asset", changed)
    if content_changed and (kind := profiled_kind(new.key)):
        tags.add(profile_tag(kind))
    tags |= _shown_on(old) | _shown_on(new) if content_changed else set()
    if content_changed and around & (_path_items(old) ^ _path_items(new)):
        tags.add("site")
    if _shown_beside(old) - _shown_beside(new):
        tags.add("related")
    if _page_paths(old) != _page_paths(new):
        tags.add("links")
    if _picture(old) != _picture(new):
        tags.add("images")
    positions = frozenset(position for position, *_ in _shown_beside(old) ^ _shown_beside(new))
    series = _changed_rows("series#", old, new)
    translations = _changed_rows("translations#", old, new)
    languages = _listed_in(old) != _listed_in(new)
    released = frozenset(_path_items(old) - _path_items(new))
    if new.kind == "template" and content_changed:
        released |= {TEMPLATES}
    if not (tags or positions or released or series or translations):
        return None
    place = Key(items.PENDING, f"{new.key}#{new.revision:012d}")
    found = (frozenset(tags), positions, released, series, translations)
    return Invalidation(place, *found, languages)


def _picture(source: Source | None) -> Picture | None:
    asset = source.asset if source else None
    return asset.picture if asset else None


def _shown_beside(source: Source | None) -> set[tuple[str, str, str, str]]:
    """The position of a post in `list#all` with what its neighbours and related posts show."""
    entry = source.entry if source else None
    if entry is None or entry.date is None or entry.kind != "post" or entry.redirect_to:
        return set()
    place, day = items.position(entry.date, entry.path), entry.date.isoformat()
    listed = f"{items.language_list(entry.listed_lang)} " if entry.listed_lang else ""
    places = {place, f"{listed}{place}"}
    return {(each, entry.title, entry.lang, day) for each in places}


def _changed_rows(kind: str, old: Source | None, new: Source) -> frozenset[str]:
    """The series, or texts in several languages, of which others show another row now."""
    return frozenset(name for name, *_ in _rows(kind, old) ^ _rows(kind, new))


def _rows(kind: str, source: Source | None) -> set[tuple[str, str, str]]:
    found = items_of(source).items() if source else ()
    return {
        (key.pk.removeprefix(kind), key.sk, codec.dumps(item))
        for key, item in found
        if key.pk.startswith(kind)
    }


def _listed_in(source: Source | None) -> str:
    """The language among whose posts a source stands."""
    entry = source.entry if source else None
    is_listed = entry and entry.date and entry.kind == "post" and not entry.redirect_to
    return entry.listed_lang if entry and is_listed else ""


def _page_paths(source: Source | None) -> set[str]:
    keys = items_of(source) if source else {}
    return {key.sk for key in keys if key.pk == items.PAGES}


def _path_items(source: Source | None) -> set[str]:
    keys = items_of(source) if source else {}
    return {key.pk.removeprefix("path#") for key in keys if key.pk.startswith("path#")}


def _shown_on(source: Source | None) -> set[str]:
    """The pages and feeds that show the body of a source."""
    publication = source.publication if source else None
    entry, asset = (publication.entry, publication.asset) if publication else (None, None)
    if asset:
        return _shown_of_file(asset)
    own = {f"path#{fold(entry.path)}", *lists_of(entry)} if entry else set()
    return own - {items.PINNED}


def _shown_of_file(asset: Asset) -> set[str]:
    """What a file may stand for: a page of the blog itself, a post for programs, a folder."""
    is_robots = isinstance(parse(asset.path), Robots)
    is_shown = asset.is_page or is_robots or export_of(asset.path)
    own = {f"path#{fold(asset.path)}"} if is_shown else set()
    of_site = asset.path in {NOT_FOUND, *SITE_FILES} or is_styling(asset.path)
    return own | ({"site"} if of_site else set())
