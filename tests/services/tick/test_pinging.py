"""WebSub: the tick tells a real server, and only if the configuration names one."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from tests.services.blog import Blog

FEEDS = ["https://blog.test/feed.json", "https://blog.test/feed.xml"]


class Hub:
    """A hub on this machine; it answers `status` and notes what it was told."""

    def __init__(self) -> None:
        self.status = 204
        self.told: list[str] = []
        self.modes: set[str] = set()
        self.server = HTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}/hub"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                hub.told += form["hub.url"]
                hub.modes |= {*form["hub.mode"]}
                self.send_response(hub.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def heard(self) -> list[str]:
        """What it was told since it was asked last."""
        told, self.told = sorted(self.told), []
        return told


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub()
    thread = threading.Thread(target=hub.server.serve_forever)
    thread.start()
    yield hub
    hub.server.shutdown()
    thread.join()
    hub.server.server_close()


def make_blog(hub: Hub) -> Blog:
    return Blog(config=f"title: Blog\npermalink: pretty\nwebsub: {hub.url}\n")


def test_posts_published_together_are_told_twice_and_then_no_more(hub: Hub) -> None:
    blog = make_blog(hub)
    blog.post("2026-01-01-a", "A")
    blog.post("2026-01-02-b", "B")
    assert hub.heard() == []
    blog.tick()
    assert (hub.heard(), hub.modes) == (FEEDS, {"publish"})
    blog.tick()
    assert hub.heard() == []
    blog.tick()
    assert hub.heard() == FEEDS
    blog.tick(3)
    assert hub.heard() == []


def test_each_later_change_is_told(hub: Hub) -> None:
    blog = make_blog(hub)
    blog.post("2026-01-01-a", "A")
    blog.tick(5)
    hub.heard()
    blog.post("2026-01-01-a", "Changed")
    blog.tick()
    assert hub.heard() == FEEDS


def test_a_draft_is_not_told(hub: Hub) -> None:
    blog = make_blog(hub)
    blog.post("2026-01-01-a", "A")
    blog.tick(5)
    hub.heard()
    blog.publish("_drafts/b.md", "---\ntitle: B\n---\nText.\n")
    blog.tick()
    assert hub.heard() == []


def test_a_hub_that_fails_is_asked_again_until_it_answers(hub: Hub) -> None:
    blog, hub.status = make_blog(hub), 503
    blog.post("2026-01-01-a", "A")
    blog.tick()
    assert hub.heard() == FEEDS
    hub.status = 202
    blog.tick()
    assert hub.heard() == FEEDS


def test_a_hub_that_fails_is_asked_no_sooner_for_what_is_new(hub: Hub) -> None:
    blog, hub.status = make_blog(hub), 503
    blog.post("2026-01-01-a", "A")
    blog.tick(2)
    assert hub.heard() == sorted(FEEDS * 2)
    hub.status = 202
    blog.post("2026-01-02-b", "B")
    blog.tick()
    assert hub.heard() == []
    blog.tick()
    assert hub.heard() == FEEDS


def test_a_hub_that_does_not_answer_costs_the_tick_nothing_else(hub: Hub) -> None:
    blog = Blog(config="permalink: pretty\nwebsub: http://127.0.0.1:9/\n")
    blog.post("2026-01-01-a", "A")
    blog.post("2026-06-01-later", "Later", date=(blog.clock.now() + timedelta(seconds=30)))
    blog.tick()
    assert "Later" in blog.titles("/")


def test_without_a_hub_nothing_is_written_or_told(hub: Hub) -> None:
    blog = Blog()
    blog.post("2026-01-01-a", "A")
    blog.tick()
    assert hub.heard() == []
    assert not [key for key, _ in blog.table.scan() if key.pk.startswith("websub")]
