"""A blog in memory whose every port call may be interleaved, or the last thing a process does."""

import random
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TypeVar

import greenlet
import jinja2

from handler.core.index import codec
from handler.core.model.sources import Publication, Source
from handler.core.model.writes import Delete, Put, Write
from handler.core.pages.rendering import make_environment
from handler.memory.bucket import MemoryBucket
from handler.memory.metrics import MemoryMetrics
from handler.memory.table import MemoryTable
from handler.services.author.authoring import Authoring
from handler.services.author.versions import Versions
from handler.services.blobs import Blobs
from handler.services.bodies import Bodies
from handler.services.computing.page_rendering import PageRenderer
from handler.services.deadlines import Limits
from handler.services.materials import Materials
from handler.services.ports import Allowance, Unfinished
from handler.services.publish.publishing import Publisher
from handler.services.read.cache.page_cache import PageCache
from handler.services.read.cache_miss import MissRenderer
from handler.services.read.composing import Composer
from handler.services.read.drafts.gathering import Gatherer
from handler.services.read.fallback import FallbackReader
from handler.services.read.guiding import Guides
from handler.services.read.reading import Reader
from handler.services.read.replies import Base
from handler.services.search.folding import Sizes
from handler.services.search.indexing import Indexer
from handler.services.search.searching import Searcher
from handler.services.tick.reconciling import Reconciler
from handler.services.tick.ticking import Ticker
from tests.support.one_thread import at_once, in_turn
from tests.support.open_sandbox import OpenSandbox

T = TypeVar("T")
SIZES = Sizes(300, 1)
"""So small that two posts are much for a part of the search index."""
RENDERER = "simulated"
BASE = Base("https://blog.test")
_LINKS = "{% for link in language_links %} {{ link.lang }}>{{ link.address }}{% endfor %}"
_TEMPLATES = {
    "post.html": "[{{ view.entry.key }}={{ view.entry.title }}] {{ body }}"
    "{% for near in (view.older, view.newer) if near %}"
    " [{{ near.key }}={{ near.title }}]{% endfor %} {{ site.title }}"
    "{% for part in view.parts %} {{ part.path }}: {{ part.title }}{% endfor %}"
    " {{ view.entry.alternates }}"
    + _LINKS
    + "<aside>{% for other in view.related %}[{{ other.key }}={{ other.title }}]{% endfor %}"
    "</aside>",
    "page.html": "[{{ view.entry.key }}={{ view.entry.title }}] {{ body }} {{ site.title }}"
    + _LINKS,
    "listing.html": "{% if view.own %}[{{ view.own.entry.key }}={{ view.own.entry.title }}] "
    "{{ body }}{% endif %}{{ view.label }}{% for entry in view.entries %}"
    " [{{ entry.key }}={{ entry.title }}] {{ entry.excerpt }}{% endfor %}"
    " {{ view.older }} {{ view.newer }} {{ site.title }}" + _LINKS,
    "terms.html": "{% for term in view.terms %}{{ term.label }}:{{ term.count }} {% endfor %}",
    "archive.html": "{% for term in view.terms %}{{ term.label }}:{{ term.count }} {% endfor %}",
    "error.html": "{{ view.status }}",
    "search.html": "{{ view.query }}",
}


def theme() -> jinja2.BaseLoader:
    """Templates that print what they are given."""
    return jinja2.DictLoader(_TEMPLATES)


@cache
def templates() -> jinja2.Environment:
    """These templates, for rendering pages."""
    return make_environment(theme())


class Crash(BaseException):
    """A process ends at once, as when Lambda's time is over."""


class Killed(BaseException):
    """The process that renders a file comes to its end, as each other that tries."""


DEADLY = "deadly"
"""A word in a file at which each process ends."""


class DeadlySandbox(OpenSandbox):
    """Computing that ends the process which asks for it, as if nothing bounded it."""

    def run(self, task: str, arguments: tuple[object, ...], allowance: Allowance) -> object:
        """See `Sandbox.run`."""
        if is_deadly(*arguments):
            raise Killed
        return super().run(task, arguments, allowance)


class BoundedSandbox(OpenSandbox):
    """Computing that comes to no result for what is deadly."""

    def run(self, task: str, arguments: tuple[object, ...], allowance: Allowance) -> object:
        """See `Sandbox.run`."""
        if is_deadly(*arguments):
            raise Unfinished("takes too much computing")
        return super().run(task, arguments, allowance)


def is_deadly(*values: object) -> bool:
    """Whether any of these is a file at which processes end."""
    return any(DEADLY.encode() in value for value in values if isinstance(value, bytes))


class Clock:
    """Time that passes when somebody sleeps."""

    def __init__(self, pause: Callable[[str], None]) -> None:
        self.time = datetime(2026, 6, 1, tzinfo=UTC)
        self._pause = pause

    def now(self) -> datetime:
        """See `Clock.now`."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """See `Clock.sleep`."""
        self.time += timedelta(seconds=seconds)
        self._pause("sleep")

    def wait(self, seconds: float, future: Future[T]) -> T:
        """See `Clock.wait`; what is done `at_once` is there or never comes."""
        return future.result(0)


@dataclass
class History:
    """What was committed of each key, and up to which revision it was invalidated."""

    commits: dict[str, list[tuple[int, Publication | None]]] = field(default_factory=dict)
    invalidated: dict[str, int] = field(default_factory=dict)

    def committed(self, source: Source, *, silent: bool) -> None:
        """A transaction took effect; a silent one has nothing to invalidate."""
        before = self.commits.setdefault(source.key, [(0, None)])
        caught_up = self.invalidated.get(source.key, 0) == before[-1][0]
        before.append((source.revision, source.publication))
        if silent and caught_up:
            self.invalidated[source.key] = source.revision

    def invalidated_up_to(self, key: str, revision: int) -> None:
        """An invalidation was completed; what was committed silently after it needs none."""
        self.invalidated[key] = max(revision, self.invalidated.get(key, 0))

    def marks(self) -> Mapping[str, int]:
        """How far each key is invalidated now."""
        return dict(self.invalidated)

    def titles_since(self, key: str, mark: int) -> set[str | None]:
        """The titles that a reader may see of a key who looked when `mark` was invalidated."""
        commits = self.commits.get(key, [(0, None)])
        return {
            publication.entry.title if publication and publication.entry else None
            for revision, publication in commits
            if revision >= mark or revision == max(r for r, _ in commits if r <= mark)
        }


class ObservedTable(MemoryTable):
    """A table that keeps the history of what its publishers did."""

    def __init__(self, on_call: Callable[[str], None], history: History) -> None:
        super().__init__(on_call)
        self._history = history

    def transact(self, writes: Sequence[Write]) -> None:
        """See `Table.transact`."""
        super().transact(writes)
        silent = not any(write.key.pk == "pending" for write in writes)
        for write in writes:
            if isinstance(write, Put) and write.key.pk.startswith("source#"):
                record, revision = str(write.item["record"]), int(write.item["revision"])
                source = codec.source_from_json(record, revision)
                self._history.committed(source, silent=silent)

    def write(self, write: Write) -> None:
        """See `Table.write`."""
        super().write(write)
        if isinstance(write, Delete) and write.key.pk == "pending":
            key, _, revision = write.key.sk.rpartition("#")
            self._history.invalidated_up_to(key, int(revision))


class World:
    """One blog with its processes; `crash_rate` is the chance that a call is the last one."""

    def __init__(self, chance: random.Random, crash_rate: float) -> None:
        self.chance = chance
        self.crash_rate = crash_rate
        self.history = History()
        self.clock = Clock(self._pause)
        self.bucket = MemoryBucket(self._pause)
        self.table = ObservedTable(self._pause, self.history)
        self.reader = make_reader(self.bucket, self.table, self.clock)
        self.publisher = make_publisher(self.bucket, self.table, self.clock, chance)
        reconciler = Reconciler(self.bucket, self.table, self.clock, self.publisher, RENDERER)
        self.reconciler = reconciler
        self.authoring = Authoring(self.bucket, self.clock, BoundedSandbox())
        self.versions = Versions(self.bucket, BoundedSandbox(), in_turn)
        materials = Materials(self.table, Blobs(self.bucket))
        bounded = BoundedSandbox()
        bodies = Bodies(self.bucket, self.table, self.clock, Blobs(self.bucket), bounded, RENDERER)
        stores = (self.bucket, self.table, self.clock)
        self.indexer = Indexer(*stores, materials, bodies, bounded, SIZES)
        chores = {"the search index": self.indexer.work}
        self.ticker = Ticker(self.table, self.clock, self.publisher, reconciler, chores)

    def _pause(self, call: str) -> None:
        """Let another process go on, or end this one, before it does what it is about to do."""
        current = greenlet.getcurrent()
        if current.parent is None:
            return
        if self.chance.random() < self.crash_rate:
            raise Crash(call)
        current.parent.switch()


def make_reader(bucket: MemoryBucket, table: MemoryTable, clock: Clock) -> Reader:
    """A reader over ports in memory that remembers nothing by itself."""
    blobs = Blobs(bucket)
    bodies = Bodies(bucket, table, clock, blobs, BoundedSandbox(), RENDERER)
    materials = Materials(table, blobs)
    gatherer = Gatherer(table, materials, in_turn)
    metrics = MemoryMetrics()
    pages = PageRenderer(templates, BoundedSandbox, clock, metrics)
    composer = Composer(gatherer, materials, bodies, pages)
    cache_of_pages = PageCache(table, blobs, clock, "build")
    miss_renderer = MissRenderer(table, clock, cache_of_pages, composer, in_turn, metrics)
    return Reader(
        table,
        clock,
        cache_of_pages,
        lambda: composer,
        lambda: miss_renderer,
        lambda: FallbackReader(bucket, clock, BoundedSandbox()),
        at_once,
        {},
        metrics,
        Guides(table, clock, at_once, Limits()),
        timedelta(0),
    )


def make_searcher(bucket: MemoryBucket, table: MemoryTable, clock: Clock) -> Searcher:
    """A process that has searched nothing yet."""
    return Searcher(bucket, table, clock, at_once, timedelta(0), Limits())


def make_publisher(
    bucket: MemoryBucket, table: MemoryTable, clock: Clock, chance: random.Random
) -> Publisher:
    """A publisher over ports in memory."""
    return Publisher(bucket, table, clock, Blobs(bucket), DeadlySandbox(), RENDERER, chance.random)
