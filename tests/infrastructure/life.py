"""All that a function does to AWS in its life: one run that needs each of its rights."""

import base64
import random
from datetime import UTC, datetime
from urllib.request import urlopen

from werkzeug.test import Client

from handler.core.model.entries import SiteConfig
from handler.core.model.limits import MAXIMUM_ANSWER
from handler.services.author.granting import Granting
from handler.services.author.uploads import Uploads
from handler.web.app import create_app
from tests.infrastructure.cloud import Deployed
from tests.support.geotagged import jpeg, secrets_in
from tests.support.picture_files import drawing

_PAGES = (
    "/",
    "/2026/01/01/hello/",
    "/2026/01/02/long/",
    "/about/",
    "/archive/",
    "/2026/",
    "/tags/",
    "/tags/flask/",
    "/feed.xml",
    "/feed.json",
    "/tags/flask/feed.xml",
    "/sitemap.xml",
    "/images/cat.png",
)
_POST = "---\ntitle: {title}\ntags: [flask]\n---\n{{% include note.html %}} {text}\n"
_HELLO = "_posts/2026-01-01-hello.md"
_PHOTO = jpeg() + bytes(MAXIMUM_ANSWER)
_FILM = b"film" * (MAXIMUM_ANSWER // 4 + 1)


def live(blog: Deployed) -> None:
    """Write the log, be called by the gateway, publish, answer readers, tick, compare."""
    _write_log(blog)
    _be_called(blog)  # The stand-in's Lambda makes what is missing of the log by then.
    _publish_all(blog)
    _edit_break_and_delete(blog)
    _catch_up(blog)
    _read_all(blog)


def write(blog: Deployed) -> None:
    """What authors do at the desk: they write, rename and delete, and bring a picture."""
    authoring = blog.services.authoring
    key = authoring.begin("A cup of tea").change.text.key
    moved = authoring.rename(key, "_posts/2026-01-03-tea.md").change.text.key
    authoring.delete(moved)
    uploads = Uploads(blog.services.bucket, blog.services.clock, blog.services.sandbox)
    granting = Granting(blog.services.bucket, uploads)
    granted = granting.grant("cat.png", "image/png")
    blog.services.bucket.put(granted.form.fields["key"], drawing(), "image/png")
    granting.take(granted.id, "cat.png", SiteConfig())


def _be_called(blog: Deployed) -> None:
    """API Gateway calls the function with the rights of the role that Zappa hands it."""
    answer = blog.client("lambda").invoke(FunctionName=blog.name, Payload=b"{}")
    assert answer["StatusCode"] == 200


def _write_log(blog: Deployed) -> None:
    """Lambda writes the log with the function's rights, and makes its group if need be."""
    logs = blog.client("logs")
    group = {"logGroupName": f"/aws/lambda/{blog.name}"}
    stream = group | {"logStreamName": "2026/01/01/[$LATEST]a"}
    logs.create_log_group(**group)
    logs.create_log_stream(**stream)
    event = {"timestamp": int(datetime.now(UTC).timestamp() * 1000), "message": "START"}
    logs.put_log_events(**stream, logEvents=[event])


def _publish_all(blog: Deployed) -> None:
    _publish(blog, "_config.yml", "title: Blog\npermalink: pretty\n")
    _publish(blog, "_includes/note.html", "Note.")
    _publish(blog, "_data/people.yml", "ada: Ada\n")
    _publish(blog, _HELLO, _post("Hello"))
    _publish(blog, "_posts/2026-01-02-long.md", _post("Long", _incompressible(500_000)))
    _publish(blog, "about.md", "---\ntitle: About\nredirect_from: /me/\n---\nMe.")
    _publish(blog, "images/cat.png", drawing())
    _publish(blog, "images/far.jpg", _PHOTO)
    _publish(blog, "films/long.mp4", _FILM)


def _edit_break_and_delete(blog: Deployed) -> None:
    reader = _reader(blog)
    _publish(blog, _HELLO, _post("Hello again"))
    assert "Hello again" in reader.get("/2026/01/01/hello/").text
    _publish(blog, _HELLO, "---\ntitle: [\n---\n")
    assert "Hello again" in reader.get("/2026/01/01/hello/").text
    _publish(blog, "gone.md", "---\ntitle: Gone\n---\nSoon.")
    blog.remove("gone.md")
    blog.services.publisher.publish("gone.md")
    assert reader.get("/gone/").status_code == 404


def _catch_up(blog: Deployed) -> None:
    """A tick compares bucket and index; the next brings what it found to the search."""
    blog.upload("lost.md", "---\ntitle: Lost\n---\nFound.")
    blog.services.ticker.tick()
    assert "Found." in _reader(blog).get("/lost/").text
    blog.services.ticker.tick()
    assert "<mark>Found</mark>" in _reader(blog).get("/search?q=found").text


def _read_all(blog: Deployed) -> None:
    """Each page is read twice, rendered and from the table; a long file with the role's rights."""
    reader = _reader(blog)
    for path in _PAGES:
        assert [reader.get(path).status_code for _ in range(2)] == [200, 200], path
    assert reader.get("/me/").location == "/about/"
    assert reader.get("/nowhere/").status_code == 404
    with urlopen(reader.get("/images/far.jpg").headers["Location"]) as answer:
        assert secrets_in(answer.read()) == []
    with urlopen(reader.get("/films/long.mp4").headers["Location"]) as answer:
        assert answer.read() == _FILM


def _publish(blog: Deployed, key: str, data: str | bytes) -> None:
    blog.upload(key, data)
    blog.services.publisher.publish(key)


def _reader(blog: Deployed) -> Client:
    return create_app(lambda: blog.services).test_client()


def _post(title: str, text: str = "Text.") -> str:
    return _POST.format(title=title, text=text)


def _incompressible(length: int) -> str:
    """A text that stays longer than an item of the table can be."""
    return base64.b64encode(random.Random(1).randbytes(length)).decode()
