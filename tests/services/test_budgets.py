"""How many calls of AWS each operation costs, and that this does not grow with the blog.

Calls are counted by botocore itself. What the services do at the same time is done in turn here
and counts as one step, so `steps` is how many calls follow one another.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from handler.aws.bucket import S3Bucket
from handler.aws.table import DynamoTable
from handler.core.model.sources import Upload
from handler.core.webmentions.mentions import ENDPOINT, Mention
from handler.services.read.cache.page_cache import Page
from handler.services.read.replies import Missing, Redirect
from handler.services.records import stored_source
from handler.settings import Settings
from handler.web.app import create_app
from tests.contracts.servers import patient_client
from tests.faults.aws import FaultyAWS, faulty_aws
from tests.services.blog import BASE, NOW, StoppedClock, index_posts, post_key, post_text
from tests.support.one_thread import at_once
from tests.support.themed import ThemedServices

pytestmark = pytest.mark.slow
T = TypeVar("T")
URL = "https://blog.test"
SIZES = (100, 5000)
COMMENTED: dict[str, Any] = {"tags": "[Red]", "commentIssueId": 7}
COVERED = post_text("Covered", tags="[Red]", image="/images/cover.png")
DEAREST = post_text('"Saga[3]: Part"', tags="[Red, b, c, d, e, f, g]", commentIssueId=7)
MIDDLE, PATH = post_key("2026-02-15-middle"), "/2026/02/15/middle/"


@dataclass(frozen=True)
class Cost:
    """Calls by name, and how many of them follow one another."""

    calls: dict[str, int]
    steps: int

    @property
    def total(self) -> int:
        """All calls."""
        return sum(self.calls.values())


class CountedServices(ThemedServices):
    """The services of one process, which count their calls."""

    def __init__(self, settings: Settings, endpoint: str, clock: StoppedClock) -> None:
        self._endpoint = endpoint
        self._calls: Counter[str] = Counter()
        self._step = 0
        self.stopped = clock
        super().__init__(
            settings,
            table=DynamoTable(lambda: self._connect("dynamodb"), settings.table),
            bucket=S3Bucket(lambda: self._connect("s3"), settings.bucket),
            clock=clock,
        )

    def _connect(self, service: str) -> Any:
        client = patient_client(service, self._endpoint)
        client.meta.events.register("before-call", self._count)
        return client

    def _count(self, model: Any, **_: object) -> None:
        self._calls[model.name] += 1
        self._step += 1

    def start(self, call: Callable[[], T]) -> Future[T]:
        """See `Services.start`."""
        return at_once(call)

    def together(self, calls: Sequence[Callable[[], object]]) -> list[object]:
        """See `Services.together`."""
        start, results, ends = self._step, [], []
        for call in calls:
            self._step = start
            results.append(call())
            ends.append(self._step)
        self._step = max(ends)
        return results

    def cost(self, operation: Callable[[], object]) -> Cost:
        """What an operation costs."""
        self._calls.clear()
        self._step = 0
        operation()
        return Cost(dict(self._calls), self._step)

    def publishing(self, key: str, text: str) -> Cost:
        """What publishing a key costs once it is uploaded."""
        self.bucket.put(key, text.encode(), "text/markdown")
        return self.cost(lambda: self.publisher.publish(key))

    def reading(self, path: str, kind: type = Page) -> Cost:
        """What reading a page costs that this process does not remember."""
        self.stopped.pass_by(timedelta(seconds=6))
        return self.cost(lambda: self.expect(path, kind))

    def expect(self, path: str, kind: type) -> None:
        """Read a page, which must be a reply of this kind."""
        reply = self.reader.respond(path, BASE)
        assert isinstance(reply, kind), (path, reply)


@pytest.fixture(scope="module")
def blogs() -> Iterator[dict[int, Callable[[], CountedServices]]]:
    """For each size of the index, what makes a process of a blog of that size."""
    with ExitStack() as running:
        yield {size: make_blog(running.enter_context(faulty_aws()), size) for size in SIZES}


def make_blog(aws: FaultyAWS, size: int) -> Callable[[], CountedServices]:
    """Posts in the index, a configuration, and what makes processes."""
    clock = StoppedClock(NOW)

    def make() -> CountedServices:
        return CountedServices(Settings("bucket", "table", URL), aws.endpoint, clock)

    index_posts(aws.table, size, months=3)
    repository = "github: {repository: example/notes}\n"
    mentions = "webmentions: {receive: true}\n"
    config = f"title: Blog\npermalink: pretty\n{repository}{mentions}"
    make().publishing("_config.yml", config)
    return make


def measure(services: CountedServices) -> dict[str, Cost]:
    """What operations cost in one process, in this order."""
    services.expect("/p7/", Page)
    changed = post_text("New", tags="[Red]")
    moved = post_text("New", tags="[Blue]", permalink="/elsewhere/", redirect_from=PATH)
    return {
        "new post": services.publishing(MIDDLE, post_text("Middle", tags="[Red]")),
        "post, not rendered": services.reading(PATH),
        "post, stored": services.reading(PATH),
        "post, remembered": services.cost(lambda: services.expect(PATH, Page)),
        "front page": services.reading("/"),
        "front page, stored": services.reading("/"),
        "tag": services.reading("/tags/red/"),
        "older page": services.reading(older_page(services)),
        "feed": services.reading("/feed.xml"),
        "feed of a tag": services.reading("/tags/red/feed.json"),
        "all tags": services.reading("/tags/"),
        "archive": services.reading("/archive/"),
        "robots.txt": services.reading("/robots.txt"),
        "first missing page": services.reading("/nowhere/", Missing),
        "missing page": services.reading("/nothing/", Missing),
        "missing page of a day": services.reading("/2026/02/10/nothing/", Missing),
        "redirect": services.reading("/P7.html", Redirect),
        "same again": services.publishing(MIDDLE, post_text("Middle", tags="[Red]")),
        "event twice": services.cost(lambda: services.publisher.publish(MIDDLE)),
        "event of a push": told(services, MIDDLE),
        "edited text": services.publishing(MIDDLE, post_text("Middle", "Other.", tags="[Red]")),
        "edited title": services.publishing(MIDDLE, changed),
        "edited tag, path": services.publishing(MIDDLE, moved),
        "broken upload": services.publishing(MIDDLE, post_text("[")),
        "deleted": deleting(services, MIDDLE),
        "new post with comments": services.publishing(MIDDLE, post_text("Middle", **COMMENTED)),
        "post with comments, not rendered": services.reading(PATH),
        "post with comments, stored": services.reading(PATH),
        "first part of a series": publishing_part(services, 1),
        "second part of a series": publishing_part(services, 2),
        "part of a series, not rendered": services.reading("/2026/02/21/part/"),
        "post with a cover": services.publishing(post_key("2026-05-01-covered"), COVERED),
        "post with a cover, not rendered": services.reading("/2026/05/01/covered/"),
        "front page with a cover": services.reading("/"),
        "tag with a cover": services.reading("/tags/red/"),
        "feed with a cover": services.reading("/feed.xml"),
        "dearest post": services.publishing(post_key("2026-02-23-part"), DEAREST),
        "dearest post, not rendered": services.reading("/2026/02/23/part/"),
        "post by an author": services.publishing(MIDDLE, post_text("By", author="Kim Lee")),
        "post by an author, not rendered": services.reading(PATH),
        "author": services.reading("/authors/kim-lee/"),
        "author, stored": services.reading("/authors/kim-lee/"),
        "what data tells of tags": services.publishing("_data/tags.yml", "red: A colour.\n"),
        "described tag": services.reading("/tags/red/"),
        "feed of a described tag": services.reading("/tags/red/feed.xml"),
        "a mention": hearing(services, "/p7/"),
        "a mention of an old address": hearing(services, "/P7.html"),
        "no mention": hearing(services, "/nowhere/", 400),
        "a mention that is shown": showing(services, "/p7/"),
        "post with a mention, not rendered": services.reading("/p7/"),
        "another post, not rendered": services.reading("/p11/"),
    }


def hearing(services: CountedServices, path: str, status: int = 202) -> Cost:
    """What it costs to be told that a page is mentioned."""
    client = create_app(lambda: services).test_client()
    form = {"source": f"https://ada.test{path}", "target": f"https://blog.test{path}"}

    def hear() -> None:
        assert client.post(ENDPOINT, data=form).status_code == status

    return services.cost(hear)


def showing(services: CountedServices, path: str) -> Cost:
    """What it costs to show a mention that waits."""
    given = ("https://ada.test/", f"https://blog.test{path}", path, "reply", "Ada", NOW)
    mention = Mention(*given)  # type: ignore[arg-type]
    services.moderating.add(mention)
    return services.cost(lambda: services.moderating.approve(mention.version))


def told(services: CountedServices, key: str) -> Cost:
    """Publish what is live, as an event says which version was uploaded."""
    source = stored_source(services.table, key)
    assert source is not None
    upload = Upload(source.version, source.etag)
    return services.cost(lambda: services.publisher.publish(key, upload=upload))


def publishing_part(services: CountedServices, number: int) -> Cost:
    key = post_key(f"2026-02-2{number}-part")
    return services.publishing(key, post_text(f'"Saga[{number}]: Part"', tags="[Red]"))


def older_page(services: CountedServices) -> str:
    """The second page of the front page."""
    reply = services.reader.respond("/", BASE)
    assert isinstance(reply, Page)
    start = reply.text().index("/before/")
    return reply.text()[start:].split('"')[0]


def deleting(services: CountedServices, key: str) -> Cost:
    services.bucket.delete(key)
    return services.cost(lambda: services.publisher.publish(key))


@pytest.fixture(scope="module")
def costs(blogs: dict[int, Callable[[], CountedServices]]) -> dict[int, dict[str, Cost]]:
    """What operations cost, for each size of the index."""
    return {size: measure(make()) for size, make in blogs.items()}


READING = {
    "post, remembered": (0, 0),
    "post, stored": (1, 1),
    "front page, stored": (1, 1),
    "missing page": (1, 1),
    "first missing page": (2, 2),
    "redirect": (1, 1),
    "missing page of a day": (2, 2),
    "robots.txt": (3, 3),
    "front page": (5, 3),
    "all tags": (4, 3),
    "older page": (4, 3),
    "archive": (6, 3),
    "tag": (5, 3),
    "feed": (5, 4),
    "feed of a tag": (5, 4),
    "post, not rendered": (7, 3),
    "part of a series, not rendered": (8, 3),
    "post with comments, not rendered": (8, 3),
    "dearest post, not rendered": (14, 3),
    "post with comments, stored": (1, 1),
    "post with a cover, not rendered": (7, 3),
    "front page with a cover": (6, 4),
    "tag with a cover": (6, 4),
    "feed with a cover": (5, 4),
    "post by an author, not rendered": (6, 3),
    "author": (5, 3),
    "author, stored": (1, 1),
    "described tag": (7, 4),
    "feed of a described tag": (6, 4),
}
PUBLISHING = {
    "event twice": (2, 0),
    "event of a push": (1, 0),
    "broken upload": (5, 0),
    "same again": (4, 5),
    "edited text": (4, 5),
    "edited title": (6, 9),
    "new post": (6, 11),
    "new post with comments": (6, 11),
    "edited tag, path": (8, 12),
    "deleted": (8, 13),
    "first part of a series": (7, 11),
    "second part of a series": (7, 11),
    "post with a cover": (6, 10),
    "dearest post": (7, 18),
    "post by an author": (7, 12),
    "what data tells of tags": (4, 2),
}
"""Calls, and how many writes of cache tags there are beside them."""


def test_every_operation_costs_the_same_at_100_and_at_5000_posts(
    costs: dict[int, dict[str, Cost]],
) -> None:
    assert costs[5000] == costs[100]


def test_a_page_costs_this_many_calls_and_steps_in_a_warm_process(
    costs: dict[int, dict[str, Cost]],
) -> None:
    measured = {name: (costs[100][name].total, costs[100][name].steps) for name in READING}
    assert measured == READING
    assert max(calls for calls, _ in READING.values()) == 14


def test_publishing_costs_at_most_10_calls_beside_the_writes_of_cache_tags(
    costs: dict[int, dict[str, Cost]],
) -> None:
    measured = {name: beside_tags(costs[100][name]) for name in PUBLISHING}
    assert measured == PUBLISHING
    assert max(calls for calls, _ in PUBLISHING.values()) <= 10


MENTIONS = {
    "a mention": (4, 4),
    "a mention of an old address": (5, 5),
    "no mention": (3, 3),
    "a mention that is shown": (8, 8),
}


def test_a_mention_costs_few_calls_and_the_page_that_shows_it_no_more(
    costs: dict[int, dict[str, Cost]],
) -> None:
    measured = {name: (costs[100][name].total, costs[100][name].steps) for name in MENTIONS}
    assert measured == MENTIONS
    shown = costs[100]["post with a mention, not rendered"]
    assert shown == costs[100]["another post, not rendered"]


def beside_tags(cost: Cost) -> tuple[int, int]:
    """Calls, and writes of cache tags."""
    tags = cost.calls.get("UpdateItem", 0)
    return cost.total - tags, tags


def test_a_cold_process_reads_configuration_and_navigation_once(
    blogs: dict[int, Callable[[], CountedServices]],
) -> None:
    for make in blogs.values():
        services = make()
        first, second = services.reading("/p8/"), services.reading("/p9/")
        assert [(cost.total, cost.steps) for cost in (first, second)] == [(9, 5), (7, 3)]


def test_a_cold_process_serves_a_stored_page_with_one_call(
    blogs: dict[int, Callable[[], CountedServices]],
) -> None:
    for make in blogs.values():
        make().expect("/p10/", Page)
        assert make().reading("/p10/") == Cost({"BatchGetItem": 1}, 1)
