"""A warm page from memory, and a page of the cache, against an empty Flask application."""

from flask import Flask

from benchmarks.blog import make_services, publish_posts
from benchmarks.timing import medians, report
from handler.web.app import create_app

_ROUNDS = 300


def run() -> None:
    """Print the ratios."""
    services = make_services(remembered_seconds=5)
    fresh = make_services(remembered_seconds=0, like=services)
    publish_posts(services, 100)
    empty = Flask("empty")
    empty.add_url_rule("/", "home", lambda: "hello")
    path = "/2020/01/05/post-4.html"
    clients = [app.test_client() for app in (empty, _app(services), _app(fresh))]
    times = medians(
        _ROUNDS,
        lambda: clients[0].get("/"),
        lambda: clients[1].get(path),
        lambda: clients[2].get(path),
    )
    report("page from memory", times[1], "empty Flask app", times[0])
    report("page from the table (in memory)", times[2], "empty Flask app", times[0])


def _app(services: object) -> Flask:
    return create_app(lambda: services)  # type: ignore[arg-type, return-value]
