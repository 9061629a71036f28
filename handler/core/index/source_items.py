"""The items that a source puts into the table. No IO here.

They follow from the source alone, as its counts do (`counters.py`), so that planning is a
difference of two such sets and an index rebuilt from the bucket is equal to one that grew.
"""

from collections.abc import Iterator

from handler.core.index import codec
from handler.core.index.file_names import names_of
from handler.core.index.items import (
    ALL,
    DATA,
    DOCUMENTS,
    MANIFEST,
    PAGES,
    PINNED,
    PRINTING,
    SCHEDULED,
    TEMPLATES,
    collection_rows,
    issue_rows,
    language_list,
    name_key,
    path_key,
    position,
    series_rows,
    translation_rows,
)
from handler.core.index.related import related_lists
from handler.core.model.addressing.keys import is_template, template_name
from handler.core.model.addressing.paths import escaped, fold
from handler.core.model.entries import Entry
from handler.core.model.listed import listed_terms
from handler.core.model.media.geotags import geotag_to_json
from handler.core.model.media.pictures import picture_to_json
from handler.core.model.periods import month_of, utc, year_of
from handler.core.model.sources import Asset, Publication, Source, is_aside
from handler.core.model.terms import term_slug
from handler.core.model.writes import Item, Key

MOST_FORMER = 5
"""How many of the paths that a page had before are looked at for mentions."""


def lists_of(entry: Entry) -> Iterator[str]:
    """The listings in which a post stands."""
    if entry.date is None:
        return
    yield ALL
    if entry.pinned:
        yield PINNED
    if entry.listed_lang:
        yield language_list(entry.listed_lang)
    yield f"list#year#{year_of(entry.date)}"
    yield f"list#month#{month_of(entry.date)}"
    for kind, slug in listed_terms(entry):
        yield f"list#{kind}#{slug}"


def items_of(source: Source) -> dict[Key, Item]:
    """Every item that a source stands for, beside its own, its body and its counts."""
    items: dict[Key, Item] = {}
    if not source.gone:
        items[Key(MANIFEST, source.key)] = _manifest_item(source)
    if source.due:
        items[Key(SCHEDULED, f"{utc(source.due)}#{source.key}")] = {"key": source.key}
    if source.waiting_for:
        items[Key(f"waiting#{source.waiting_for}", source.key)] = {"key": source.key}
    if source.publication:
        items |= _published_items(source.key, source.publication)
        prints = source.publication.prints_posts or source.publication.prints_documents
        if prints and not is_aside(source.stamp):
            items[Key(PRINTING, source.key)] = {}
    return items


def _manifest_item(source: Source) -> Item:
    modified = source.modified.isoformat() if source.modified else ""
    return {
        "etag": source.etag,
        "modified": modified,
        "state": source.state,
        "kind": source.kind,
        "stamp": source.stamp,
        "problems": len(source.problems),
    }


def _published_items(key: str, publication: Publication) -> dict[Key, Item]:
    if publication.asset:
        return {path_key(publication.asset.path): _asset_item(key, publication, publication.asset)}
    rows: dict[Key, Item] = {}
    if name := publication.collection:
        rows[Key(collection_rows(name), key)] = {"record": codec.dumps(publication.value)}
    if entry := publication.entry:
        pages = PAGES if not name or entry.in_navigation else DOCUMENTS
        return rows | _entry_items(key, entry, publication.images, pages)
    if is_template(key):
        return {Key(TEMPLATES, template_name(key)): {"text": str(publication.value)}}
    if key.startswith("_data/"):
        return {Key(DATA, key): {"record": codec.dumps(publication.value)}}
    return rows


def _asset_item(key: str, publication: Publication, asset: Asset) -> Item:
    return {
        "owner": key,
        "to": asset.path,
        "kind": "asset",
        "version": publication.version,
        "etag": publication.etag,
        "modified": publication.modified.isoformat(),
        "size": asset.size,
        "type": asset.content_type,
        **({"picture": picture_to_json(asset.picture)} if asset.picture else {}),
        **({"geotag": geotag_to_json(asset.geotag)} if asset.geotag is not None else {}),
    }


def _entry_items(key: str, entry: Entry, images: tuple[str, ...], pages: str) -> dict[Key, Item]:
    target = {
        "owner": key,
        "to": entry.redirect_to or entry.path,
        "kind": "redirect" if entry.redirect_to else entry.kind,
        "position": position(entry.date, entry.path) if entry.date else "",
        **_former(entry),
    }
    own = path_key(fold(entry.path))
    items: dict[Key, Item] = {
        path_key(fold(old)): {"owner": key, "to": escaped(entry.path), "kind": "redirect"}
        for old in entry.redirect_from
    }
    if entry.redirect_to:
        return {**items, own: target}
    target |= _shown(images)
    if entry.media_type:
        return {**items, own: target}
    if entry.translations:
        target |= {"translations": entry.translations}
        items[Key(translation_rows(entry.translations), key)] = _version_item(entry)
    if entry.date is None or entry.kind == "page":
        return {**items, own: target, Key(pages, entry.path): {"record": _record(entry)}}
    place = position(entry.date, entry.path)
    return {**items, own: {**target, **_beside(entry)}, **_post_rows(key, entry, place, images)}


def _former(entry: Entry) -> Item:
    """Where a page was before: what was said of it there is still said of it."""
    former = entry.redirect_from[:MOST_FORMER]
    return {"former": codec.dumps(former)} if former else {}


def _post_rows(key: str, entry: Entry, place: str, images: tuple[str, ...]) -> dict[Key, Item]:
    """The rows of a post in listings.

    A feed reads twenty bodies in one call of a hundred keys, which leaves three images for each.
    """
    row = {"record": _record(entry), **_shown(images[:3])}
    rows: dict[Key, Item] = {Key(pk, place): row for pk in lists_of(entry)}
    rows |= {
        name_key(name, key): {"path": entry.path, "title": entry.title}
        for name in names_of(key, entry)
    }
    if entry.series:
        rows[Key(series_rows(term_slug(entry.series)), place)] = _part_item(entry)
    if entry.comment_issue_id:
        rows[Key(issue_rows(entry.comment_issue_id), key)] = {"path": entry.path}
    return rows


def _record(entry: Entry) -> str:
    return codec.dumps(codec.entry_to_json(entry))


def _shown(images: tuple[str, ...]) -> dict[str, str]:
    """What whoever reads an item to show a body looks up of its images."""
    return {"images": codec.dumps(images)} if images else {}


def _part_item(entry: Entry) -> Item:
    return {"path": entry.path, "title": entry.title, "lang": entry.lang, "part": entry.part}


def _version_item(entry: Entry) -> Item:
    return {"path": entry.path, "lang": entry.lang or entry.listed_lang}


def _beside(entry: Entry) -> Item:
    """What a post's page looks up beside it: comments, series, related lists, its language's."""
    lists, issue = related_lists(entry), entry.comment_issue_id
    return {
        **({"issue": issue} if issue else {}),
        **({"series": term_slug(entry.series)} if entry.series else {}),
        **({"lists": codec.dumps(lists)} if lists else {}),
        **({"lang": entry.listed_lang} if entry.listed_lang else {}),
    }
