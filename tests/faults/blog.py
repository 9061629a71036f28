"""A blog whose processes call an AWS that can make calls fail."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

from werkzeug.test import TestResponse

from handler.aws.bucket import S3Bucket
from handler.aws.table import DynamoTable
from handler.core.index import items
from handler.core.model.writes import Item, Key, Put, Update
from handler.memory.table import MemoryTable
from handler.services.blobs import Blobs
from handler.services.publish.publishing import Publisher
from handler.settings import Settings
from handler.web.app import create_app
from handler.wiring import Services
from tests.contracts.servers import new_client, production_client
from tests.faults.aws import Fault, FaultyAWS, Rule
from tests.services.blog import PlainServices, StoppedClock, post_key, post_text
from tests.simulation.sequence import canonical
from tests.support.open_sandbox import OpenSandbox

Client = Callable[[str, str], Any]
POST, LISTING, ASSET = "/2026/01/02/b/", "/tags/red/", "/image.png"
FILES = {
    "_config.yml": "title: Blog\npermalink: pretty\n",
    "_includes/note.html": "a note",
    post_key("2026-01-01-a"): post_text("A", tags="[Red]"),
    post_key("2026-01-02-b"): post_text("B", "{% include note.html %}", tags="[Red]"),
    post_key("2026-01-03-c"): post_text("C", tags="[Blue]"),
    "image.png": "PNG" * 1000,
}
TABLE, BUCKET, BOTH = ("dynamodb",), ("s3",), ("dynamodb", "s3")
UNREAD = {
    TABLE: {POST: "from the bucket", LISTING: "503", ASSET: "503"},
    BUCKET: {POST: "served", LISTING: "served", ASSET: "503"},
    BOTH: {POST: "503", LISTING: "503", ASSET: "503"},
}
"""What readers get of pages new to a process while services are out of order."""
REMEMBERED = {POST: "served", LISTING: "served", ASSET: "503"}
"""What they get of pages that a process knows, whichever service is out of order."""


class FaultyBlog:
    """One blog, whose processes all just started."""

    def __init__(self, aws: FaultyAWS) -> None:
        self.aws = aws
        self.clock = StoppedClock()
        self._client: Client = production_client
        self.settings = Settings("bucket", "table", "https://blog.test")
        for key, text in FILES.items():
            self.put(key, text)
            self.sound.publisher.publish(key)

    def bucket(self) -> S3Bucket:
        """The bucket, as a process has it."""
        client = self._client
        return S3Bucket(lambda: client("s3", self.aws.endpoint), self.settings.bucket)

    def table(self) -> DynamoTable:
        """The table, as a process has it."""
        client = self._client
        return DynamoTable(lambda: client("dynamodb", self.aws.endpoint), self.settings.table)

    def process(self) -> PlainServices:
        """The services of a process; its calls follow one another."""
        return PlainServices(
            self.settings, bucket=self.bucket(), table=self.table(), clock=self.clock
        )

    @property
    def sound(self) -> PlainServices:
        """The services of one whose calls never fail."""
        aws = self.aws
        return PlainServices(self.settings, bucket=aws.bucket, table=aws.table, clock=self.clock)

    def reconnect(self) -> None:
        """Make new clients: one whose calls failed often does not try them twice any more."""
        self._client = cache(new_client)

    def put(self, key: str, text: str) -> None:
        """Upload a file, of which nobody hears."""
        self.sound.bucket.put(key, text.encode(), "text/markdown")

    def touch(self, tag: str) -> None:
        """Make the pages with a tag stale, and let all leases run out."""
        self.sound.table.write(Update(items.generation_key(tag), add={"n": 1}))
        self.clock.pass_by(timedelta(seconds=10))

    def index(self) -> dict[Key, Item]:
        """What the index says."""
        copied = MemoryTable()
        for key, item in self.sound.table.scan():
            copied.write(Put(key, item))
        return canonical(copied)

    def fresh_index(self) -> dict[Key, Item]:
        """What an index says that was made of the bucket alone."""
        bucket, table = self.sound.bucket, MemoryTable()
        publisher = Publisher(bucket, table, self.clock, Blobs(bucket), OpenSandbox(), "fresh")
        for info in bucket.objects():
            publisher.publish(info.key)
        return canonical(table)


def get(services: Services, path: str) -> TestResponse:
    """What a reader gets."""
    return create_app(lambda: services).test_client().get(path)


def outcome(answer: TestResponse) -> str:
    """What an answer is, in a word or two."""
    assert "Traceback" not in answer.text
    if answer.status_code == 503:
        assert answer.headers["Retry-After"] == "5"
        assert answer.headers["Cache-Control"] == "private, no-store"
        return "503"
    if answer.status_code == 200 and answer.headers["Cache-Control"] == "private, no-store":
        return "from the bucket"
    return "served" if answer.status_code == 200 else str(answer.status_code)


def at_call(number: int, fault: Fault, *, attempts: int = 2) -> Rule:
    """A fault of one call: of all its attempts, or just of the first."""
    return lambda call, attempt: fault if call.number == number and attempt <= attempts else None


def of_service(*services: str, fault: Fault) -> Rule:
    """A fault of every call of some services."""
    return lambda call, _: fault if call.service in services else None
