"""What a reader's request imports: a cached page needs neither Markdown nor S3's client."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache

import pytest

from handler.aws.bucket import S3Bucket
from handler.aws.table import DynamoTable
from handler.core.model.media.pictures import copy_key
from handler.core.pages.cards import card_key
from handler.services.read.cache.page_cache import Page
from handler.services.read.replies import Base
from handler.settings import Settings
from handler.wiring import Services
from tests.contracts.servers import client, make_stores, variables

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("imports")]
PATH, OTHER = "/2026/01/01/a/", "/2026/01/02/b/"
COPY = "/_images/1-0123456789abcdef01234567/480.webp"
CARD = "/_cards/0123456789abcdef/2026/01/01/a.png"
NEVER = {
    "handler.core.markdown",
    "handler.core.liquid",
    "handler.core.jekyll.bodies.rendering",
    "handler.github.client",
    "handler.services.comments.commenting",
    "handler.services.author",
    "handler.services.people",
    "handler.services.publish.publishing",
    "handler.web.desk",
    "handler.web.programs",
    "handler.fetching",
    "handler.core.webmentions.moderation",
    "handler.core.webmentions.reading",
    "handler.core.webmentions.requests",
    "handler.core.webmentions.telling",
    "handler.services.webmentions",
    "handler.web.webmention",
    "handler.core.pages.own_templates",
    "jinja2.sandbox",
    "PIL",
    "boto3",
    "cryptography",
    "fido2",
    "frontmatter",
    "latex2mathml",
    "liquid",
    "nh3",
    "pygments",
    "segno",
    "yaml",
}
PARSER = "selectolax"
"""Reads HTML: only what shows a body needs it."""
RENDERING = {
    "handler.core.comments.discussions",
    "handler.core.pages.rendering",
    "handler.core.site.theme.palettes",
    "handler.core.pages.views",
    "handler.services.read.composing",
    "handler.services.read.drafts.gathering",
}
_SERVE = """
import json, sys

opened = set()

def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and "botocore/data/" in arguments[0]:
        opened.add(arguments[0].split("botocore/data/")[1].split("/")[0])

sys.addaudithook(watch)

import handler.shared
from handler.entry import app

if "stale" in sys.argv:
    handler.shared.renderer_fingerprint = lambda: "other"
answer = app.test_client().get(sys.argv[1])
print(json.dumps([answer.status_code, answer.text, sorted(opened), sorted(sys.modules)]))
"""
_PUBLISH = """
import json, sys

from handler.entry import services

for key in sys.argv[1:]:
    services().publisher.publish(key, rewrite=True)
print(json.dumps(sorted(sys.modules)))
"""
WHAT_RENDERS = {
    "handler.core.jekyll.bodies.rendering",
    "handler.core.markdown",
    "PIL",
    "frontmatter",
    "latex2mathml",
    "liquid",
    "nh3",
    "pygments",
    "yaml",
}


@dataclass(frozen=True)
class Served:
    """What a fresh process answered, and what it loaded for it."""

    status: int
    text: str
    services: list[str]
    modules: set[str]


@pytest.fixture(scope="module")
def environment(moto: str) -> dict[str, str]:
    """The environment of a blog with two posts, of which one is already rendered."""
    settings = make_stores(moto)
    publish(settings, moto)
    return variables(moto) | {
        "PATH": os.environ["PATH"],
        "COLDPRESS_BUCKET": settings.bucket,
        "COLDPRESS_TABLE": settings.table,
        "COLDPRESS_URL": settings.url,
        "COLDPRESS_DEADLINE_FACTOR": "20",
    }


def publish(settings: Settings, endpoint: str) -> None:
    """Publish two posts and read one of them."""
    services = Services(
        settings,
        bucket=S3Bucket(lambda: client("s3", endpoint), settings.bucket),
        table=DynamoTable(lambda: client("dynamodb", endpoint), settings.table),
    )
    files = {
        "_config.yml": "permalink: pretty\n",
        "_posts/2026-01-01-a.md": "---\ntitle: A\n---\n```python\nprint()\n```\n",
        "_posts/2026-01-02-b.md": "---\ntitle: B\n---\n{{ site.title }}\n",
    }
    for key, text in files.items():
        services.bucket.put(key, text.encode(), "text/plain")
        services.publisher.publish(key)
    assert isinstance(services.reader.respond(PATH, Base(settings.url)), Page)
    for name in (copy_key(COPY), card_key("0123456789abcdef")):
        services.bucket.put(str(name), b"made before", "image/png")


def serve(path: str, environment: dict[str, str], *, stale: bool = False) -> Served:
    """Answer one request in a process of its own, by code that renders otherwise if `stale`."""
    return _served(path, tuple(environment.items()), stale)


@cache
def _served(path: str, environment: tuple[tuple[str, str], ...], stale: bool) -> Served:
    command = [sys.executable, "-c", _SERVE, path, *(["stale"] if stale else [])]
    done = subprocess.run(
        command, env=dict(environment), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    status, text, services, modules = json.loads(done.stdout)
    return Served(status, text, services, set(modules))


def loaded(served: Served) -> set[str]:
    """What a process imported of what readers should not wait for."""
    return NEVER & served.modules


def test_a_cached_page_needs_no_markdown_and_no_client_of_s3(environment: dict[str, str]) -> None:
    served = serve(PATH, environment)
    assert (served.status, "<title>A" in served.text) == (200, True)
    assert loaded(served) == set()
    assert PARSER not in served.modules
    assert {"dynamodb", "s3"} & set(served.services) == {"dynamodb"}


def test_a_process_that_connects_while_lambda_imports_it_loads_no_more(
    environment: dict[str, str],
) -> None:
    here, on_lambda = (
        serve(PATH, environment | given) for given in ({}, {"AWS_LAMBDA_FUNCTION_NAME": "function"})
    )
    assert (on_lambda.status, on_lambda.services) == (200, here.services)
    assert on_lambda.modules - here.modules == {"handler.logs"} - here.modules


@pytest.mark.parametrize("path", [PATH, "/healthz"])
def test_what_is_not_rendered_needs_nothing_that_renders(
    environment: dict[str, str], path: str
) -> None:
    served = serve(path, environment)
    assert {name for name in RENDERING if name in served.modules} == set()


def test_a_page_that_is_rendered_from_its_stored_body_needs_neither(
    environment: dict[str, str],
) -> None:
    served = serve(OTHER, environment)
    assert (served.status, "<title>B" in served.text) == (200, True)
    assert loaded(served) == set()
    assert {"dynamodb", "s3"} & set(served.services) == {"dynamodb"}


@pytest.mark.parametrize("path", [COPY, CARD])
def test_what_was_made_of_pictures_before_needs_nothing_that_makes_it(
    environment: dict[str, str], path: str
) -> None:
    served = serve(path, environment)
    assert (served.status, served.text) == (200, "made before")
    assert loaded(served) == set()


@pytest.mark.parametrize("path", ["/", "/feed.xml", "/sitemap.xml", "/nothing/", "/healthz"])
def test_other_pages_need_neither(environment: dict[str, str], path: str) -> None:
    served = serve(path, environment)
    assert loaded(served) == set()
    assert (PARSER in served.modules) == (path == "/feed.xml")
    assert "s3" not in served.services


def test_what_publishes_leaves_rendering_to_other_processes(environment: dict[str, str]) -> None:
    keys = ["_config.yml", "_posts/2026-01-01-a.md"]
    command = [sys.executable, "-c", _PUBLISH, *keys]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert WHAT_RENDERS & set(json.loads(done.stdout)) == set()


def test_a_reader_whose_page_is_stale_leaves_rendering_to_other_processes(
    environment: dict[str, str],
) -> None:
    served = serve(OTHER, environment | {"COLDPRESS_URL": "https://other.test"}, stale=True)
    assert (served.status, "<title>B" in served.text) == (200, True)
    assert WHAT_RENDERS & served.modules == set()
