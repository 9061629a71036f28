"""What becomes of a random post of a shared blog: its page, both feeds, and its `.json`."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from jinja2 import Environment, FileSystemLoader

from handler.core.feeds.atom import render_atom
from handler.core.feeds.exports import render_json
from handler.core.feeds.json_feed import render_json_feed
from handler.core.jekyll.bodies.rendering import render_body
from handler.core.jekyll.reading import read_document
from handler.core.liquid import Resources
from handler.core.model.context import Links, SiteContext
from handler.core.model.entries import SiteConfig
from handler.core.model.media.pictures import Picture
from handler.core.model.problems import ContentError
from handler.core.pages.rendering import make_environment, render_page
from handler.core.pages.views import FeedItem, FeedView, PostView
from tests.hostile.documents import document
from tests.hostile.rules import violations

_SITE = SiteConfig(title="Shared", data={"sanitize": True})
_CONTEXT = SiteContext(_SITE, Links("https://blog.test/dev", "/dev", {}, "/dev"))
_PICTURES = {"/a.png": Picture("1-" + "a" * 24, 1600, 1200, (480, 960))}
_START, _END = '<div class="prose e-content">\n', "\n  </div>\n"
_CONTENT = "{http://www.w3.org/2005/Atom}content"


@cache
def _templates() -> Environment:
    return make_environment(FileSystemLoader(Path(__file__).parents[2] / "templates"))


def problems_of(seed: int) -> list[str]:
    """What of a random post is shown that may not be."""
    extension, text = document(seed)
    key = f"_posts/2026-01-01-a.{extension}"
    try:
        source = read_document(key, f"---\ntitle: A\n---\n{text}".encode("utf-8", "replace"), _SITE)
        body = render_body(source, _SITE, Resources(data={}, listed=()))
    except ContentError:
        return []
    shown = dict(_shown(PostView(body.entry, body.html, pictures=_PICTURES)))
    return [
        f"seed {seed}, {where}: {found}"
        for html, where in shown.items()
        for found in violations(html, is_shown=where == "page")
    ]


def _shown(view: PostView) -> Iterator[tuple[str, str]]:
    """The HTML of a body that readers and programs get, and where."""
    page = render_page(_templates(), _CONTEXT, view)
    yield page.partition(_START)[2].rpartition(_END)[0].partition('<footer class="post-')[0], "page"
    item = FeedItem(view.entry, view.html, view.pictures)
    feed = FeedView("atom", "all", "", "/feed.xml", "/", (item,), datetime(2026, 1, 1, tzinfo=UTC))
    atom = ElementTree.fromstring(render_atom(_CONTEXT, feed)).find(f".//{_CONTENT}")
    yield (atom.text or "") if atom is not None else "", "Atom"
    yield json.loads(render_json_feed(_CONTEXT, feed))["items"][0]["content_html"], "JSON feed"
    yield json.loads(render_json(_CONTEXT, view.entry, view.html))["html"], "JSON"
