"""Publishing: what the bucket holds of a key becomes what readers get.

plan -> apply -> invalidate; on a conflict once more
"""

import random
from collections.abc import Callable

from handler.core.index import items
from handler.core.index.plan import Plan
from handler.core.jekyll.results import AS_READERS, Preview
from handler.core.model.addressing.keys import classify
from handler.core.model.addressing.paths import fold
from handler.core.model.problems import Problem
from handler.core.model.sources import Source, Upload
from handler.services.blobs import Blobs
from handler.services.invalidation import invalidate, release
from handler.services.notes import ENOUGH, Notes
from handler.services.ports import Bucket, Clock, Conflict, Outcome, Sandbox, Table
from handler.services.publish.planning import Planner

_ATTEMPTS = 40
_DEPTH = 3


class Publisher:
    """Publishes keys of one blog; `renderer` is the fingerprint of the code that renders."""

    def __init__(
        self,
        bucket: Bucket,
        table: Table,
        clock: Clock,
        blobs: Blobs,
        sandbox: Sandbox,
        renderer: str,
        jitter: Callable[[], float] = random.random,
        preview: Preview = AS_READERS,
    ) -> None:
        self._table = table
        self._clock = clock
        self._planner = Planner(bucket, table, clock, blobs, sandbox, renderer, preview)
        self._jitter = jitter

    def publish(self, key: str, *, rewrite: bool = False, upload: Upload | None = None) -> Outcome:
        """Make readers get what the bucket holds of a key now, whatever event led here.

        With `rewrite` everything that the index should hold of it is written again. If just the
        `upload` that an event tells of is live, the bucket is not asked: another has its own event.
        """
        if classify(key) == "ignored":
            return Outcome(key, None)
        return self._publish(key, _DEPTH, rewrite=rewrite, upload=upload)

    def notes(self) -> Notes:
        """The notes for a run that publishes many keys."""
        return Notes(self._table, self._clock)

    def attempt(self, key: str, notes: Notes, *, rewrite: bool = False) -> Outcome:
        """As `publish`, but noted before; a key at which two processes ended is set aside."""
        if classify(key) == "ignored":
            return Outcome(key, None)
        return self._noted(key, notes, lambda: self.publish(key, rewrite=rewrite))

    def _attempt(self, key: str, notes: Notes, depth: int) -> Outcome:
        return self._noted(key, notes, lambda: self._publish(key, depth))

    def _noted(self, key: str, notes: Notes, publish: Callable[[], Outcome]) -> Outcome:
        deaths = notes.deaths("file", key)
        with notes.noted("file", key):
            if deaths >= ENOUGH and (outcome := self._set_aside(key, thorough=deaths == ENOUGH)):
                return outcome
            return publish()

    def _set_aside(self, key: str, *, thorough: bool) -> Outcome | None:
        """Leave a key alone for a while, and tell its author; None if it was published since."""
        return self._committed(key, lambda: self._planner.plan_aside(key, thorough=thorough))

    def _publish(
        self, key: str, depth: int, *, rewrite: bool = False, upload: Upload | None = None
    ) -> Outcome:
        for attempt in range(_ATTEMPTS):
            planned = self._planner.plan(key, rewrite=rewrite, upload=upload)
            try:
                return self._apply(planned, depth)
            except Conflict as conflict:
                if paths := self._contested(conflict):
                    return self._contest(planned.source, paths[0], depth)
            self._wait(attempt)
        raise Conflict([items.source_key(key)])

    def _apply(self, planned: Plan, depth: int) -> Outcome:
        source = planned.source
        if planned.writes:
            self._table.transact(planned.writes)
        if planned.invalidation:
            invalidate(self._table, planned.invalidation)
            if planned.invalidation.released and depth:
                notes = self.notes()
                release(
                    self._table, planned.invalidation, lambda k: self._attempt(k, notes, depth - 1)
                )
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
            self._attempt(owner, self.notes(), depth - 1)
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
        outcome = self._committed(key, lambda: self._planner.plan_waiting(key, path, problem))
        return outcome or Outcome(key, None)

    def _committed(self, key: str, make: Callable[[], Plan | None]) -> Outcome | None:
        """What a plan led to that says of a key why it is not published; None without a plan."""
        for attempt in range(_ATTEMPTS):
            planned = make()
            try:
                return self._apply(planned, 0) if planned else None
            except Conflict:
                self._wait(attempt)
        raise Conflict([items.source_key(key)])

    def _wait(self, attempt: int) -> None:
        self._clock.sleep(self._jitter() * min(2.0, 0.02 * 2**attempt))


def _as_written(source: Source, path: str) -> str:
    """A claimed path as its author knows it, not as it is folded."""
    claimed = (source.entry.path, *source.entry.redirect_from) if source.entry else ()
    return next((each for each in claimed if fold(each) == path), path)


def _outcome(source: Source, changed: bool) -> Outcome:
    shown = source.entry or source.asset
    path = shown.path if shown else ""
    state = None if source.gone else source.state
    return Outcome(
        source.key,
        state,
        path,
        source.due,
        source.problems,
        changed,
        is_geotagged=source.asset is not None and bool(source.asset.geotag),
        upload=Upload(source.version, source.etag) if source.version else None,
    )
