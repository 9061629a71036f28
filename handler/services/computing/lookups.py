"""Looking up what a body refers to: includes, data, other files, the paths of other posts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Protocol, TypeVar

from handler.core.index import codec, items
from handler.core.index.file_names import file_name
from handler.core.liquid import Need, Resources
from handler.core.liquid.values.listings import MAX_POSTS, listed_post
from handler.core.model.addressing.paths import composed, forms
from handler.core.model.data_names import data_path
from handler.core.model.entries import Json
from handler.core.model.limits import MAXIMUM_TEXT
from handler.core.model.sources import Source
from handler.core.model.writes import Item
from handler.services.ports import Bucket, Table, Unfinished
from handler.services.records import entry_in, stored_sources

MAXIMUM_ROUNDS = 30
"""How often a text is rendered that refers to more each time."""
MAXIMUM_NEEDS = 1_000
"""How many includes, files and posts one text may refer to."""
MAXIMUM_INCLUDED = 10_000_000
"""Characters of all files that one text includes."""
MAXIMUM_DATA = 10_000_000
"""Characters of all of `site.data`, as JSON."""
_BATCH = 25
_AUTHORS = "_data/authors"
_DOCUMENTS = 250


class _Needy(Protocol):
    @property
    def needs(self) -> frozenset[Need]: ...


Result = TypeVar("Result", bound=_Needy)


def with_resources(
    bucket: Bucket,
    table: Table,
    attempt: Callable[[Resources], Result],
) -> Result:
    """The result of an attempt that needs nothing more, looking up what it asks for.

    Raises `Unfinished` if it asks for too much.
    """
    resources, count = Resources(), 0
    for _ in range(MAXIMUM_ROUNDS):
        result = attempt(resources)
        count += len(result.needs)
        if not result.needs:
            return result
        if count > MAXIMUM_NEEDS:
            raise Unfinished(f"refers to more than {MAXIMUM_NEEDS:,} files and posts")
        resources = add_resources(bucket, table, resources, result.needs)
    raise Unfinished(f"includes files that lead to others more than {MAXIMUM_ROUNDS} times")


def _check_size(*texts: Mapping[str, str | None]) -> None:
    size = sum(len(text) for by_name in texts for text in by_name.values() if text)
    if size > MAXIMUM_INCLUDED:
        raise Unfinished(f"includes more than {MAXIMUM_INCLUDED:,} characters of other files")


def add_resources(
    bucket: Bucket,
    table: Table,
    known: Resources,
    needs: Iterable[Need],
) -> Resources:
    """The resources together with what the needs name; what does not exist is None."""
    includes, files = dict(known.includes), dict(known.files)
    posts, data, listed = dict(known.posts), known.data, known.listed
    collections, people = dict(known.collections or {}), known.people
    for need in sorted(needs, key=lambda need: (need.kind, need.name)):
        match need.kind:
            case "include":
                includes[need.name] = _include(table, need.name)
                _check_size(includes, files)
            case "file":
                files[need.name] = text_of_file(bucket, need.name)
                _check_size(includes, files)
            case "post":
                posts[need.name] = _post_path(table, need.name)
            case "link":
                posts[need.name] = _linked_path(table, need.name)
            case "posts":
                rows = table.query(items.ALL, limit=MAX_POSTS, newest_first=True)
                listed = [listed_post(entry_in(item)) for _, item in rows]
            case "collection":
                collections[need.name] = _documents(table, need.name)
            case "people":
                people = _data(table, _AUTHORS).get("authors") or {}
            case _:
                data = _data(table)
    return Resources(includes, files, posts, data, listed, collections, people)


def _include(table: Table, name: str) -> str | None:
    source = _source(table, f"_includes/{name}")
    value = source.value if source else None
    return value if isinstance(value, str) else None


def _source(table: Table, name: str) -> Source | None:
    """What is published of the file that a text calls so."""
    sources = stored_sources(table, forms(name))
    return next((source for source in sources if source.publication), None)


def text_of_file(bucket: Bucket, name: str) -> str | None:
    """A file as it is in the bucket; whether a page may show it is told where it is rendered."""
    stored = (bucket.get(key, limit=MAXIMUM_TEXT) for key in forms(name))
    found = next(filter(None, stored), None)
    try:
        return found.data.decode() if found and found.data is not None else None
    except UnicodeDecodeError:
        return None


def _post_path(table: Table, name: str) -> str | None:
    folder, _, base = name.rpartition("/")
    rows = table.query(f"name#{base}", limit=100)
    # A file of that name goes before one whose front matter has that date.
    rows.sort(key=lambda row: file_name(row[0]) != base)
    matching = [item for key, item in rows if f"/{folder}/" in f"/{composed(key)}"]
    matching = matching if folder else []
    for item in matching or [item for _, item in rows]:
        return str(item["path"])
    return None


def _linked_path(table: Table, name: str) -> str | None:
    source = _source(table, name.lstrip("/"))
    found = (source.entry or source.asset) if source else None
    return found.path if found else None


def _records(
    table: Table, pk: str, name: str, at_once: int, prefix: str = ""
) -> Iterator[tuple[str, Item]]:
    """The rows of a part of `site`, not all of them at once, as each may be large."""
    size, after = 0, prefix
    while rows := table.query(pk, after=after or None, limit=at_once):
        found = [row for row in rows if row[0].startswith(prefix)]
        yield from found
        size += sum(len(str(item["record"])) for _, item in found)
        if size > MAXIMUM_DATA:
            raise Unfinished(f"uses site.{name}, which has more than {MAXIMUM_DATA:,} characters")
        if len(found) < at_once:
            return
        after = rows[-1][0]


def _documents(table: Table, name: str) -> list[dict[str, Json]]:
    """The documents of a collection, as its lists show them."""
    rows = _records(table, items.collection_rows(name), name, _DOCUMENTS)
    return [codec.loads(str(item["record"])) for _, item in islice(rows, MAX_POSTS)]


def _data(table: Table, prefix: str = "") -> dict[str, Json]:
    data: dict[str, Json] = {}
    for key, item in _records(table, items.DATA, "data", _BATCH, prefix):
        *folders, name = data_path(composed(key))
        place = data
        for folder in folders:
            inner = place.setdefault(folder, {})
            place = inner if isinstance(inner, dict) else {}
        place[name] = codec.loads(str(item["record"]))
    return data
