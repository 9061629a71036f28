"""The items of the table: the key and attributes of each kind. No IO here.

Everything that a source puts into the table follows from the source alone (`items_of`, and
`counters.py`), so that planning is a difference of two such sets and an index rebuilt from the
bucket is equal to one that grew.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from handler.core.index import codec
from handler.core.index.related import related_lists
from handler.core.model.entries import Entry
from handler.core.model.paths import fold
from handler.core.model.pictures import picture_to_json
from handler.core.model.sources import Asset, Publication, Source, is_aside
from handler.core.model.terms import slugs_of, term_slug
from handler.core.model.writes import Item, Key

MANIFEST = "manifest"
PENDING = "pending"
SCHEDULED = "list#scheduled"
CHANGED = "search#changed"
"""Posts and pages that the search index does not know in their newest form."""
PRINTING = "printing"
"""Posts and pages that print a list of posts."""
PAGES = "list#pages"
ALL = "list#all"
DATA = "list#data"
JOB = Key("job#compare")
_DATED = re.compile(r"(\d{2,4})-(\d{1,2})-(\d{1,2})-(.*)", re.S | re.ASCII)


def source_key(key: str) -> Key:
    """Where a source is kept."""
    return Key(f"source#{key}")


def body_key(key: str) -> Key:
    """Where the rendered body of a source is kept."""
    return Key(f"body#{key}")


def page_key(base: str, path: str) -> Key:
    """Where a rendered page is kept; `base` is the origin and prefix that it was made for."""
    return Key(f"page#{base}#{path}")


def path_key(path: str) -> Key:
    """Where the owner of an exact path is kept."""
    return Key(f"path#{path}")


def generation_key(tag: str) -> Key:
    """Where the counter of a cache tag is kept."""
    return Key(f"generation#{tag}")


def name_key(name: str, key: str) -> Key:
    """Where `post_url` finds a post by the name of its file, without folder and extension."""
    return Key(f"name#{name}", key)


def issue_rows(number: int) -> str:
    """The partition of the posts that show the comments of an issue."""
    return f"issue#{number}"


def series_rows(slug: str) -> str:
    """The partition of the parts of a series."""
    return f"series#{slug}"


def utc(date: datetime) -> str:
    """A date as it stands in sort keys."""
    return f"{date.astimezone(UTC).isoformat()[:19]}Z"


def position(date: datetime, path: str) -> str:
    """The sort key of a post in every listing."""
    return f"{utc(date)}#{path}"


def lists_of(entry: Entry) -> Iterator[str]:
    """The listings in which a post stands."""
    if entry.date is None:
        return
    yield ALL
    yield f"list#year#{entry.date.isoformat()[:4]}"
    yield f"list#month#{entry.date.isoformat()[:7]}"
    for tag in slugs_of(entry.tags):
        yield f"list#tag#{tag}"
    for category in slugs_of(entry.categories):
        yield f"list#category#{category}"


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
        if source.publication.prints_posts and not is_aside(source.stamp):
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
    if publication.entry:
        return _entry_items(key, publication.entry, publication.images)
    if key.startswith("_data/"):
        return {Key(DATA, key): {"record": codec.dumps(publication.value)}}
    return {}


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
    }


def _entry_items(key: str, entry: Entry, images: tuple[str, ...]) -> dict[Key, Item]:
    target = {
        "owner": key,
        "to": entry.redirect_to or entry.path,
        "kind": "redirect" if entry.redirect_to else entry.kind,
        "position": position(entry.date, entry.path) if entry.date else "",
    }
    own = path_key(fold(entry.path))
    items: dict[Key, Item] = {
        path_key(fold(old)): {"owner": key, "to": entry.path, "kind": "redirect"}
        for old in entry.redirect_from
    }
    if entry.redirect_to:
        return {**items, own: target}
    target |= _shown(images)
    if entry.date is None or entry.kind == "page":
        return {**items, own: target, Key(PAGES, entry.path): {"record": _record(entry)}}
    place = position(entry.date, entry.path)
    return {**items, own: {**target, **_beside(entry)}, **_post_rows(key, entry, place, images)}


def _post_rows(key: str, entry: Entry, place: str, images: tuple[str, ...]) -> dict[Key, Item]:
    """The rows of a post in listings.

    A feed reads twenty bodies in one call of a hundred keys, which leaves three images for each.
    """
    row = {"record": _record(entry), **_shown(images[:3])}
    rows: dict[Key, Item] = {Key(pk, place): row for pk in lists_of(entry)}
    rows[name_key(file_name(key), key)] = {"path": entry.path, "title": entry.title}
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


def _beside(entry: Entry) -> Item:
    """What a post's page looks up beside the post: its comments, series, and related lists."""
    lists, issue = related_lists(entry), entry.comment_issue_id
    return {
        **({"issue": issue} if issue else {}),
        **({"series": term_slug(entry.series)} if entry.series else {}),
        **({"lists": codec.dumps(lists)} if lists else {}),
    }


def file_name(key: str) -> str:
    """The name of a post's file without folder and extension, its date padded with zeros."""
    name = key.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    match = _DATED.fullmatch(name)
    if match is None:
        return name
    year, month, day = (int(part) for part in match.groups()[:3])
    return f"{year:04}-{month:02}-{day:02}-{match[4]}"
