"""JSON Feed says what the Atom feed says."""

import json

from handler.core.feeds.json_feed import render_json_feed
from tests.core.feeds.feed_views import CONTEXT, HELLO, TAG_URI, URL, make_feed


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
