"""Feeds that feed readers read, whatever authors write."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.feeds.feeds import render_atom, render_json_feed
from handler.core.model.context import Links, SiteContext
from handler.core.model.entries import Entry, Json, SiteConfig
from handler.core.model.media.pictures import Picture
from handler.core.pages.views import FeedItem, FeedView
from handler.core.site.feed_settings import size_of

SITE = SiteConfig(
    title="Notes & <more>",
    description="About servers",
    url="https://example.com",
    lang="en",
    author={"name": "Mara", "email": "mara@example.com", "url": "https://mara.example"},
    data={"github": {"repository": "mara/notes"}},
)
CONTEXT = SiteContext(SITE, Links("https://example.com/dev", "/dev", prefix="/dev"))
ATOM = "{http://www.w3.org/2005/Atom}"
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


def parse(view: FeedView, context: SiteContext = CONTEXT) -> feedparser.FeedParserDict:
    parsed = feedparser.parse(render_atom(context, view))
    assert not parsed.bozo
    return parsed


PICTURES = {"/images/a.png": Picture("1-a", 3, 2)}
HELLO = FeedItem(ENTRY, '<p>Hi <a href="/about/">me</a><img src="a.png"></p>', PICTURES)


def test_the_atom_feed_names_its_site() -> None:
    feed = parse(make_feed(HELLO)).feed
    assert (feed.title, feed.subtitle, feed.language) == ("Notes & <more>", "About servers", "en")
    assert feed.author_detail == {
        "name": "Mara",
        "email": "mara@example.com",
        "href": "https://mara.example",
    }
    assert {link.rel: link.href for link in feed.links} == {
        "self": "https://example.com/dev/feed.xml",
        "alternate": "https://example.com/dev/",
    }


def test_an_atom_entry_has_its_title_dates_and_labels() -> None:
    entry = parse(make_feed(HELLO)).entries[0]
    assert (entry.id, entry.title, entry.summary) == (TAG_URI, "Hello <b>&</b>", "A greeting")
    assert (entry.published, entry.updated) == (
        "2017-12-27T10:58:38-07:00",
        "2018-01-04T00:00:00+00:00",
    )
    assert [tag.term for tag in entry.tags] == ["Flask", "C++"]
    assert [author.name for author in entry.authors] == ["Jo", "Kim"]


def test_an_atom_entry_links_to_its_page_and_its_comments() -> None:
    links = {link.rel: link.href for link in parse(make_feed(HELLO)).entries[0].links}
    assert links == {"alternate": URL, "replies": "https://github.com/mara/notes/issues/7"}


def test_the_content_is_whole_and_its_addresses_absolute() -> None:
    content = parse(make_feed(HELLO)).entries[0].content[0]
    assert (content.type, content.language) == ("text/html", "ko")
    assert content.value == (
        '<p>Hi <a href="https://example.com/dev/about/">me</a><img src="' + URL + 'a.png" /></p>'
    )


def test_a_feed_was_updated_when_its_newest_change_was() -> None:
    assert parse(make_feed(HELLO)).feed.updated == "2018-01-04T00:00:00+00:00"
    later = datetime(2019, 1, 1, tzinfo=UTC)
    assert parse(make_feed(HELLO, updated=later)).feed.updated == "2019-01-01T00:00:00+00:00"


def test_an_empty_feed_of_an_empty_site_is_a_feed() -> None:
    feed = parse(make_feed(), SiteContext(SiteConfig(title=""), Links())).feed
    assert (feed.updated, feed.author) == ("1970-01-01T00:00:00+00:00", "Coldpress")


def test_the_feed_of_a_tag_is_named_after_it() -> None:
    view = make_feed(kind="tag", label="C++", path="/tags/c++/feed.xml", home="/tags/c++/")
    assert parse(view).feed.title == "C++ · Notes & <more>"


def test_an_offset_with_seconds_becomes_utc() -> None:
    odd = timezone(timedelta(minutes=19, seconds=32))
    entry = Entry("k", "post", "/x/", "X", date=datetime(1900, 1, 1, tzinfo=odd))
    assert parse(make_feed(FeedItem(entry, ""))).entries[0].published == (
        "1899-12-31T23:40:28+00:00"
    )


def test_the_json_feed_says_the_same() -> None:
    feed = json.loads(render_json_feed(CONTEXT, make_feed(HELLO, path="/feed.json")))
    assert feed.pop("items") == [
        {
            "id": TAG_URI,
            "url": URL,
            "title": "Hello <b>&</b>",
            "content_html": '<p>Hi <a href="https://example.com/dev/about/">me</a>'
            f'<img src="{URL}a.png" decoding="async" fetchpriority="high"></p>',
            "summary": "A greeting",
            "image": "https://example.com/dev/images/a.png",
            "date_published": "2017-12-27T10:58:38-07:00",
            "date_modified": "2018-01-04T00:00:00+00:00",
            "authors": [{"name": "Jo"}, {"name": "Kim"}],
            "tags": ["Flask", "C++"],
            "language": "ko",
        }
    ]
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Notes & <more>",
        "description": "About servers",
        "home_page_url": "https://example.com/dev/",
        "feed_url": "https://example.com/dev/feed.json",
        "favicon": "https://example.com/dev/static/favicon.svg",
        "language": "en",
        "authors": [{"name": "Mara", "url": "https://mara.example"}],
    }


def test_an_empty_json_feed_has_no_items() -> None:
    assert json.loads(render_json_feed(CONTEXT, make_feed()))["items"] == []


# Surrogates and control characters too, which XML cannot hold.
ANY_TEXT = st.text(st.characters(codec=None))


@given(title=ANY_TEXT, html=ANY_TEXT, label=ANY_TEXT)
def test_whatever_authors_write_feeds_stay_well_formed(title: str, html: str, label: str) -> None:
    entry = Entry("k", "post", "/x/", title, date=ENTRY.date, tags=(label,), excerpt=html)
    view = make_feed(FeedItem(entry, html), label=label, kind="tag")
    atom = ElementTree.fromstring(render_atom(CONTEXT, view).encode())
    assert len(atom.findall("{http://www.w3.org/2005/Atom}entry")) == 1
    assert json.loads(render_json_feed(CONTEXT, view).encode())["items"][0]["tags"] is not None


def test_a_browser_shows_the_feed_with_a_stylesheet_and_links() -> None:
    text = render_atom(CONTEXT, make_feed(HELLO))
    assert '<?xml-stylesheet type="text/css" href="/dev/static/feed.css"?>' in text
    xhtml = "{http://www.w3.org/1999/xhtml}"
    links = ElementTree.fromstring(text.encode()).findall(f".//{xhtml}a")
    assert [(link.text, link.get("href")) for link in links] == [
        ("Notes & <more>", "https://example.com/dev/"),
        ("Hello <b>&</b>", URL),
    ]


def test_what_is_for_browsers_alone_stands_in_elements_of_our_own() -> None:
    feed = ElementTree.fromstring(render_atom(CONTEXT, make_feed(HELLO)).encode())
    held = [*feed, *feed.findall(f"{ATOM}entry/*")]
    spaces = {child.tag.partition("}")[0].removeprefix("{") for child in held}
    media = "http://search.yahoo.com/mrss/"
    assert spaces == {"http://www.w3.org/2005/Atom", "urn:coldpress:browsers", media}


def test_feeds_name_hubs_rights_and_pictures() -> None:
    data: dict[str, Json] = {"websub": ["https://hub.example/", "no"], "copyright": "© Mara"}
    context = replace(CONTEXT, site=replace(SITE, data=data))
    parsed = parse(make_feed(HELLO), context)
    assert [link.href for link in parsed.feed.links if link.rel == "hub"] == [
        "https://hub.example/"
    ]
    assert parsed.feed.rights == "© Mara"
    assert parsed.entries[0].media_thumbnail == [{"url": "https://example.com/dev/images/a.png"}]
    bare = make_feed(replace(HELLO, pictures={}))
    assert "media_thumbnail" not in parse(bare, context).entries[0]
    assert "image" not in json.loads(render_json_feed(context, bare))["items"][0]
    hubs = json.loads(render_json_feed(context, make_feed(HELLO)))["hubs"]
    assert hubs == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert "hubs" not in json.loads(render_json_feed(context, make_feed(HELLO, kind="tag")))


def test_feeds_follow_the_settings_of_jekyll_feed() -> None:
    data: dict[str, Json] = {"feed": {"excerpt_only": True, "icon": "/i.png", "logo": "/l.png"}}
    context = replace(CONTEXT, site=replace(SITE, data=data))
    parsed = parse(make_feed(HELLO), context)
    assert parsed.feed.icon == "https://example.com/dev/i.png"
    assert parsed.feed.logo == "https://example.com/dev/l.png"
    assert "content" not in parsed.entries[0]
    item = json.loads(render_json_feed(context, make_feed(HELLO)))["items"][0]
    assert (item["content_text"], "content_html" in item) == ("A greeting", False)


@pytest.mark.parametrize(
    ("given", "size"), [(5, 5), (20, 20), (500, 20), (0, 20), (True, 20), ("7", 20), (None, 20)]
)
def test_a_feed_has_as_many_posts_as_its_author_wants_up_to_a_limit(given: Json, size: int) -> None:
    assert size_of(SiteConfig(data={"feed": {"posts_limit": given}})) == size


def test_the_authors_of_feeds_and_posts_have_absolute_addresses() -> None:
    context = replace(CONTEXT, site=replace(SITE, author={"name": "Mara", "url": "/about/"}))
    view = make_feed(FeedItem(replace(ENTRY, seo={"author_url": "/jo/"}), ""))
    parsed = parse(view, context)
    assert parsed.feed.author_detail.href == "https://example.com/dev/about/"
    assert [author.get("href") for author in parsed.entries[0].authors] == [
        "https://example.com/dev/jo/",
        None,
    ]
    assert json.loads(render_json_feed(context, view))["items"][0]["authors"] == [
        {"name": "Jo", "url": "https://example.com/dev/jo/"},
        {"name": "Kim"},
    ]


def test_an_atom_feed_has_what_its_standard_asks_for() -> None:
    """https://www.rfc-editor.org/rfc/rfc4287#section-4.1"""
    data: dict[str, Json] = {"copyright": "© Mara", "feed": {"logo": "/l.png"}}
    text = render_atom(replace(CONTEXT, site=replace(SITE, data=data)), make_feed(HELLO, HELLO))
    feed = ElementTree.fromstring(text.encode())
    once = {"id", "title", "updated", "generator", "icon", "logo", "rights", "subtitle"}
    for parent, single in [
        (feed, once),
        *((each, {"id", "title", "updated", "published", "summary", "content"})
          for each in feed.findall(ATOM + "entry")),
    ]:  # fmt: skip
        assert [len(parent.findall(ATOM + name)) for name in single] == [1] * len(single)
        assert parent.findall(ATOM + "author/" + ATOM + "name")
        kinds = [(link.get("rel"), link.get("type")) for link in parent.findall(ATOM + "link")]
        assert len(kinds) == len(set(kinds))
        for address in parent.findall(ATOM + "link"):
            assert urlsplit(address.get("href", "")).scheme == "https"
