"""What both forms of a feed tell alike, whatever authors write."""

import json
from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from handler.core.feeds.atom import render_atom
from handler.core.feeds.json_feed import render_json_feed
from handler.core.model.entries import Entry, Json
from handler.core.pages.views import FeedItem
from tests.core.feeds.feed_views import CONTEXT, ENTRY, HELLO, SITE, make_feed, parse

# Surrogates and control characters too, which XML cannot hold.
ANY_TEXT = st.text(st.characters(codec=None))


@given(title=ANY_TEXT, html=ANY_TEXT, label=ANY_TEXT)
def test_whatever_authors_write_feeds_stay_well_formed(title: str, html: str, label: str) -> None:
    entry = Entry("k", "post", "/x/", title, date=ENTRY.date, tags=(label,), excerpt=html)
    view = make_feed(FeedItem(entry, html), label=label, kind="tag")
    atom = ElementTree.fromstring(render_atom(CONTEXT, view).encode())
    assert len(atom.findall("{http://www.w3.org/2005/Atom}entry")) == 1
    assert json.loads(render_json_feed(CONTEXT, view).encode())["items"][0]["tags"] is not None


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
