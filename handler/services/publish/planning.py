"""Planning: from what the bucket holds of a key to the writes that its index takes.

gather (source, then bucket) -> evaluate and plan (pure)
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from handler.core.index import items
from handler.core.index.plan import Plan, body_write, plan, too_large
from handler.core.index.source_items import items_of
from handler.core.jekyll.results import AS_READERS, Context, Evaluation, Preview, is_current
from handler.core.model.addressing.keys import (
    TEMPLATES,
    classify,
    is_template,
    key_problem,
    may_be_text,
)
from handler.core.model.limits import MAXIMUM_TEXT, PUBLISHING_SECONDS
from handler.core.model.media.geotags import may_tell_place
from handler.core.model.problems import Problem
from handler.core.model.sources import ObjectInfo, Source, Upload, aside_until
from handler.core.model.writes import Write
from handler.core.site.pictures.site import pictures_of
from handler.core.webmentions.mentions import sends
from handler.services.blobs import Blobs
from handler.services.computing.evaluating import Evaluator
from handler.services.contexts import context_in, context_keys
from handler.services.ports import Allowance, Bucket, Clock, Sandbox, StoredObject, Table
from handler.services.publish.own_templates import OwnTemplates
from handler.services.publish.pictures import Pictures, known_picture
from handler.services.records import source_in

WAITING = "waiting"
"""The stamp of a key that waits for a path: a comparison always tries it again."""
ASIDE = timedelta(days=1)
"""How long a file is left alone at which processes ended."""
_ENDED = "is not published: twice, the process that tried came to its end."
_AGAIN = "It is tried again when it is uploaded, or on"


@dataclass(frozen=True, slots=True)
class _Gathered:
    old: Source | None
    context: Context
    rewrite: bool
    allowance: Allowance = field(default_factory=lambda: Allowance(PUBLISHING_SECONDS))

    @property
    def around(self) -> frozenset[str]:
        """The paths of pictures that are on every page."""
        return pictures_of(self.context.site)

    @property
    def tells_others(self) -> bool:
        """Whether pages are told that the blog mentions them."""
        return sends(self.context.site)


class Planner:
    """Plans publishing keys of one blog; `renderer` is the fingerprint of the code that renders."""

    def __init__(
        self,
        bucket: Bucket,
        table: Table,
        clock: Clock,
        blobs: Blobs,
        sandbox: Sandbox,
        renderer: str,
        preview: Preview = AS_READERS,
    ) -> None:
        self._bucket = bucket
        self._table = table
        self._clock = clock
        self._blobs = blobs
        self._renderer = renderer
        self._preview = preview
        self._evaluator = Evaluator(bucket, table, sandbox)
        self._pictures = Pictures(bucket, sandbox)
        self._templates = OwnTemplates(table, sandbox)

    def plan(self, key: str, *, rewrite: bool = False, upload: Upload | None = None) -> Plan:
        """What makes the index say of a key what the bucket holds of it now.

        With `rewrite` everything that the index should hold of it is written again; otherwise
        nothing is to be done for an `upload` that it knows.
        """
        gathered = self._gather(key, rewrite=rewrite)
        old = gathered.old
        if upload and old and not rewrite and _is_published(old, upload, gathered.context):
            return Plan(old)
        found = self._read(key)
        if found is None:
            return self._plan_gone(key, gathered)
        evaluation = self._evaluate(found, gathered)
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
            return self._plan_gone(key, gathered)
        waiting = _source(found.info, Evaluation("rejected", problems=(problem,), stamp=WAITING))
        waiting = replace(waiting, waiting_for=path)
        old, free = gathered.old, self._free_version(key, gathered)
        if free.state == "rejected" and old and old.publication:
            return plan(old, replace(waiting, publication=old.publication))
        waiting = replace(waiting, publication=free.publication, due=free.due)
        return plan(old, waiting, self._body(free, gathered))

    def plan_aside(self, key: str, *, thorough: bool) -> Plan | None:
        """What notes that two processes ended at a key; None if another has published it since.

        A `thorough` plan looks for an older version, as for any rejected one; another, as the
        process may have ended at one of those, keeps what is live.
        """
        gathered = self._gather(key)
        old, info = gathered.old, self._bucket.head(key)
        if info is None:
            return self._plan_gone(key, gathered)
        if thorough and old and _is_published(old, info, gathered.context):
            return None
        until = self._clock.now() + ASIDE
        problem = Problem(key, _ENDED, f"Make it smaller or simpler. {_AGAIN} {until:%Y-%m-%d}.")
        aside = Evaluation("rejected", problems=(problem,), stamp=aside_until(until))
        source = _source(info, aside)
        if not thorough:
            return plan(old, replace(source, publication=old.publication if old else None))
        source, valid = self._pinned(source, aside, gathered)
        return plan(old, replace(source, stamp=aside.stamp), self._body(valid, gathered))

    def _free_version(self, key: str, gathered: _Gathered) -> Evaluation:
        """The newest older version that is valid and whose paths nobody else has."""
        older, _ = self._bucket.versions(key)
        for valid in self._valid(older[1:], gathered):
            source = Source(key, "post", "live", "-", publication=valid.publication)
            paths = [place for place in items_of(source) if place.pk.startswith("path#")]
            owners = {str(item["owner"]) for item in self._table.get(paths).values()}
            if owners <= {key}:
                return valid
        return Evaluation("rejected")

    def _gather(self, key: str, *, rewrite: bool = False) -> _Gathered:
        """The source before the bucket: whoever changes it meanwhile makes our commit fail."""
        found = self._table.get(list(dict.fromkeys([items.source_key(key), *context_keys()])))
        context = context_in(found, self._clock.now(), self._renderer, self._preview)
        return _Gathered(source_in(found, key), context, rewrite)

    def _plan_gone(self, key: str, gathered: _Gathered) -> Plan:
        """A tombstone, even for a key never seen: a publisher that read it before must fail."""
        gone = Source(key, classify(key), "hidden", modified=self._clock.now())
        tells = gathered.tells_others
        return plan(gathered.old, gone, around=gathered.around, tells_others=tells)

    def _read(self, key: str, version: str = "") -> StoredObject | None:
        if key_problem(key):
            # A client would turn `a/../b` into another address, so only a listing is safe.
            named = [info for info in self._bucket.objects(prefix=key, limit=1) if info.key == key]
            return StoredObject(named[0], None) if named else None
        if classify(key) in {"asset", "special"} and not may_be_text(key):
            info = self._bucket.head(key)
            return StoredObject(info, None) if info else None
        return self._bucket.get(key, version=version, limit=MAXIMUM_TEXT)

    def _evaluate(self, found: StoredObject, gathered: _Gathered) -> Evaluation:
        context, allowance = gathered.context, gathered.allowance
        evaluation = self._evaluator.evaluate(found, context, allowance)
        return self._templates.tried(found.info.key, evaluation, context, allowance)

    def _measured(
        self, info: ObjectInfo, evaluation: Evaluation, gathered: _Gathered
    ) -> Evaluation:
        """A picture with its size, copies and place; one that is known is not read again."""
        published = evaluation.publication
        if published is None or published.asset is None:
            return evaluation
        if not may_tell_place(info.key, published.asset.content_type):
            return evaluation
        known = None if gathered.rewrite else known_picture(gathered.old, info)
        measured = known or self._pictures.measure(info, gathered.allowance)
        asset = replace(published.asset, picture=measured.picture, geotag=measured.geotag)
        problems = tuple(dict.fromkeys((*evaluation.problems, *measured.problems)))
        published = replace(published, asset=asset)
        return replace(evaluation, publication=published, problems=problems)

    def _plan_evaluated(
        self, info: ObjectInfo, evaluation: Evaluation, gathered: _Gathered
    ) -> Plan:
        source = _source(info, evaluation)
        if evaluation.state == "rejected" or evaluation.is_blank:
            source, evaluation = self._pinned(source, evaluation, gathered)
            keeps = source.publication or source.due
            source = replace(source, state="rejected") if keeps else source
        body = self._body(evaluation, gathered)
        rewrite, around, tells = gathered.rewrite, gathered.around, gathered.tells_others
        old = gathered.old
        return plan(old, source, body, rewrite=rewrite, around=around, tells_others=tells)

    def _pinned(
        self, source: Source, evaluation: Evaluation, gathered: _Gathered
    ) -> tuple[Source, Evaluation]:
        """A rejected source keeps the newest version that is valid, back to its last deletion.

        If too many were deleted or take too long to tell, it keeps what is live.
        """
        older, complete = self._bucket.versions(source.key)
        for valid in self._valid(older[1:], gathered):
            pinned = replace(source, publication=valid.publication, due=valid.due)
            return replace(pinned, stamp=valid.stamp), valid
        if gathered.old and (not complete or gathered.allowance.seconds <= 0):
            return replace(source, publication=gathered.old.publication), evaluation
        return source, evaluation

    def _valid(self, versions: Iterable[ObjectInfo], gathered: _Gathered) -> Iterator[Evaluation]:
        """What can be published of older versions; one that was too large then still is."""
        for info in versions:
            if gathered.allowance.seconds <= 0:
                return
            found = self._read(info.key, info.version)
            evaluation = self._evaluate(found, gathered) if found else None
            if evaluation is None or evaluation.state == "rejected" or evaluation.is_blank:
                continue
            source = _source(info, evaluation)
            if too_large(plan(gathered.old, source, rewrite=gathered.rewrite)) is None:
                yield evaluation

    def _body(self, evaluation: Evaluation, gathered: _Gathered) -> Write | None:
        old, new = gathered.old, (evaluation.publication, evaluation.stamp)
        # Under another stamp the stored body is stale, and readers would have to render it anew.
        is_stored = old is not None and (old.publication, old.stamp) == new
        if evaluation.body is None or (is_stored and not gathered.rewrite):
            return None
        return body_write(evaluation.body, self._blobs.pack(evaluation.body.html.encode()))


def _is_published(source: Source, info: ObjectInfo | Upload, context: Context) -> bool:
    same = (source.etag, source.version) == (info.etag, info.version)
    return same and source.state != "rejected" and is_current(source.stamp, context)


def _source(info: ObjectInfo, evaluation: Evaluation) -> Source:
    waits = evaluation.state == "rejected" and is_template(info.key)
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
        waiting_for=TEMPLATES if waits else "",
        stamp=evaluation.stamp,
        title=evaluation.title,
    )
