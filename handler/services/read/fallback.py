"""Posts and pages straight from the bucket, for as long as the table does not answer.

Whoever owns a path stands in the table; without it, file names tell. So this finds posts whose
address follows from their name, and pages, and gives up on the rest. It is imported only when
it is needed, and nothing that it renders is stored.

A reader waits for it, after having waited for the table, so it looks first where a file most
likely is: then a post costs three calls.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from handler.core.index.file_names import file_name
from handler.core.jekyll.results import Context, Evaluation
from handler.core.liquid import Need, Resources
from handler.core.model.addressing.keys import classify, is_excluded
from handler.core.model.addressing.paths import fold, forms
from handler.core.model.entries import SiteConfig
from handler.core.model.limits import MAXIMUM_TEXT, READING_SECONDS
from handler.core.pages.views import PageView, PostView
from handler.core.site.config_json import config_from_json
from handler.services.computing.evaluating import within_version
from handler.services.computing.lookups import text_of_file
from handler.services.ports import Allowance, Bucket, Clock, Sandbox, StoredObject, Unfinished
from handler.services.records import CONFIG

_STRETCH = 1000
_STRETCHES = 3
_CANDIDATES = 3
_OLDER = 3
_ROUNDS = 5
_NEEDS = 50
_DATED = re.compile(r"/([0-9]{4})/([0-9]{2})/([0-9]{2})/")


class FallbackReader:
    """What can be told of one blog from its bucket alone.

    All that one request has rendered shares the time of a request.
    """

    def __init__(self, bucket: Bucket, clock: Clock, sandbox: Sandbox) -> None:
        self._bucket = bucket
        self._clock = clock
        self._sandbox = sandbox

    def site(self) -> SiteConfig:
        """The newest configuration in the bucket that can be used."""
        live = self._live(CONFIG, SiteConfig(), Allowance(READING_SECONDS))
        value = live.publication.value if live and live.publication else None
        return config_from_json(value) if isinstance(value, dict) else SiteConfig()

    def view(self, path: str, site: SiteConfig) -> PostView | PageView | None:
        """The live post or page at a path, if its file can be found by its name."""
        allowance = Allowance(READING_SECONDS)
        candidates = (key for key in _keys(self._bucket, path) if _may_be_at(key, path))
        for key in islice(candidates, _CANDIDATES):
            live = self._live(key, site, allowance)
            found = _view(live) if live else None
            if found and fold(found.entry.path) == fold(path):
                return found
        return None

    def _live(self, key: str, site: SiteConfig, allowance: Allowance) -> Evaluation | None:
        """The newest version that is not broken, whatever its state."""
        context = Context(site, self._clock.now(), "")
        for found in _versions(self._bucket, key):
            evaluation = within_version(
                self._sandbox,
                found,
                context,
                allowance,
                partial(self._with_includes, context),
            )
            if evaluation.state != "rejected":
                return evaluation
        return None

    def _with_includes(
        self, context: Context, attempt: Callable[[Resources], Evaluation]
    ) -> Evaluation:
        """Includes come from the bucket; addresses of other posts stay as they are written."""
        resources = Resources(data={}, listed=(), people={})
        for _ in range(_ROUNDS):
            evaluation = attempt(resources)
            if not evaluation.needs:
                return evaluation
            if len(evaluation.needs) > _NEEDS:
                break
            resources = _with_needs(self._bucket, resources, evaluation.needs, context)
        raise Unfinished("refers to more files than a reader can wait for")


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
    if kind in {"page", "special"}:
        return fold(file_name(key)) == name
    return kind == "post" and file_name(key).casefold().split("-", 3)[-1] == name


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


def _with_needs(
    bucket: Bucket, known: Resources, needs: frozenset[Need], context: Context
) -> Resources:
    """The resources with what the bucket has of these needs."""
    includes, files, posts = dict(known.includes), dict(known.files), dict(known.posts)
    collections = dict(known.collections or {})
    for need in needs:
        if need.kind == "include":
            includes[need.name] = _include(bucket, f"_includes/{need.name}", context.site)
        elif need.kind == "file":
            files[need.name] = text_of_file(bucket, need.name)
        elif need.kind == "collection":
            collections[need.name] = ()
        else:
            posts[need.name] = None
    return replace(known, includes=includes, files=files, posts=posts, collections=collections)


def _include(bucket: Bucket, name: str, site: SiteConfig) -> str | None:
    if classify(name) != "include" or is_excluded(name, site):
        return None
    stored = (bucket.get(key, limit=MAXIMUM_TEXT) for key in forms(name))
    found = next(filter(None, stored), None)
    return found.data.decode("utf-8", "replace") if found and found.data else None
