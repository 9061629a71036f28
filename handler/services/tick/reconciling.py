"""Comparing bucket and index: whatever event was lost, the index comes to hold what S3 does.

Two sorted listings are merged, a stretch at a time, so a run can stop and go on anywhere.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from handler.core.index import items
from handler.core.jekyll.results import Context, is_current
from handler.core.model.addressing.keys import classify
from handler.core.model.sources import ObjectInfo
from handler.core.model.writes import Item, Update
from handler.services.contexts import context_in, context_keys
from handler.services.languages import keep_languages
from handler.services.ports import Bucket, Clock, Table, Unavailable
from handler.services.tick.attempts import Attempts, Work
from handler.services.tick.publishing import Publishing

_STRETCH = 1000
_INTERVAL = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Job:
    """How far the comparison is: `wanted` and `done` count requests for one."""

    cursor: str
    wanted: int
    done: int
    started: int
    finished_at: int

    def is_due(self, now: datetime) -> bool:
        """Whether there is anything to do."""
        idle = timedelta(seconds=now.timestamp() - self.finished_at)
        return bool(self.cursor) or self.wanted != self.done or idle >= _INTERVAL


@dataclass(slots=True)
class _Walk:
    """How far a comparison got."""

    position: str

    def advance(self, key: str) -> None:
        self.position = key


def differing(
    bucket: Bucket, table: Table, context: Context, after: str, last: Callable[[str], None]
) -> Iterator[str]:
    """Keys after `after` whose index differs from the bucket; `last` hears of progress."""
    while True:
        objects = bucket.objects(after=after, limit=_STRETCH)
        rows = table.query(items.MANIFEST, after=after, limit=_STRETCH)
        end = _end_of_stretch(objects, rows)
        listed = {info.key: info for info in objects if end is None or info.key <= end}
        known = {key: item for key, item in rows if end is None or key <= end}
        for key in sorted(listed.keys() | known.keys()):
            if _differs(listed.get(key), known.get(key), context):
                yield key
            last(key)
        if end is None:
            return
        after = end


def _end_of_stretch(objects: list[ObjectInfo], rows: list[tuple[str, Item]]) -> str | None:
    ends = [objects[-1].key] if len(objects) == _STRETCH else []
    ends += [rows[-1][0]] if len(rows) == _STRETCH else []
    return min(ends, default=None)


def _differs(info: ObjectInfo | None, item: Item | None, context: Context) -> bool:
    if info is None or item is None:
        return info is None or classify(info.key) != "ignored"
    same = item["etag"] == info.etag and item["modified"] == info.modified.isoformat()
    return not same or not is_current(str(item["stamp"]), context)


class Reconciler:
    """Runs comparisons in pieces; `renderer` is the fingerprint of the code that renders.

    What else the table copies from the bucket is looked at when one has `finished`.
    """

    def __init__(
        self,
        bucket: Bucket,
        table: Table,
        clock: Clock,
        publisher: Publishing,
        renderer: str,
        finished: Callable[[], object] = dict,
    ) -> None:
        self._bucket = bucket
        self._table = table
        self._clock = clock
        self._publisher = publisher
        self._renderer = renderer
        self._finished = finished

    def work(self, deadline: datetime) -> Work | None:
        """Go on with the comparison that is under way or due, if one is."""
        job = self._job()
        return (lambda: self._go_on(job, deadline)) if job.is_due(self._clock.now()) else None

    def run(self, deadline: datetime) -> bool:
        """Begin a comparison, or go on with that under way, and say whether it is complete.

        A key that cannot be published does not keep the others waiting; it is raised at the end.
        """
        return self._go_on(self._job(), deadline)

    def _go_on(self, job: _Job, deadline: datetime) -> bool:
        started = job.started if job.cursor else job.wanted
        failures, walk = Attempts(self._publisher), _Walk(job.cursor)
        try:
            complete = self._walk(walk, failures, deadline)
        except Unavailable:
            # What is done need not be done again once AWS is back.
            with suppress(Unavailable):
                self._save({"cursor": walk.position, "started": started})
            raise
        if not complete:
            self._save({"cursor": walk.position, "started": started})
            failures.raise_any()
            return False
        keep_languages(self._table)
        self._finished()
        now = int(self._clock.now().timestamp())
        self._save({"cursor": "", "done": started, "finished_at": now})
        failures.raise_any()
        return self._job().wanted == started

    def _walk(self, walk: _Walk, attempts: Attempts, deadline: datetime) -> bool:
        """Publish what differs, and say whether the end was reached in time."""
        context = self._context()
        for key in differing(self._bucket, self._table, context, walk.position, walk.advance):
            if self._clock.now() >= deadline:
                return False
            attempts.attempt(key)
        return True

    def _context(self) -> Context:
        found = self._table.get(context_keys())
        return context_in(found, self._clock.now(), self._renderer)

    def _job(self) -> _Job:
        item = self._table.get([items.JOB]).get(items.JOB, {})
        numbers = (int(item.get(name, 0)) for name in ("wanted", "done", "started", "finished_at"))
        return _Job(str(item.get("cursor", "")), *numbers)

    def _save(self, progress: Item) -> None:
        self._table.write(Update(items.JOB, progress))
