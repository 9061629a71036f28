"""Posts and pages straight from the bucket, for as long as the table does not answer.

Whoever owns a path stands in the table; without it, file names tell. So this finds posts whose
address follows from their name, and pages, and gives up on the rest. It is imported only when
it is needed, and nothing that it renders is stored.

A reader waits for it, after having waited for the table, so it looks first where a file most
likely is: then a post costs three calls.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice

from handler.core.index.items import file_name
from handler.core.jekyll.evaluation import MAXIMUM_TEXT, Context, Evaluation, evaluate
from handler.core.liquid import Need, Resources
from handler.core.model.entries import SiteConfig
from handler.core.model.keys import classify
from handler.core.model.paths import fold, forms
from handler.core.model.problems import ContentError
from handler.core.pages.views import PageView, PostView
from handler.core.site.config import read_config
from handler.services.ports import Bucket, StoredObject
from handler.services.records import CONFIG

_STRETCH = 1000
_STRETCHES = 3
_CANDIDATES = 3
_OLDER = 3
_ROUNDS = 5
_DATED = re.compile(r"/(\d{4})/(\d{2})/(\d{2})/")


def read_site(bucket: Bucket) -> SiteConfig:
    """The newest configuration in the bucket that can be used."""
    for found in _versions(bucket, CONFIG):
        with suppress(ContentError):
            return read_config(found.data or b"", CONFIG)[0]
    return SiteConfig()


def find_view(
    bucket: Bucket, path: str, site: SiteConfig, now: datetime
) -> PostView | PageView | None:
    """The live post or page at a path, if its file can be found by its name."""
    candidates = (key for key in _keys(bucket, path) if _may_be_at(key, path))
    for key in islice(candidates, _CANDIDATES):
        found = _read(bucket, key, Context(site, now, ""))
        if found and fold(found.entry.path) == fold(path):
            return found
    return None


def _keys(bucket: Bucket, path: str) -> Iterator[str]:
    """Keys that may be a path's, the likely ones first."""
    dated = _DATED.search(path)
    likely = "_posts/" + "-".join(dated.groups()) if dated else ""
    if likely:
        yield from (info.key for info in bucket.objects(prefix=likely))
    after = ""
    for _ in range(_STRETCHES):
        objects = bucket.objects(after=after, limit=_STRETCH)
        keys = (info.key for info in objects)
        yield from (key for key in keys if not (likely and key.startswith(likely)))
        if len(objects) < _STRETCH:
            return
        after = objects[-1].key


def _may_be_at(key: str, path: str) -> bool:
    """Whether the name of a file ends as the path does."""
    name = fold(path).rsplit("/", 1)[-1]
    kind = classify(key)
    if kind == "page":
        return fold(file_name(key)) == name
    return kind == "post" and file_name(key).casefold().split("-", 3)[-1] == name


def _read(bucket: Bucket, key: str, context: Context) -> PostView | PageView | None:
    """The newest version that is not broken, if it is live."""
    for found in _versions(bucket, key):
        evaluation = _evaluate(bucket, found, context)
        if evaluation.state != "rejected":
            return _view(evaluation)
    return None


def _view(evaluation: Evaluation) -> PostView | PageView | None:
    publication, body = evaluation.publication, evaluation.body
    entry = publication.entry if publication else None
    if entry is None or body is None:
        return None
    return (PostView if entry.kind == "post" else PageView)(entry, body.html)


def _versions(bucket: Bucket, key: str) -> Iterator[StoredObject]:
    """What the bucket holds of a key, then some older versions."""
    found = bucket.get(key, limit=MAXIMUM_TEXT)
    if found is None:
        return
    yield found
    for info in islice(bucket.versions(key)[0], 1, 1 + _OLDER):
        if older := bucket.get(key, version=info.version, limit=MAXIMUM_TEXT):
            yield older


def _evaluate(bucket: Bucket, found: StoredObject, context: Context) -> Evaluation:
    resources = Resources(data={}, listed=())
    for _ in range(_ROUNDS):
        evaluation = evaluate(found.info, found.data, context, resources)
        if not evaluation.needs:
            break
        resources = _with_includes(bucket, resources, evaluation.needs)
    return evaluation


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
    stored = (bucket.get(each, limit=MAXIMUM_TEXT) for each in forms(key))
    found = next(filter(None, stored), None)
    return found.data.decode("utf-8", "replace") if found and found.data else None
