"""Posts and pages straight from the bucket, for as long as the table does not answer.

Whoever owns a path stands in the table; without it, file names tell. So this finds posts whose
address follows from their name, and pages, and gives up on the rest. It is imported only when
it is needed, and nothing that it renders is stored.
"""

from collections.abc import Iterator
from datetime import datetime

from handler.core.config import read_config
from handler.core.evaluation import MAXIMUM_TEXT, Context, evaluate
from handler.core.items import file_name
from handler.core.keys import classify
from handler.core.liquid import Need, Resources
from handler.core.model import Entry, SiteConfig
from handler.core.paths import fold
from handler.services.ports import Bucket
from handler.services.records import CONFIG

_STRETCHES = 3
_CANDIDATES = 3
_ROUNDS = 5


def read_site(bucket: Bucket) -> SiteConfig:
    """The configuration that the bucket holds."""
    found = bucket.get(CONFIG, limit=MAXIMUM_TEXT)
    return read_config(found.data, CONFIG)[0] if found and found.data else SiteConfig()


def find_entry(
    bucket: Bucket, path: str, site: SiteConfig, now: datetime
) -> tuple[Entry, str] | None:
    """The live post or page at a path with its HTML, if its file can be found by its name."""
    keys = [key for key in _keys(bucket) if _may_be_at(key, path)][:_CANDIDATES]
    for key in keys:
        found = _read(bucket, key, Context(site, now, ""))
        if found and fold(found[0].path) == fold(path):
            return found
    return None


def _keys(bucket: Bucket) -> Iterator[str]:
    after = ""
    for _ in range(_STRETCHES):
        objects = bucket.objects(after=after)
        yield from (info.key for info in objects)
        if not objects:
            return
        after = objects[-1].key


def _may_be_at(key: str, path: str) -> bool:
    """Whether the name of a file ends as the path does."""
    name = fold(path).rsplit("/", 1)[-1]
    kind = classify(key)
    if kind == "page":
        return fold(file_name(key)) == name
    return kind == "post" and file_name(key).casefold().split("-", 3)[-1] == name


def _read(bucket: Bucket, key: str, context: Context) -> tuple[Entry, str] | None:
    found = bucket.get(key, limit=MAXIMUM_TEXT)
    if found is None:
        return None
    resources = Resources(data={}, listed=())
    for _ in range(_ROUNDS):
        evaluation = evaluate(found.info, found.data, context, resources)
        if not evaluation.needs:
            break
        resources = _with_includes(bucket, resources, evaluation.needs)
    publication, body = evaluation.publication, evaluation.body
    if publication is None or publication.entry is None or body is None:
        return None
    return publication.entry, body.html


def _with_includes(bucket: Bucket, known: Resources, needs: frozenset[Need]) -> Resources:
    """Includes come from the bucket; addresses of other posts stay as they are written."""
    includes, files, posts = dict(known.includes), dict(known.files), dict(known.posts)
    for need in needs:
        if need.kind == "include":
            includes[need.name] = _text(bucket, f"_includes/{need.name}")
        elif need.kind == "file":
            files[need.name] = _text(bucket, need.name)
        else:
            posts[need.name] = None
    return Resources(includes, files, posts, known.data, known.listed)


def _text(bucket: Bucket, key: str) -> str | None:
    found = bucket.get(key, limit=MAXIMUM_TEXT)
    return found.data.decode("utf-8", "replace") if found and found.data else None
