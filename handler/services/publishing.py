"""Publishing: what the bucket holds of a key becomes what readers get.

gather (source, then bucket) -> evaluate and plan (pure) -> apply -> announce
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from handler.core import items
from handler.core.evaluation import MAXIMUM_TEXT, Context, Evaluation, evaluate
from handler.core.keys import classify, key_problem
from handler.core.model import State
from handler.core.paths import fold
from handler.core.pictures import is_picture
from handler.core.plan import Plan, body_write, plan, too_large
from handler.core.problems import Problem
from handler.core.sources import ObjectInfo, Source
from handler.core.writes import Write
from handler.services.announcing import announce, release
from handler.services.blobs import Blobs
from handler.services.lookups import with_resources
from handler.services.pictures import Pictures, known_picture
from handler.services.ports import Bucket, Clock, Conflict, StoredObject, Table
from handler.services.records import CONFIG, generations_in, site_in, source_in

_ATTEMPTS = 40
_DEPTH = 3
WAITING = "waiting"
"""The stamp of a key that waits for a path: a comparison always tries it again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What publishing a key led to; `state` is None for a key that is gone or not content."""

    key: str
    state: State | None
    path: str = ""
    due: datetime | None = None
    problems: tuple[Problem, ...] = ()
    changed: bool = False


@dataclass(frozen=True, slots=True)
class _Gathered:
    old: Source | None
    context: Context
    rewrite: bool


class Publisher:
    """Publishes keys of one blog; `renderer` is the fingerprint of the code that renders."""

    def __init__(
        self,
        bucket: Bucket,
        table: Table,
        clock: Clock,
        blobs: Blobs,
        renderer: str,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._bucket = bucket
        self._table = table
        self._clock = clock
        self._blobs = blobs
        self._renderer = renderer
        self._pictures = Pictures(bucket)
        self._jitter = jitter

    def publish(self, key: str, *, rewrite: bool = False) -> Outcome:
        """Make readers get what the bucket holds of a key now, whatever event led here.

        With `rewrite` everything that the index should hold of it is written again.
        """
        if classify(key) == "ignored":
            return Outcome(key, None)
        return self._publish(key, _DEPTH, rewrite=rewrite)

    def _publish(self, key: str, depth: int, *, rewrite: bool = False) -> Outcome:
        for attempt in range(_ATTEMPTS):
            gathered = self._gather(key, rewrite=rewrite)
            planned = self._plan(key, gathered)
            try:
                return self._apply(planned, depth)
            except Conflict as conflict:
                if paths := self._contested(conflict):
                    return self._contest(planned.source, paths[0], depth)
            self._wait(attempt)
        raise Conflict([items.source_key(key)])

    def _gather(self, key: str, *, rewrite: bool = False) -> _Gathered:
        """The source before the bucket: whoever changes it meanwhile makes our commit fail."""
        tags = ("shared", "links")
        keys = [items.source_key(key), items.source_key(CONFIG), *map(items.generation_key, tags)]
        found = self._table.get(list(dict.fromkeys(keys)))
        generations = generations_in(found, tags)
        context = Context(
            site_in(found),
            self._clock.now(),
            self._renderer,
            generations["shared"],
            generations["links"],
        )
        return _Gathered(source_in(found, key), context, rewrite)

    def _plan(self, key: str, gathered: _Gathered) -> Plan:
        found = self._read(key)
        if found is None:
            return self._plan_gone(key, gathered.old)
        evaluation = self._evaluate(found, gathered.context)
        evaluation = self._measured(found.info, evaluation, gathered)
        planned = self._plan_evaluated(found.info, evaluation, gathered)
        if problem := too_large(planned):
            rejected = Evaluation("rejected", problems=(problem,), stamp=evaluation.stamp)
            return self._plan_evaluated(found.info, rejected, gathered)
        return planned

    def _plan_gone(self, key: str, old: Source | None) -> Plan:
        """A tombstone, even for a key never seen: a publisher that read it before must fail."""
        return plan(old, Source(key, classify(key), "hidden", modified=self._clock.now()))

    def _read(self, key: str, version: str = "") -> StoredObject | None:
        if key_problem(key):
            # A client would turn `a/../b` into another address, so only a listing is safe.
            named = [info for info in self._bucket.objects(prefix=key, limit=1) if info.key == key]
            return StoredObject(named[0], None) if named else None
        if classify(key) == "asset":
            info = self._bucket.head(key)
            return StoredObject(info, None) if info else None
        return self._bucket.get(key, version=version, limit=MAXIMUM_TEXT)

    def _evaluate(self, found: StoredObject, context: Context) -> Evaluation:
        return with_resources(
            self._bucket,
            self._table,
            lambda resources: evaluate(found.info, found.data, context, resources),
        )

    def _measured(
        self, info: ObjectInfo, evaluation: Evaluation, gathered: _Gathered
    ) -> Evaluation:
        """A picture with its size and copies; one that is known already is not read again."""
        published = evaluation.publication
        if published is None or published.asset is None or not is_picture(info.key):
            return evaluation
        known = None if gathered.rewrite else known_picture(gathered.old, info)
        picture, problems = known or self._pictures.measure(info)
        asset = replace(published.asset, picture=picture)
        published = replace(published, asset=asset)
        return replace(evaluation, publication=published, problems=problems)

    def _plan_evaluated(
        self, info: ObjectInfo, evaluation: Evaluation, gathered: _Gathered
    ) -> Plan:
        source = _source(info, evaluation)
        if evaluation.state == "rejected":
            source, evaluation = self._pinned(source, evaluation, gathered)
        body = self._body(evaluation, gathered)
        return plan(gathered.old, source, body, rewrite=gathered.rewrite)

    def _pinned(
        self, source: Source, evaluation: Evaluation, gathered: _Gathered
    ) -> tuple[Source, Evaluation]:
        """A rejected source keeps the newest version that is valid, back to its last deletion."""
        older, complete = self._bucket.versions(source.key)
        for valid in self._valid(older[1:], gathered.context):
            pinned = replace(source, publication=valid.publication, due=valid.due)
            return replace(pinned, stamp=valid.stamp), valid
        if gathered.old and not complete:
            return replace(source, publication=gathered.old.publication), evaluation
        return source, evaluation

    def _valid(self, versions: Iterable[ObjectInfo], context: Context) -> Iterator[Evaluation]:
        for info in versions:
            found = self._read(info.key, info.version)
            evaluation = self._evaluate(found, context) if found else None
            if evaluation and evaluation.state != "rejected":
                yield evaluation

    def _body(self, evaluation: Evaluation, gathered: _Gathered) -> Write | None:
        known = gathered.old is not None and gathered.old.publication == evaluation.publication
        if evaluation.body is None or (known and not gathered.rewrite):
            return None
        return body_write(evaluation.body, self._blobs.pack(evaluation.body.html.encode()))

    def _apply(self, planned: Plan, depth: int) -> Outcome:
        source = planned.source
        if planned.writes:
            self._table.transact(planned.writes)
        if planned.announcement:
            announce(self._table, planned.announcement)
            if planned.announcement.released and depth:
                release(self._table, planned.announcement, lambda k: self._publish(k, depth - 1))
        return _outcome(source, bool(planned.writes))

    def _contested(self, conflict: Conflict) -> list[str]:
        if any(key.pk.startswith("source#") for key in conflict.keys):
            return []
        paths = [key.pk.removeprefix("path#") for key in conflict.keys if key.pk[:5] == "path#"]
        return sorted(paths)

    def _contest(self, source: Source, path: str, depth: int) -> Outcome:
        """Make sure that the owner still claims the path; if it does, its claim is older."""
        owner = self._owner(path)
        if owner and depth:
            self._publish(owner, depth - 1)
            if self._owner(path) != owner:
                return self._publish(source.key, depth - 1)
        problem = Problem(
            source.key,
            f"claims the path {_as_written(source, path)}, which {owner or 'another file'} has.",
            "Change its file name, date, permalink or redirect_from.",
        )
        return self._reject(source.key, path, problem)

    def _owner(self, path: str) -> str:
        item = self._table.get([items.path_key(path)])
        return next((str(found["owner"]) for found in item.values()), "")

    def _reject(self, key: str, path: str, problem: Problem) -> Outcome:
        """Record the claim, so that the key is published as soon as the path is released."""
        for attempt in range(_ATTEMPTS):
            planned = self._plan_waiting(key, path, problem)
            try:
                return self._apply(planned, 0)
            except Conflict:
                self._wait(attempt)
        raise Conflict([items.source_key(key)])

    def _plan_waiting(self, key: str, path: str, problem: Problem) -> Plan:
        gathered = self._gather(key)
        found = self._read(key)
        if found is None:
            return self._plan_gone(key, gathered.old)
        waiting = _source(found.info, Evaluation("rejected", problems=(problem,), stamp=WAITING))
        waiting = replace(waiting, waiting_for=path)
        old, free = gathered.old, self._free_version(key, gathered.context)
        if free.state == "rejected" and old and old.publication:
            return plan(old, replace(waiting, publication=old.publication))
        waiting = replace(waiting, publication=free.publication, due=free.due)
        return plan(old, waiting, self._body(free, gathered))

    def _free_version(self, key: str, context: Context) -> Evaluation:
        """The newest older version that is valid and whose paths nobody else has."""
        older, _ = self._bucket.versions(key)
        for valid in self._valid(older[1:], context):
            source = Source(key, "post", "live", "-", publication=valid.publication)
            paths = [place for place in items.items_of(source) if place.pk.startswith("path#")]
            owners = {str(item["owner"]) for item in self._table.get(paths).values()}
            if owners <= {key}:
                return valid
        return Evaluation("rejected")

    def _wait(self, attempt: int) -> None:
        self._clock.sleep(self._jitter() * min(2.0, 0.02 * 2**attempt))


def _as_written(source: Source, path: str) -> str:
    """A claimed path as its author knows it, not as it is folded."""
    entry = source.publication.entry if source.publication else None
    claimed = (entry.path, *entry.redirect_from) if entry else ()
    return next((each for each in claimed if fold(each) == path), path)


def _source(info: ObjectInfo, evaluation: Evaluation) -> Source:
    return Source(
        info.key,
        classify(info.key),
        evaluation.state,
        info.etag,
        info.version,
        info.modified,
        evaluation.publication,
        evaluation.problems,
        evaluation.due,
        stamp=evaluation.stamp,
    )


def _outcome(source: Source, changed: bool) -> Outcome:
    entry = source.publication.entry if source.publication else None
    asset = source.publication.asset if source.publication else None
    path = entry.path if entry else asset.path if asset else ""
    state = None if source.gone else source.state
    return Outcome(source.key, state, path, source.due, source.problems, changed)
