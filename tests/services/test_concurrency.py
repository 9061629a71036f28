"""Many at once: publishers do not lose each other's posts, readers do not render in vain."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from jinja2 import Environment

from handler.aws.bucket import S3Bucket
from handler.aws.table import DynamoTable
from handler.core.index import items
from handler.machine import SystemClock
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.ports import Bucket, Outcome, Table, Unavailable
from handler.services.read.cache.page_cache import Page
from handler.services.read.replies import Reply
from handler.services.tick.reindexing import correct
from handler.wiring import Services
from tests.contracts.servers import client
from tests.faults.aws import faulty_aws
from tests.services.blog import (
    BASE,
    SETTINGS,
    TEMPLATES,
    Blog,
    PlainServices,
    StoppedClock,
    post_key,
    post_text,
)

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("concurrency")]
_LONG = 300


def make_services(bucket: Bucket, table: Table) -> PlainServices:
    """The services of one process, with the time of this machine."""
    return PlainServices(SETTINGS, bucket=bucket, table=table, clock=SystemClock())


def publish_all(services: Services, keys: list[str], workers: int) -> list[Outcome]:
    """Publish keys from many threads, each of them twice, as S3 may send events."""
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda key: publish(services, key), [*keys, *keys]))


def publish(services: Services, key: str) -> Outcome:
    """Publish a key; what fails as a busy server does not answer is tried again, as by Lambda."""
    for _ in range(20):
        with suppress(Unavailable):
            return services.publisher.publish(key)
    return services.publisher.publish(key)


def upload_posts(bucket: Bucket, count: int) -> list[str]:
    """Posts of ten tags on ten days."""
    keys = [post_key(f"2026-01-{number % 10 + 1:02}-p{number}") for number in range(count)]
    for number, key in enumerate(keys):
        text = post_text(f"p{number}", tags=f"[Red, t{number % 10}]")
        bucket.put(key, text.encode(), "text/markdown")
    return keys


def counts(services: Services, path: str) -> dict[str, int]:
    """The terms that a page names, with their counts."""
    reply = services.reader.respond(path, BASE)
    assert isinstance(reply, Page)
    return {name: int(n) for name, n in (term.split(":") for term in reply.text().split())}


def check(services: Services, count: int) -> None:
    """Every post is in the index, and counted once."""
    tags = {f"t{number}": count // 10 for number in range(10)}
    assert counts(services, "/tags/") == {"Red": count} | tags
    assert counts(services, "/archive/") == {"2026": count}
    assert len(services.table.query(items.ALL)) == count
    assert len(services.table.query("list#tag#t7")) == count // 10
    assert services.table.query(items.PENDING) == []
    assert correct(services.table) == 0


def test_1000_posts_published_by_32_threads_are_all_there_and_counted_once() -> None:
    services = make_services(MemoryBucket(), MemoryTable())
    outcomes = publish_all(services, upload_posts(services.bucket, 1000), 32)
    assert Counter(outcome.state for outcome in outcomes) == {"live": 2000}
    check(services, 1000)


def test_posts_published_by_many_threads_through_aws_are_all_there_and_counted_once() -> None:
    with faulty_aws() as aws:
        bucket = S3Bucket(lambda: client("s3", aws.endpoint), "bucket")
        table = DynamoTable(lambda: client("dynamodb", aws.endpoint), "table")
        services = make_services(bucket, table)
        outcomes = publish_all(services, upload_posts(bucket, 50), 8)
        assert Counter(outcome.state for outcome in outcomes) == {"live": 100}
        check(services, 50)


def test_one_post_edited_by_many_threads_ends_as_the_bucket_has_it() -> None:
    services = make_services(MemoryBucket(), MemoryTable())
    lock = threading.Lock()

    def edit(number: int) -> None:
        with lock:
            text = post_text(f"p{number}", tags=f"[t{number % 7}]")
            services.bucket.put(post_key("2026-01-01-p"), text.encode(), "text/markdown")
        services.publisher.publish(post_key("2026-01-01-p"))

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(edit, range(100)))
    final = services.bucket.get(post_key("2026-01-01-p"))
    assert final is not None
    assert final.data is not None
    tag = final.data.decode().split("[")[1].split("]")[0]
    assert counts(services, "/tags/") == {tag: 1}
    assert correct(services.table) == 0


def test_of_many_that_claim_a_path_at_once_one_gets_it() -> None:
    services = make_services(MemoryBucket(), MemoryTable())
    keys = [post_key(f"2026-01-01-p{number}") for number in range(20)]
    for key in keys:
        services.bucket.put(key, post_text(key, permalink="/p/").encode(), "text/markdown")
    publish_all(services, keys, 16)
    states = Counter(item["state"] for _, item in services.table.query(items.MANIFEST))
    assert states == {"live": 1, "rejected": 19}
    assert len(services.table.query(items.ALL)) == 1


class PatientClock(StoppedClock):
    """A clock on which who sleeps wakes up when the first reader has an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()

    def sleep(self, seconds: float) -> None:
        """See `Clock.sleep`."""
        assert self.answered.wait(_LONG)


class ServicesThatRenderLate(PlainServices):
    """Services that render a page once all readers have asked for it, and count that."""

    def __init__(self, bucket: Bucket, table: Table, asked: threading.Event) -> None:
        self.patient = PatientClock()
        super().__init__(SETTINGS, bucket=bucket, table=table, clock=self.patient)
        self.rendered = 0
        self._asked = asked

    def answer(self, path: str) -> Reply:
        """What a reader gets."""
        reply = self.reader.respond(path, BASE)
        self.patient.answered.set()
        return reply

    @property
    def templates(self) -> Environment:
        """See `Services.templates`."""
        assert self._asked.wait(_LONG)
        self.rendered += 1
        return TEMPLATES


@pytest.mark.parametrize("path", ["/2026/01/01/a/", "/"])
def test_50_readers_of_a_page_that_is_not_stored_cause_one_render(path: str) -> None:
    asked, leases = threading.Event(), Counter[str]()

    def count(call: str) -> None:
        leases[call] += 1
        if leases["write"] >= 50:
            asked.set()

    blog = Blog(bucket=MemoryBucket(), table=MemoryTable(count))
    blog.publish("_config.yml", "permalink: pretty\n")
    blog.post("2026-01-01-a", "A")
    leases.clear()
    asked.clear()
    services = ServicesThatRenderLate(blog.bucket, blog.table, asked)
    with ThreadPoolExecutor(50) as pool:
        replies = list(pool.map(services.answer, [path] * 50))
    assert services.rendered == 1
    assert len({reply.text() for reply in replies if isinstance(reply, Page)}) == 1
    assert all(isinstance(reply, Page) for reply in replies)
