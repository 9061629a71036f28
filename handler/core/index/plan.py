"""Planning: the writes that lead from what the table says of a key to what it should say.

Pure: gather, then plan here, then apply.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from handler.core.index import codec, items
from handler.core.index.cache_tags import tags_touched_by
from handler.core.index.counters import counts
from handler.core.model.addressing.addresses import NOT_FOUND, Robots, export_of, parse
from handler.core.model.addressing.paths import fold
from handler.core.model.addressing.site_files import SITE_FILES, is_styling
from handler.core.model.keys import TEMPLATES
from handler.core.model.pictures import Picture
from handler.core.model.problems import Problem
from handler.core.model.sources import Asset, Body, Source
from handler.core.model.writes import (
    MAXIMUM_BYTES,
    MAXIMUM_ITEM,
    MAXIMUM_TRANSACTION,
    Condition,
    Delete,
    Item,
    Key,
    Put,
    Update,
    Value,
    Write,
    size_of,
)

_TOMBSTONE_SECONDS = 30 * 86_400


@dataclass(frozen=True, slots=True)
class Invalidation:
    """What is left to do after a commit: tags to invalidate, positions in `list#all` whose
    neighbours show another title now, series whose parts list others now, and paths that others may
    have waited for."""

    key: Key
    tags: frozenset[str] = frozenset()
    positions: frozenset[str] = frozenset()
    released: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()

    def to_item(self) -> Item:
        """The pending row that the tick can find."""
        return {
            "tags": codec.dumps(sorted(self.tags)),
            "positions": codec.dumps(sorted(self.positions)),
            "released": codec.dumps(sorted(self.released)),
            "series": codec.dumps(sorted(self.series)),
        }


def invalidation_from_item(sk: str, item: Item) -> Invalidation:
    """The invalidation in a pending row."""
    tags, positions, released, series = (
        frozenset(codec.loads(str(item.get(name, "[]"))))
        for name in ("tags", "positions", "released", "series")
    )
    return Invalidation(Key(items.PENDING, sk), tags, positions, released, series)


@dataclass(frozen=True, slots=True)
class Plan:
    """One transaction, and what to invalidate once it is committed."""

    source: Source
    writes: tuple[Write, ...] = ()
    invalidation: Invalidation | None = field(default=None)


def plan(
    old: Source | None, new: Source, body: Write | None = None, *, rewrite: bool = False
) -> Plan:
    """The transaction that replaces `old` by `new`; no writes if nothing differs.

    With `rewrite` every item is written, whether it should be there already or not.
    """
    same = old is not None and replace(new, revision=old.revision) == old
    if old is not None and same and body is None and not rewrite:
        return Plan(old)
    source = replace(new, revision=(old.revision if old else 0) + 1)
    before = items.items_of(old) if old else {}
    after = items.items_of(source)
    writes = [*_replacements(source.key, before, after, rewrite)]
    writes += counts(old, source)
    content_changed = old is None or old.publication != source.publication
    invalidation = _invalidation(old, source, [write.key for write in writes], content_changed)
    return Plan(
        source,
        (
            _source_write(old, source),
            *writes,
            *([body] if body else _forgotten_body(old, source)),
            *([Put(invalidation.key, invalidation.to_item())] if invalidation else []),
            *([Update(items.JOB, add={"wanted": 1})] if _replans(source, content_changed) else []),
            *(_note_for_search(old, source) if content_changed or body else []),
        ),
        invalidation,
    )


def _forgotten_body(old: Source | None, new: Source) -> list[Write]:
    had_body = old is not None and old.publication is not None and old.publication.entry
    return [Delete(items.body_key(new.key))] if had_body and not new.publication else []


def _note_for_search(old: Source | None, new: Source) -> list[Write]:
    """The row by which the tick finds what the search index does not know yet."""
    is_searched = any(source.entry for source in (old, new) if source)
    note = Put(Key(items.CHANGED, new.key), {"revision": new.revision})
    return [note] if is_searched else []


def _source_write(old: Source | None, source: Source) -> Write:
    item: dict[str, Value] = {
        "record": codec.source_to_json(source),
        "revision": source.revision,
    }
    if source.gone and source.modified:
        item["expires"] = int(source.modified.timestamp()) + _TOMBSTONE_SECONDS
    condition = (
        Condition("revision", "equals", old.revision) if old else Condition("revision", "absent")
    )
    return Put(items.source_key(source.key), item, condition)


def _replacements(
    owner: str, before: Mapping[Key, Item], after: Mapping[Key, Item], rewrite: bool
) -> list[Write]:
    gone: list[Write] = [Delete(key) for key in before if key not in after]
    return gone + [
        Put(key, item, _ownership(key, owner))
        for key, item in after.items()
        if rewrite or before.get(key) != item
    ]


def _ownership(key: Key, owner: str) -> Condition | None:
    if key.pk.startswith("path#"):
        return Condition("owner", "absent or equals", owner)
    return None


def _invalidation(
    old: Source | None, new: Source, changed: list[Key], content_changed: bool
) -> Invalidation | None:
    tags: set[str] = set()
    if new.kind != "asset":
        tags |= tags_touched_by(new.kind if content_changed else "asset", changed)
    tags |= _shown_on(old) | _shown_on(new) if content_changed else set()
    if _shown_beside(old) - _shown_beside(new):
        tags.add("related")
    if _page_paths(old) != _page_paths(new):
        tags.add("links")
    if _picture(old) != _picture(new):
        tags.add("images")
    positions = frozenset(position for position, *_ in _shown_beside(old) ^ _shown_beside(new))
    series = frozenset(slug for slug, *_ in _series_parts(old) ^ _series_parts(new))
    released = frozenset(_path_items(old) - _path_items(new))
    if new.kind == "template" and content_changed:
        released |= {TEMPLATES}
    if not (tags or positions or released or series):
        return None
    place = Key(items.PENDING, f"{new.key}#{new.revision:012d}")
    return Invalidation(place, frozenset(tags), positions, released, series)


def _picture(source: Source | None) -> Picture | None:
    asset = source.asset if source else None
    return asset.picture if asset else None


def _shown_beside(source: Source | None) -> set[tuple[str, str, str, str]]:
    """The position of a post in `list#all` with what its neighbours and related posts show."""
    entry = source.entry if source else None
    if entry is None or entry.date is None or entry.kind != "post" or entry.redirect_to:
        return set()
    place, day = items.position(entry.date, entry.path), entry.date.isoformat()
    return {(place, entry.title, entry.lang, day)}


def _series_parts(source: Source | None) -> set[tuple[str, str, str]]:
    """The series of a post with what the other parts show of it."""
    parts = items.items_of(source).items() if source else ()
    return {
        (key.pk.removeprefix("series#"), key.sk, codec.dumps(item))
        for key, item in parts
        if key.pk.startswith("series#")
    }


def _page_paths(source: Source | None) -> set[str]:
    keys = items.items_of(source) if source else {}
    return {key.sk for key in keys if key.pk == items.PAGES}


def _path_items(source: Source | None) -> set[str]:
    keys = items.items_of(source) if source else {}
    return {key.pk.removeprefix("path#") for key in keys if key.pk.startswith("path#")}


def _shown_on(source: Source | None) -> set[str]:
    """The pages and feeds that show the body of a source."""
    publication = source.publication if source else None
    entry, asset = (publication.entry, publication.asset) if publication else (None, None)
    if asset:
        return _shown_of_file(asset)
    return {f"path#{fold(entry.path)}", *items.lists_of(entry)} if entry else set()


def _shown_of_file(asset: Asset) -> set[str]:
    """What a file may stand for: a page of the blog itself, a post for programs, a folder."""
    is_robots = isinstance(parse(asset.path), Robots)
    is_shown = asset.is_page or is_robots or export_of(asset.path)
    own = {f"path#{fold(asset.path)}"} if is_shown else set()
    of_site = asset.path in {NOT_FOUND, *SITE_FILES} or is_styling(asset.path)
    return own | ({"site"} if of_site else set())


def _replans(source: Source, content_changed: bool) -> bool:
    return content_changed and source.kind in {"config", "include", "data"}


def too_large(planned: Plan) -> Problem | None:
    """Why a plan cannot be one transaction, if it cannot."""
    key, sizes = planned.source.key, [size_of(write) for write in planned.writes]
    if len(sizes) > MAXIMUM_TRANSACTION:
        message = f"needs {len(sizes)} changes at once; {MAXIMUM_TRANSACTION} are possible."
        return Problem(key, message, "Use fewer tags, categories or redirect_from addresses.")
    if not all(write.key.fits for write in planned.writes):
        message = "has an address or a tag that is too long for the index."
        return Problem(key, message, "Shorten its permalink, its file's name or its tags.")
    if max(sizes, default=0) > MAXIMUM_ITEM or sum(sizes) > MAXIMUM_BYTES:
        message = f"would take {sum(sizes):,} bytes in the index, which is too much."
        fix = "Shorten its front matter, use fewer tags, or split it if it is an include or data."
        return Problem(key, message, fix)
    return None


def body_write(body: Body, packed: Item) -> Put:
    """The write that stores a rendered body; `packed` holds its compressed HTML."""
    return Put(
        items.body_key(body.key),
        {
            **packed,
            "version": body.version,
            "renderer": body.renderer,
            "uses": int(body.uses_shared) + 2 * int(body.uses_links),
            "shared": body.shared,
            "links": body.links,
        },
    )
