"""Looking up what a body refers to: includes, data, other files, the paths of other posts."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from handler.core.index import codec, items
from handler.core.jekyll.evaluation import MAXIMUM_TEXT
from handler.core.liquid import Need, Resources
from handler.core.liquid.values.listings import MAX_POSTS, listed_post
from handler.core.model.entries import Json
from handler.core.model.problems import ContentError
from handler.core.site.data_files import data_path
from handler.core.yaml.front_matter import decode
from handler.services.ports import Bucket, Table
from handler.services.records import entry_in, source_in

_ROUNDS = 30


class _Needy(Protocol):
    @property
    def needs(self) -> frozenset[Need]: ...


Result = TypeVar("Result", bound=_Needy)


def with_resources(bucket: Bucket, table: Table, attempt: Callable[[Resources], Result]) -> Result:
    """The result of an attempt that needs nothing more, looking up what it asks for."""
    resources = Resources()
    for _ in range(_ROUNDS):
        result = attempt(resources)
        if not result.needs:
            return result
        resources = add_resources(bucket, table, resources, result.needs)
    raise RuntimeError("a body kept asking for what it had been given")


def add_resources(
    bucket: Bucket, table: Table, known: Resources, needs: Iterable[Need]
) -> Resources:
    """The resources together with what the needs name; what does not exist is None."""
    includes, files = dict(known.includes), dict(known.files)
    posts, data, listed = dict(known.posts), known.data, known.listed
    for need in sorted(needs, key=lambda need: (need.kind, need.name)):
        match need.kind:
            case "include":
                includes[need.name] = _include(table, need.name)
            case "file":
                files[need.name] = _text(bucket, need.name)
            case "post":
                posts[need.name] = _post_path(table, need.name)
            case "link":
                posts[need.name] = _linked_path(table, need.name)
            case "posts":
                rows = table.query(items.ALL, limit=MAX_POSTS, newest_first=True)
                listed = [listed_post(entry_in(item)) for _, item in rows]
            case "data":
                data = _data(table)
    return Resources(includes, files, posts, data, listed)


def _include(table: Table, name: str) -> str | None:
    key = f"_includes/{name}"
    source = source_in(table.get([items.source_key(key)]), key)
    value = source.value if source else None
    return value if isinstance(value, str) else None


def _text(bucket: Bucket, key: str) -> str | None:
    """A file as it is in the bucket: those that are included relatively need not be published."""
    found = bucket.get(key, limit=MAXIMUM_TEXT)
    try:
        return decode(key, found.data)[0] if found and found.data is not None else None
    except ContentError:
        return None


def _post_path(table: Table, name: str) -> str | None:
    folder, _, base = name.rpartition("/")
    rows = table.query(f"name#{base}", limit=100)
    matching = [item for key, item in rows if f"/{folder}/" in f"/{key}"] if folder else []
    for item in matching or [item for _, item in rows]:
        return str(item["path"])
    return None


def _linked_path(table: Table, name: str) -> str | None:
    key = name.lstrip("/")
    source = source_in(table.get([items.source_key(key)]), key)
    found = (source.entry or source.asset) if source else None
    return found.path if found else None


def _data(table: Table) -> Json:
    data: dict[str, Json] = {}
    for key, item in table.query(items.DATA):
        *folders, name = data_path(key)
        place = data
        for folder in folders:
            inner = place.setdefault(folder, {})
            place = inner if isinstance(inner, dict) else {}
        place[name] = codec.loads(str(item["record"]))
    return data
