"""Many readers at once, over several environments of the function, while posts are published."""

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.cloud.aws.doors import RestAPI
from tests.cloud.aws.function import Fleet, fleet
from tests.cloud.aws.site import Site
from tests.cloud.aws.triggers import Content
from tests.cloud.deploying.deployment import Deployment

pytestmark = pytest.mark.xdist_group("cloud")

IN_FLIGHT, ENVIRONMENTS, EDITIONS = 300, 4, 4
BOUND = 5
"""Seconds after a publish in which a reader may still see the page of before."""
POST = "_posts/2024-11-05-news.md"
PATHS = ["/2024/11/05/news/", "/", "/2024/", "/feed.xml", "/2024/11/05/news/"]
_VERSION = re.compile(r"Edition (\d+)")


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer: when the function began with it, its status, and the edition that it shows."""

    path: str
    began: float
    status: int
    edition: int


@dataclass
class Newsroom:
    """Publishes editions of one post, one after the other, and knows when each was invalidated."""

    content: Content
    invalidated: list[float] = field(default_factory=list)

    def publish(self) -> None:
        """Publish the next edition."""
        number = len(self.invalidated)
        text = f"---\ntitle: Edition {number}\n---\nEdition {number}.\n"
        self.content.put(POST, text)
        self.invalidated.append(time.monotonic())

    def oldest_allowed(self, moment: float) -> int:
        """The edition that a page shown at a moment must at least have."""
        return sum(at <= moment - BOUND for at in self.invalidated) - 1

    def has_settled(self, readings: list[Reading]) -> bool:
        """Whether somebody read when several editions were too old, and many have read."""
        last = max((reading.began for reading in readings), default=0.0)
        return self.oldest_allowed(last) >= EDITIONS and len(readings) > IN_FLIGHT


@pytest.fixture
def environments(edges: Deployment) -> Iterator[Fleet]:
    """More environments than the deployment has elsewhere."""
    with fleet(edges.function(), ENVIRONMENTS) as environments:
        yield environments


def test_readers_in_a_crowd_get_pages_none_of_which_is_too_old(
    edges: Deployment, environments: Fleet
) -> None:
    newsroom = Newsroom(edges.content)
    newsroom.publish()
    readings = read_until(environments, newsroom.has_settled, newsroom.publish)
    assert {reading.status for reading in readings} == {200}
    late = [r for r in readings if r.edition < newsroom.oldest_allowed(r.began)]
    assert late == []
    assert newsroom.oldest_allowed(max(r.began for r in readings)) >= EDITIONS
    assert len(readings) > IN_FLIGHT
    edges.content.delete(POST)


def read_until(
    environments: Fleet, is_enough: Callable[[list[Reading]], bool], publish: Callable[[], None]
) -> list[Reading]:
    """Keep requests in flight and publish all the while; what the readers got."""
    enough = threading.Event()
    readings: list[Reading] = []

    def keep_reading(number: int) -> None:
        while not enough.is_set():
            readings.append(read(environments, PATHS[number % len(PATHS)]))

    with ThreadPoolExecutor(IN_FLIGHT) as readers:
        futures = [readers.submit(keep_reading, number) for number in range(IN_FLIGHT)]
        try:
            while not is_enough(list(readings)):
                publish()
        finally:
            enough.set()
        for future in futures:
            future.result()
    return readings


def read(environments: Fleet, path: str) -> Reading:
    """One answer, with the moment at which an environment took the request."""
    began = 0.0

    def invoke(event: Mapping[str, Any]) -> Any:
        nonlocal began
        with environments.one() as emulator:
            began = time.monotonic()
            return emulator.invoke(event)

    answer = Site(RestAPI(), invoke).get(path)
    found = _VERSION.search(answer.text) if answer.status == 200 else None
    return Reading(path, began, answer.status, int(found[1]) if found else -1)
