"""Planning: from what the bucket holds of a key to the writes that its index takes.

gather (source, then bucket) -> evaluate and plan (pure)
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from handler.core.index import items
from handler.core.index.plan import Plan, body_write, plan, too_large
from handler.core.jekyll.evaluation import MAXIMUM_TEXT, Context, Evaluation, evaluate
from handler.core.jekyll.templates import may_be_template
from handler.core.model.keys import classify, key_problem
from handler.core.model.pictures import is_picture
from handler.core.model.problems import Problem
from handler.core.model.sources import ObjectInfo, Source
from handler.core.model.writes import Write
from handler.services.blobs import Blobs
from handler.services.contexts import context_in, context_keys
from handler.services.lookups import with_resources
from handler.services.ports import Bucket, Clock, StoredObject, Table
from handler.services.publish.pictures import Pictures, known_picture
from handler.services.records import source_in

WAITING = "waiting"
"""The stamp of a key that waits for a path: a comparison always tries it again."""


@dataclass(frozen=True, slots=True)
class _Gathered:
    old: Source | None
    context: Context
    rewrite: bool


class Planner:
    """Plans publishing keys of one blog; `renderer` is the fingerprint of the code that renders."""

    def __init__(
        self, bucket: Bucket, table: Table, clock: Clock, blobs: Blobs, renderer: str
    ) -> None:
        self._bucket = bucket
        self._table = table
        self._clock = clock
        self._blobs = blobs
        self._renderer = renderer
        self._pictures = Pictures(bucket)

    def plan(self, key: str, *, rewrite: bool = False) -> Plan:
        """What makes the index say of a key what the bucket holds of it now.

        With `rewrite` everything that the index should hold of it is written again.
        """
        gathered = self._gather(key, rewrite=rewrite)
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

    def plan_waiting(self, key: str, path: str, problem: Problem) -> Plan:
        """What notes that a key claims a path of another, so that it gets it once it is free."""
        gathered = self._gather(key)
        found = self._read(key)
        if found is None:
            return self._plan_gone(key, gathered.old)
        waiting = _source(found.info, Evaluation("rejected", problems=(problem,), stamp=WAITING))
        waiting = replace(waiting, waiting_for=path)
        old, free = gathered.old, self._free_version(key, gathered)
        if free.state == "rejected" and old and old.publication:
            return plan(old, replace(waiting, publication=old.publication))
        waiting = replace(waiting, publication=free.publication, due=free.due)
        return plan(old, waiting, self._body(free, gathered))

    def _free_version(self, key: str, gathered: _Gathered) -> Evaluation:
        """The newest older version that is valid and whose paths nobody else has."""
        older, _ = self._bucket.versions(key)
        for valid in self._valid(older[1:], gathered):
            source = Source(key, "post", "live", "-", publication=valid.publication)
            paths = [place for place in items.items_of(source) if place.pk.startswith("path#")]
            owners = {str(item["owner"]) for item in self._table.get(paths).values()}
            if owners <= {key}:
                return valid
        return Evaluation("rejected")

    def _gather(self, key: str, *, rewrite: bool = False) -> _Gathered:
        """The source before the bucket: whoever changes it meanwhile makes our commit fail."""
        found = self._table.get(list(dict.fromkeys([items.source_key(key), *context_keys()])))
        context = context_in(found, self._clock.now(), self._renderer)
        return _Gathered(source_in(found, key), context, rewrite)

    def _plan_gone(self, key: str, old: Source | None) -> Plan:
        """A tombstone, even for a key never seen: a publisher that read it before must fail."""
        return plan(old, Source(key, classify(key), "hidden", modified=self._clock.now()))

    def _read(self, key: str, version: str = "") -> StoredObject | None:
        if key_problem(key):
            # A client would turn `a/../b` into another address, so only a listing is safe.
            named = [info for info in self._bucket.objects(prefix=key, limit=1) if info.key == key]
            return StoredObject(named[0], None) if named else None
        if classify(key) == "asset" and not may_be_template(key):
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
        for valid in self._valid(older[1:], gathered):
            pinned = replace(source, publication=valid.publication, due=valid.due)
            return replace(pinned, stamp=valid.stamp), valid
        if gathered.old and not complete:
            return replace(source, publication=gathered.old.publication), evaluation
        return source, evaluation

    def _valid(self, versions: Iterable[ObjectInfo], gathered: _Gathered) -> Iterator[Evaluation]:
        """What can be published of older versions; one that was too large then still is."""
        for info in versions:
            found = self._read(info.key, info.version)
            evaluation = self._evaluate(found, gathered.context) if found else None
            if evaluation is None or evaluation.state == "rejected":
                continue
            source = _source(info, evaluation)
            if too_large(plan(gathered.old, source, rewrite=gathered.rewrite)) is None:
                yield evaluation

    def _body(self, evaluation: Evaluation, gathered: _Gathered) -> Write | None:
        known = gathered.old is not None and gathered.old.publication == evaluation.publication
        if evaluation.body is None or (known and not gathered.rewrite):
            return None
        return body_write(evaluation.body, self._blobs.pack(evaluation.body.html.encode()))


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
