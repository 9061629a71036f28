"""Planning: the writes that lead from what the table says of a key to what it should say.

Pure: gather, then plan here, then apply.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from handler.core.index import codec, items
from handler.core.index.counters import counts
from handler.core.index.invalidations import Invalidation, invalidation_of
from handler.core.index.source_items import items_of
from handler.core.model.problems import Problem
from handler.core.model.profiles import profiled_kind
from handler.core.model.sources import Body, Source
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
class Plan:
    """One transaction, and what to invalidate once it is committed."""

    source: Source
    writes: tuple[Write, ...] = ()
    invalidation: Invalidation | None = field(default=None)


def plan(
    old: Source | None,
    new: Source,
    body: Write | None = None,
    *,
    rewrite: bool = False,
    around: frozenset[str] = frozenset(),
    tells_others: bool = False,
) -> Plan:
    """The transaction that replaces `old` by `new`; no writes if nothing differs.

    With `rewrite` every item is written, whether it should be there already or not. What is at a
    path `around` is on every page. A blog that `tells_others` notes which texts may mention them.
    """
    same = old is not None and replace(new, revision=old.revision) == old
    if old is not None and same and body is None and not rewrite:
        return Plan(old)
    source = replace(new, revision=(old.revision if old else 0) + 1)
    before = items_of(old) if old else {}
    after = items_of(source)
    writes = [*_replacements(source.key, before, after, rewrite)]
    writes += counts(old, source)
    content_changed = old is None or old.publication != source.publication
    invalidation = invalidation_of(
        old, source, [write.key for write in writes], content_changed, around
    )
    return Plan(
        source,
        (
            _source_write(old, source),
            *writes,
            *([body] if body else _forgotten_body(old, source)),
            *([Put(invalidation.key, invalidation.to_item())] if invalidation else []),
            *([Update(items.JOB, add={"wanted": 1})] if _replans(source, content_changed) else []),
            *(_note_for_search(old, source) if content_changed or body else []),
            *(_note_of_links(old, source) if content_changed and tells_others else []),
        ),
        invalidation,
    )


def _forgotten_body(old: Source | None, new: Source) -> list[Write]:
    had_body = old is not None and old.publication and (old.entry or profiled_kind(old.key))
    return [Delete(items.body_key(new.key))] if had_body and not new.publication else []


def _note_for_search(old: Source | None, new: Source) -> list[Write]:
    """The row by which the tick finds what the search index does not know yet."""
    is_searched = any(source.entry for source in (old, new) if source)
    note = Put(Key(items.CHANGED, new.key), {"revision": new.revision})
    return [note] if is_searched else []


def _note_of_links(old: Source | None, new: Source) -> list[Write]:
    """The row by which the tick finds texts with links to others, and whether one was edited."""
    is_text = any(source.entry for source in (old, new) if source)
    before, after = old and old.publication, new.publication
    is_edited = bool(before and (after is None or before.etag != after.etag))
    note = Put(Key(items.LINKING, new.key), {"revision": new.revision, "edited": int(is_edited)})
    return [note] if is_text else []


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
