"""A feed gives as much of its posts as can be sent, the newest first."""

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from handler.core.feeds.atom import render_atom
from handler.core.feeds.fitting import MAXIMUM_FEED
from handler.core.feeds.json_feed import render_json_feed
from handler.core.model.entries import Entry
from handler.core.model.limits import MAXIMUM_ANSWER
from handler.core.pages.views import FeedItem
from tests.core.feeds.feed_views import ATOM, CONTEXT, ENTRY, make_feed


def item(number: int, html: str, **changes: object) -> FeedItem:
    entry: Entry = replace(ENTRY, path=f"/p{number}/", **changes)  # type: ignore[arg-type]
    return FeedItem(entry, html)


def given(*items: FeedItem) -> tuple[str, str]:
    """Which posts either feed gives whole (+) and which with their excerpts (-)."""
    atom = render_atom(CONTEXT, make_feed(*items))
    posts = render_json_feed(CONTEXT, make_feed(*items))
    assert max(len(atom.encode()), len(posts.encode())) < MAXIMUM_ANSWER
    entries = ElementTree.fromstring(atom).findall(f"{ATOM}entry")
    return (
        "".join("-+"[entry.find(f"{ATOM}content") is not None] for entry in entries),
        "".join("-+"["content_html" in found] for found in json.loads(posts)["items"]),
    )


def test_posts_that_fit_are_given_whole() -> None:
    assert given(*(item(n, "<p>text</p>") for n in range(20))) == ("+" * 20, "+" * 20)


def test_posts_that_do_not_fit_are_given_with_their_excerpts_and_smaller_ones_whole() -> None:
    large = "a" * (MAXIMUM_FEED // 3)
    texts = [large, large, large, "small", large]
    assert given(*(item(n, text) for n, text in enumerate(texts))) == ("++-+-", "++-+-")


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    ["<b></b>", f'<a href="/">{"a" * 40}', '"\\\n', "&amp;", "가"],
)
def test_what_grows_on_its_way_into_a_feed_counts_as_it_is_sent(part: str) -> None:
    text = part * (400_000 // len(part.encode()))
    for shown in given(*(item(n, text) for n in range(20))):
        assert len(shown) == 20
        assert "-" in shown


@pytest.mark.slow
def test_a_post_of_which_not_even_the_excerpt_fits_is_left_out() -> None:
    titles = ["a" * (MAXIMUM_FEED // 5)] * 20
    for shown in given(*(item(n, "", title=title) for n, title in enumerate(titles))):
        assert len(shown) < 5
