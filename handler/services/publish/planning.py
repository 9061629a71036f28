"""Planning: from what the bucket holds of a key to the writes that its index takes.

gather (source, then bucket) -> evaluate and plan (pure)
"""

from dataclasses import replace
from datetime import timedelta

from handler.core.index import items
from handler.core.index.plan import Plan, body_write, plan, too_large
from handler.core.jekyll.results import AS_READERS, Context, Evaluation, Preview, is_current
from handler.core.model.addressing.keys import classify
from handler.core.model.problems import Problem
from handler.core.model.sources import ObjectInfo, Source, Upload, aside_until
from handler.core.model.writes import Write
from handler.services.blobs import Blobs
from handler.services.contexts import context_in, context_keys
from handler.services.ports import Bucket, Clock, Sandbox, Table
from handler.services.publish.candidates import Candidates, Gathered, source_of
from handler.services.records import source_in

WAITING = "waiting"
"""The stamp of a key that waits for a path: a comparison always tries it again."""
ASIDE = timedelta(days=1)
"""How long a file is left alone at which processes ended."""
_ENDED = "is not published: twice, the process that tried came to its end."
_AGAIN = "It is tried again when it is uploaded, or on"


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
        self._candidates = Candidates(bucket, table, sandbox)

    def plan(self, key: str, *, rewrite: bool = False, upload: Upload | None = None) -> Plan:
        """What makes the index say of a key what the bucket holds of it now.

        With `rewrite` everything that the index should hold of it is written again; otherwise
        nothing is to be done for an `upload` that it knows.
        """
        gathered = self._gather(key, rewrite=rewrite)
        old = gathered.old
        if upload and old and not rewrite and _is_published(old, upload, gathered.context):
            return Plan(old)
        found = self._candidates.read(key)
        if found is None:
            return self._plan_gone(key, gathered)
        evaluation = self._candidates.newest(found, gathered)
        planned = self._plan_evaluated(found.info, evaluation, gathered)
        if problem := too_large(planned):
            rejected = Evaluation("rejected", problems=(problem,), stamp=evaluation.stamp)
            return self._plan_evaluated(found.info, rejected, gathered)
        return planned

    def plan_waiting(self, key: str, path: str, problem: Problem) -> Plan:
        """What notes that a key claims a path of another, so that it gets it once it is free."""
        gathered = self._gather(key)
        found = self._candidates.read(key)
        if found is None:
            return self._plan_gone(key, gathered)
        waiting = source_of(found.info, Evaluation("rejected", problems=(problem,), stamp=WAITING))
        waiting = replace(waiting, waiting_for=path)
        old, free = gathered.old, self._candidates.free(key, gathered)
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
        source = source_of(info, aside)
        if not thorough:
            return plan(old, replace(source, publication=old.publication if old else None))
        source, valid = self._pinned(source, aside, gathered)
        return plan(old, replace(source, stamp=aside.stamp), self._body(valid, gathered))

    def _gather(self, key: str, *, rewrite: bool = False) -> Gathered:
        """The source before the bucket: whoever changes it meanwhile makes our commit fail."""
        found = self._table.get(list(dict.fromkeys([items.source_key(key), *context_keys()])))
        context = context_in(found, self._clock.now(), self._renderer, self._preview)
        return Gathered(source_in(found, key), context, rewrite)

    def _plan_gone(self, key: str, gathered: Gathered) -> Plan:
        """A tombstone, even for a key never seen: a publisher that read it before must fail."""
        gone = Source(key, classify(key), "hidden", modified=self._clock.now())
        tells = gathered.tells_others
        return plan(gathered.old, gone, around=gathered.around, tells_others=tells)

    def _plan_evaluated(self, info: ObjectInfo, evaluation: Evaluation, gathered: Gathered) -> Plan:
        source = source_of(info, evaluation)
        if evaluation.state == "rejected" or evaluation.is_blank:
            source, evaluation = self._pinned(source, evaluation, gathered)
            keeps = source.publication or source.due
            source = replace(source, state="rejected") if keeps else source
        body = self._body(evaluation, gathered)
        rewrite, around, tells = gathered.rewrite, gathered.around, gathered.tells_others
        old = gathered.old
        return plan(old, source, body, rewrite=rewrite, around=around, tells_others=tells)

    def _pinned(
        self, source: Source, evaluation: Evaluation, gathered: Gathered
    ) -> tuple[Source, Evaluation]:
        """A rejected source keeps the newest version that is valid, back to its last deletion.

        If too many were deleted or take too long to tell, it keeps what is live.
        """
        older, complete = self._candidates.older(source.key, gathered)
        for valid in older:
            pinned = replace(source, publication=valid.publication, due=valid.due)
            return replace(pinned, stamp=valid.stamp), valid
        if gathered.old and (not complete or gathered.allowance.seconds <= 0):
            return replace(source, publication=gathered.old.publication), evaluation
        return source, evaluation

    def _body(self, evaluation: Evaluation, gathered: Gathered) -> Write | None:
        old, new = gathered.old, (evaluation.publication, evaluation.stamp)
        # Under another stamp the stored body is stale, and readers would have to render it anew.
        is_stored = old is not None and (old.publication, old.stamp) == new
        if evaluation.body is None or (is_stored and not gathered.rewrite):
            return None
        return body_write(evaluation.body, self._blobs.pack(evaluation.body.html.encode()))


def _is_published(source: Source, info: ObjectInfo | Upload, context: Context) -> bool:
    same = (source.etag, source.version) == (info.etag, info.version)
    return same and source.state != "rejected" and is_current(source.stamp, context)
