"""A blog with a feed, as the tests of each form of feed have it."""

from datetime import UTC, datetime, timedelta, timezone

import feedparser

from handler.core.feeds.atom import render_atom
from handler.core.model.context import Links, SiteContext
from handler.core.model.entries import Entry, SiteConfig
from handler.core.model.media.pictures import Picture
from handler.core.pages.views import FeedItem, FeedView

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = SiteConfig(
    title="Notes & <more>",
    description="About servers",
    url="https://example.com",
    lang="en",
    author={"name": "Mara", "email": "mara@example.com", "url": "https://mara.example"},
    data={"github": {"repository": "mara/notes"}},
)


CONTEXT = SiteContext(SITE, Links("https://example.com/dev", "/dev", prefix="/dev"))


ENTRY = Entry(
    key="_posts/2017-12-27-hello.md",
    kind="post",
    path="/flask/2017/12/27/hello wörld/",
    title="Hello <b>&</b>",
    date=datetime(2017, 12, 27, 10, 58, 38, tzinfo=timezone(timedelta(hours=-7))),
    modified=datetime(2018, 1, 4, tzinfo=UTC),
    categories=("Flask",),
    tags=("C++", "Flask"),
    lang="ko",
    authors=("Jo", "Kim"),
    image="images/a.png",
    description="A greeting",
    comment_issue_id=7,
)


URL = "https://example.com/dev/flask/2017/12/27/hello%20w%C3%B6rld/"


TAG_URI = "tag:example.com,2017-12-27:/flask/2017/12/27/hello%20w%C3%B6rld/"


def make_feed(*items: FeedItem, **changes: object) -> FeedView:
    fields = {
        "format": "atom",
        "kind": "all",
        "label": "",
        "path": "/feed.xml",
        "home": "/",
        "items": items,
        "updated": None,
    }
    return FeedView(**{**fields, **changes})  # type: ignore[arg-type]


PICTURES = {"/images/a.png": Picture("1-a", 3, 2)}


HELLO = FeedItem(ENTRY, '<p>Hi <a href="/about/">me</a><img src="a.png"></p>', PICTURES)


def parse(view: FeedView, context: SiteContext = CONTEXT) -> feedparser.FeedParserDict:
    parsed = feedparser.parse(render_atom(context, view))
    assert not parsed.bozo
    return parsed
