"""Reading of a page of others whether it links to the blog, and what it says."""

from datetime import UTC, datetime

import mf2py
import pytest

from handler.core.webmentions.reading import Read, is_same, read_source

HERE = "https://other.test/notes/1"
TARGET = "https://blog.test/2026/01/hello/"
LINK = f'<a href="{TARGET}">a post</a>'


def read(html: str, kind: str = "text/html", target: str = TARGET) -> Read | None:
    return read_source(html, kind, HERE, target)


@pytest.mark.parametrize(
    "html",
    [
        LINK,
        f"<p><img src={TARGET}>",
        f'<video src="{TARGET}"></video>',
        f'<blockquote cite="{TARGET}">So</blockquote>',
        f'<a href="{TARGET}#part">a part</a>',
        '<a href="HTTPS://BLOG.test:443/2026/01/hello/">loud</a>',
        '<base href="https://blog.test/"><a href="2026/01/hello/">of its base</a>',
        '<a href="//blog.test/2026/01/hello/">as this page</a>',
    ],
)
def test_a_page_that_links_to_the_target_is_a_mention(html: str) -> None:
    found = read(html)
    assert found
    assert found.kind == "mention"


@pytest.mark.parametrize(
    "html",
    [
        "",
        TARGET,
        f"<!-- {LINK} -->",
        f"<template>{LINK}</template>",
        f"<pre>{LINK.replace('<', '&lt;')}</pre>",
        f'<a href="{TARGET}more">another</a>',
        f'<a href="{TARGET[:-1]}">without its slash</a>',
        f'<a title="{TARGET}">no link</a>',
        f'<script>var x = "{TARGET}"</script>',
        f'<link rel="canonical" href="{TARGET}">',
        '<a href="http://[">broken</a>',
    ],
)
def test_a_page_that_only_names_the_target_is_none(html: str) -> None:
    assert read(html) is None


@pytest.mark.parametrize(
    ("kind", "text", "is_one"),
    [
        ("text/plain", f"See {TARGET}.", True),
        ("text/plain; charset=utf-8", f"See {TARGET}more", False),
        ("application/json", f'{{"a": [{{"b": "{TARGET}"}}]}}', True),
        ("application/json", f'{{"a": "see {TARGET}"}}', False),
        ("application/json", "[" * 100_000, False),
        ("image/png", TARGET, False),
        ("application/xhtml+xml", LINK, True),
        ("", LINK, False),
    ],
)
def test_what_is_no_page_is_read_as_what_it_is(kind: str, text: str, is_one: bool) -> None:
    assert (read(text, kind) is not None) is is_one


def entry(inner: str, around: str = "{}") -> str:
    return around.format(f'<article class="h-entry">{inner}</article>')


AUTHOR = '<a class="p-author h-card" href="/ada">Ada <b>L.</b></a>'
REPLY = f"""{AUTHOR} <time class="dt-published" datetime="2026-01-02T10:00:00+02:00">then</time>
<p>In reply to <a class="u-in-reply-to" href="{TARGET}">this</a>:</p>
<div class="e-content"><p>Well <em>said</em>.</p><p>And more.</p></div>"""


def test_a_reply_has_its_words_its_author_and_its_time() -> None:
    at = datetime(2026, 1, 2, 8, tzinfo=UTC)
    words = "Well said . And more."
    found = read(entry(REPLY))
    assert found
    assert (found.kind, found.author, found.author_address) == (
        "reply",
        "Ada L.",
        "https://other.test/ada",
    )
    assert (found.text.replace(" .", "."), found.at) == (words.replace(" .", "."), at)


@pytest.mark.parametrize(
    "date", ["0001-01-01", "0001-01-01T00:00+23:59", "9999-12-31T23:59-23:59", "99999-01-01", "0"]
)
def test_a_date_that_no_page_can_have_is_none(date: str) -> None:
    found = read(entry(REPLY.replace("2026-01-02T10:00:00+02:00", date)))
    assert found
    assert found.at is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("u-in-reply-to", "reply"),
        ("u-like-of", "like"),
        ("u-repost-of", "repost"),
        ("u-bookmark-of", "bookmark"),
        ("u-url", "mention"),
    ],
)
def test_what_a_mention_is_its_link_says(name: str, kind: str) -> None:
    for link in (
        f'<a class="{name}" href="{TARGET}">it</a>',
        f'<div class="{name} h-cite"><a class="u-url" href="{TARGET}">it</a></div>',
        f'<div class="e-content"><a class="x {name}" href="{TARGET}">it</a></div>',
    ):
        found = read(entry(link))
        assert found, link
        assert found.kind == kind, link


def test_what_is_said_of_another_page_says_nothing_of_this() -> None:
    other = '<a class="u-like-of" href="https://third.test/">it</a>'
    found = read(entry(other + LINK))
    assert found
    assert found.kind == "mention"
    inside = f'<div class="p-comment h-cite"><a class="u-like-of" href="{TARGET}">x</a></div>'
    found = read(entry(inside))
    assert found
    assert found.kind == "mention"


def test_of_several_entries_the_one_that_links_counts() -> None:
    one = entry('<p class="p-author h-card">Eve</p><p class="e-content">No.</p>')
    found = read(f'<div class="h-feed">{one}{entry(REPLY)}</div>')
    assert found
    assert found.author == "Ada L."


def test_an_entry_without_an_author_is_of_whose_page_it_is() -> None:
    card = '<header class="h-card"><img alt="x"><a class="p-name u-url" href="/">Ada</a></header>'
    found = read(card + entry(f'<p class="e-content">{LINK}</p>'))
    assert found
    assert (found.author, found.author_address) == ("Ada", "https://other.test/")


def test_long_words_are_cut_and_say_so() -> None:
    found = read(entry(f'<div class="e-content">{LINK} {"word " * 1000}</div>'))
    assert found
    assert found.is_cut
    assert len(found.text) <= 1000


def test_a_page_without_an_entry_has_its_title() -> None:
    found = read(f"<title> A \n page </title>{LINK}")
    assert found == Read(title="A page")


@pytest.mark.parametrize(
    "trick",
    [
        "</bdi></article><script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<style>*{display:none}</style>",
        "\u202eevil\u2066",
        "\x00\x1b[31m",
    ],
)
def test_what_strangers_write_stays_text_in_one_line(trick: str) -> None:
    html = f'<title>{trick}</title><p class="p-author h-card">A{trick}</p>{LINK}'
    found = read(entry(f'{html}<div class="e-content">B{trick}</div>'))
    assert found
    for text in (found.author, found.title, found.text):
        assert not {*text} & {*"\u202e\u2066\x00\x1b\n"}
    assert "display" not in found.author + found.text


def test_an_address_that_is_none_is_not_the_authors() -> None:
    for href in ("javascript:alert(1)", "data:text/html,x", "http://[", "mailto:a@b.test"):
        found = read(entry(f'<a class="p-author h-card" href="{href}">Eve</a>{LINK}'))
        assert found
        assert (found.author, found.author_address) == ("Eve", "")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.test", "https://a.test/", True),
        ("https://a.test:80/", "https://a.test/", False),
        ("http://a.test:80/x#y", "HTTP://A.test/x", True),
        ("https://a.test/X", "https://a.test/x", False),
        ("https://a.test/?a", "https://a.test/", False),
        ("", "", False),
    ],
)
def test_which_addresses_are_the_same(one: str, other: str, same: bool) -> None:
    assert is_same(one, other) is same


PAGES = [
    REPLY,
    f'{AUTHOR}<a class="u-like-of" href="{TARGET}">liked</a>',
    f'<span class="p-author h-card"><a class="u-url" href="https://ada.test/"><span '
    f'class="p-name">Ada</span></a></span><p class="p-name">A title</p><div class="e-content">'
    f"Some {LINK} words</div>",
    f'<div class="u-repost-of h-cite"><a class="p-author h-card" href="https://b.test/">Bob</a>'
    f'<a class="u-url" href="{TARGET}">x</a><p class="e-content">Theirs</p></div>{AUTHOR}',
    f'<p class="p-author">Just a name</p><p class="e-content p-name">A note {LINK}</p>',
]


@pytest.mark.parametrize("inner", PAGES)
def test_a_page_is_read_as_another_parser_of_microformats_reads_it(inner: str) -> None:
    html = entry(inner)
    found = read(html)
    assert found
    properties = mf2py.parse(doc=html, url=HERE)["items"][0]["properties"]
    named = {"reply": "in-reply-to", "like": "like-of", "repost": "repost-of"}.get(found.kind, "")
    assert bool(named) == any(
        each in properties for each in ("in-reply-to", "like-of", "repost-of")
    )
    author = properties.get("author", [""])[0]
    card = author["properties"] if isinstance(author, dict) else {"name": [author]}
    assert found.author == card["name"][0]
    assert found.author_address == card.get("url", [""])[0]
    content = properties.get("content", [{"value": ""}])[0]["value"]
    assert "".join(found.text.split()) == "".join(content.split())
