"""A blog over ports in memory, whose plain templates show just what a page is about."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TypeVar

from jinja2 import DictLoader, Environment

from handler.core.index.plan import body_write, plan
from handler.core.model.entries import Entry
from handler.core.model.sources import Body, Publication, Source
from handler.core.pages.rendering import make_environment
from handler.fingerprints import renderer_fingerprint
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.blobs import Blobs
from handler.services.invalidation import invalidate
from handler.services.ports import Bucket, Clock, Outcome, Sandbox, Table
from handler.services.read.cache.page_cache import Page
from handler.services.read.replies import AssetReply, Base, Fallback, Missing, Redirect, SearchPage
from handler.settings import Settings
from handler.wiring import Services
from tests.support.one_thread import at_once, in_turn

T = TypeVar("T")
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
BASE = Base("https://blog.test")
SETTINGS = Settings("bucket", "table", "https://blog.test", remembered_seconds=0)
_NAMES = "{% for term in view.terms %}{{ term.label }}:{{ term.count }} {% endfor %}"
TEMPLATES = make_environment(
    DictLoader(
        {
            "post.html": "{{ view.older.title if view.older else '' }} < {{ view.entry.title }}"
            " > {{ view.newer.title if view.newer else '' }}"
            " | {{ body | trim }} | {{ site.title }}",
            "page.html": "{{ view.entry.title }} | {{ body | trim }} | {{ site.title }}",
            "listing.html": "{{ view.label }}:{% for entry in view.entries %}"
            " {{ entry.title }}{% endfor %}"
            "{{ '\\n' }}{{ view.newer or '' }}{{ '\\n' }}{{ view.older or '' }}",
            "terms.html": _NAMES + "{% for item in context.nav %}[{{ item.title }}]{% endfor %}",
            "archive.html": _NAMES,
            "error.html": "error {{ view.status }}",
        }
    )
)


class StoppedClock:
    """Time that passes when a test says so, or somebody sleeps or waits in vain."""

    def __init__(self, time: datetime = NOW) -> None:
        self.time = time

    def now(self) -> datetime:
        """See `Clock.now`."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """See `Clock.sleep`."""
        self.pass_by(timedelta(seconds=seconds))

    def wait(self, seconds: float, future: Future[T]) -> T:
        """See `Clock.wait`; what is done `at_once` is there or never comes."""
        if not future.done():
            self.sleep(seconds)
            raise TimeoutError
        return future.result()

    def pass_by(self, duration: timedelta) -> None:
        """Let time pass."""
        self.time += duration


class PlainServices(Services):
    """Services with plain templates that do one thing at a time."""

    @cached_property
    def templates(self) -> Environment:
        """See `Services.templates`."""
        return TEMPLATES

    def start(self, call: Callable[[], T]) -> Future[T]:
        """See `Services.start`."""
        return at_once(call)

    def together(self, calls: Sequence[Callable[[], object]]) -> list[object]:
        """See `Services.together`."""
        return in_turn(calls)


class Fuse:
    """Raises an error at the call number `calls` from now, or never if that is 0."""

    def __init__(self, error: type[BaseException]) -> None:
        self.calls = 0
        self._error = error

    def __call__(self, call: str) -> None:
        self.calls -= 1
        if self.calls == 0:
            raise self._error(call)


class Blog:
    """One blog with one process; a bucket that is given is taken as it is."""

    def __init__(
        self,
        *,
        bucket: MemoryBucket | None = None,
        table: MemoryTable | None = None,
        sandbox: Sandbox | None = None,
        config: str = "title: Blog\npermalink: pretty\n",
    ) -> None:
        self.clock = StoppedClock()
        self.bucket = bucket or MemoryBucket()
        self.table = table or MemoryTable()
        self.services = make_services(self.bucket, self.table, self.clock, sandbox)
        if bucket is None:
            self.publish("_config.yml", config)

    def put(self, key: str, text: str | bytes) -> str:
        """Upload a file, of which nobody hears."""
        data = text.encode() if isinstance(text, str) else text
        self.bucket.put(key, data, "text/markdown")
        return key

    def publish(self, key: str, text: str | bytes | None = None) -> Outcome:
        """Publish a key, after uploading its text if there is one."""
        return self.services.publisher.publish(key if text is None else self.put(key, text))

    def post(self, name: str, title: str, body: str = "Text.", **matter: object) -> Outcome:
        """Publish a post named as in `2026-01-01-hello`."""
        return self.publish(post_key(name), post_text(title, body, **matter))

    def delete(self, key: str) -> Outcome:
        """Delete a file and publish that."""
        self.bucket.delete(key)
        return self.publish(key)

    def tick(self, times: int = 1) -> None:
        """Let a minute pass, and do what is due, a few times."""
        for _ in range(times):
            self.clock.pass_by(timedelta(minutes=1))
            self.services.ticker.tick()

    def show(self, path: str) -> str:
        """What a reader gets, in a line: a page's text, where it leads, or that it is missing."""
        match self.services.reader.respond(path, BASE):
            case Page() as page:
                return page.text().strip()
            case Redirect(to):
                return f"-> {to}"
            case AssetReply(key):
                return f"file {key}"
            case Missing(html):
                return html
            case Fallback(html):
                return f"fallback {html.strip()}"
            case SearchPage():
                return "search"

    def shows(self, *paths: str) -> dict[str, str]:
        """What a reader gets at each of several paths."""
        return {path: self.show(path) for path in paths}

    def titles(self, path: str) -> list[str]:
        """The titles that a page of a listing shows."""
        return self.show(path).split("\n")[0].partition(":")[2].split()


def copy_of(blog: Blog, on_call: Callable[[str], None]) -> Blog:
    """A blog that has all that another has, and a process that knows nothing yet."""
    bucket, table = MemoryBucket(on_call), MemoryTable(on_call)
    bucket._versions = {key: [*versions] for key, versions in blog.bucket._versions.items()}
    bucket._order, bucket._count = [*blog.bucket._order], blog.bucket._count
    table._partitions = deepcopy(blog.table._partitions)
    copied = Blog(bucket=bucket, table=table)
    copied.clock.time = blog.clock.time
    return copied


def make_services(
    bucket: Bucket, table: Table, clock: Clock, sandbox: Sandbox | None = None
) -> PlainServices:
    """The services of one process."""
    return PlainServices(SETTINGS, bucket=bucket, table=table, clock=clock, sandbox=sandbox)


def post_key(name: str) -> str:
    """The key of a post named as in `2026-01-01-hello`."""
    return f"_posts/{name}.md"


def post_text(title: str, body: str = "Text.", **matter: object) -> str:
    """A post's file."""
    fields = "".join(f"{name}: {value}\n" for name, value in matter.items())
    return f"---\ntitle: {title}\n{fields}---\n{body}\n"


def index_posts(table: MemoryTable, count: int, *, months: int) -> None:
    """Put posts into the index as publishing does, without their files."""
    packed = Blobs(MemoryBucket()).pack(b"<p>Text.</p>")
    for number in range(count):
        date = datetime(2026, number % months + 1, 1, tzinfo=UTC) + timedelta(minutes=number)
        key, path = f"_posts/{number}.md", f"/p{number}/"
        entry = Entry(key, "post", path, f"p{number}", date, tags=("Red",), script_lang="und")
        publication = Publication("v", "etag", date, entry)
        body = body_write(Body(key, "", "v", renderer_fingerprint()), packed)
        planned = plan(None, Source(key, "post", "live", "etag", "v", date, publication), body)
        table.transact(planned.writes)
        if planned.invalidation:
            invalidate(table, planned.invalidation)
