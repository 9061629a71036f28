"""The Atom feed, as feed readers and browsers read it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import urlsplit
from xml.etree import ElementTree

from handler.core.feeds.atom import render_atom
from handler.core.model.context import Links, SiteContext
from handler.core.model.entries import Entry, Json, SiteConfig
from handler.core.pages.views import FeedItem
from tests.core.feeds.feed_views import ATOM, CONTEXT, HELLO, SITE, TAG_URI, URL, make_feed, parse


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
