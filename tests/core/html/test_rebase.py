"""Addresses in HTML move under a prefix or become absolute; nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.html.rebase import make_absolute, make_rooted, rebase
from handler.core.html.tree import attribute, parse, set_attributes, write
from handler.core.model.addressing.urls import is_elsewhere
from handler.core.model.context import Links
from tests.core.html.trees import tree_of

LINKS = Links("https://example.com/dev", "/dev", prefix="/dev")
PATH = "/2017/12/27/hello/"


def rebased(html: str, base: str = "/dev") -> str:
    root = parse(html)
    rebase(root, base)
    return write(root)


def made_absolute(html: str, path: str = PATH) -> str:
    root = parse(html)
    make_absolute(root, LINKS, path)
    return write(root)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="/about/">', '<a href="/dev/about/">'),
        ("<a href='/about/'>", "<a href='/dev/about/'>"),
        ("<a href=/about/>", '<a href="/dev/about/">'),
        ('<A HREF = "/about/" class=x>', '<A HREF = "/dev/about/" class=x>'),
        ('<a href="/">', '<a href="/dev/">'),
        ('<a href=" /about/ ">', '<a href="/dev/about/">'),
        ('<img alt="a > b" src="/a.png"/>', '<img alt="a > b" src="/dev/a.png"/>'),
        ('<img hidden\nsrc="/a.png">', '<img hidden\nsrc="/dev/a.png">'),
        ('<video poster="/a.png"></video>', '<video poster="/dev/a.png"></video>'),
        ('<a href="/?a=1&amp;b=2">', '<a href="/dev/?a=1&amp;b=2">'),
        ('<script src="/a.js"></script>', '<script src="/dev/a.js"></script>'),
        ('<svg><use xlink:href="/a.svg#x"/>', '<svg><use xlink:href="/dev/a.svg#x"/>'),
        ('<a title=it\'s href="/x">', '<a title=it\'s href="/dev/x">'),
        ('<a href="\x01/a\tb/\n">', '<a href="/dev/ab/">'),
        ('<template><a href="/x"></template>', '<template><a href="/dev/x"></template>'),
        ('<object data="/a.svg"></object>', '<object data="/dev/a.svg"></object>'),
    ],
)
def test_root_relative_addresses_move_under_the_base(before: str, after: str) -> None:
    assert tree_of(rebased(before)) == tree_of(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("/a.png 1x, /b.png 2x", "/dev/a.png 1x, /dev/b.png 2x"),
        ("/a.png 1x,/b.png 2x", "/dev/a.png 1x,/dev/b.png 2x"),
        ("/a.png, b.png 480w", "/dev/a.png, b.png 480w"),
        ("/w_1,h_1/a.png 1x", "/dev/w_1,h_1/a.png 1x"),
        ("https://cdn.example/a.png 2x", "https://cdn.example/a.png 2x"),
        (" ,, /a.png", " ,, /dev/a.png"),
        ("/a.png,, /b.png", "/dev/a.png,, /dev/b.png"),
    ],
)
def test_every_candidate_of_a_source_set_moves(before: str, after: str) -> None:
    assert rebased(f'<img srcset="{before}">') == f'<img srcset="{after}">'


@pytest.mark.parametrize(
    "html",
    [
        '<a href="about/">',
        '<a href="#fn:1">',
        '<a href="//cdn.example/x">',
        '<a href="https://example.com/x">',
        '<a href="mailto:me@example.com">',
        '<img src="data:image/png;base64,AA=">',
        '<a href="/dev/about/">',
        '<a href="/dev">',
        '<a href="">',
        '<p title="href=&quot;/x&quot;">',
        "<p title='<a href=\"/x\">'>",
        'text with href="/x" in it',
        '<code>&lt;a href="/x"&gt;</code>',
        '<pre><span class="s">href=&quot;/x&quot;</span></pre>',
        '<!-- <a href="/x"> -->',
        '<!-- <a href="/x">',
        '<script>a = "<a href=\\"/x\\">"; b = \'<a href="/x">\'</script>',
        "<style>a[href='/x'] {}</style>",
        '<textarea><a href="/x"></textarea>',
        '<p data-href="/x">',
        '3 < 4 and href="/x" > 2',
    ],
)
def test_everything_else_stays_as_it_is(html: str) -> None:
    assert tree_of(rebased(html)) == tree_of(html)


def test_space_that_browsers_keep_is_a_part_of_an_address() -> None:
    assert rebased('<a href="\u3000/x">') == '<a href="\u3000/x"></a>'
    assert made_absolute('<a href="\u3000javascript:1">').startswith(
        '<a href="https://example.com/'
    )


def test_addresses_are_written_as_the_standard_has_them() -> None:
    assert rebased('<img src="/Point Loma.png">') == '<img src="/dev/Point%20Loma.png">'
    assert rebased('<a href=" /a?b={c}#d ">', "") == '<a href="/a?b=%7Bc%7D#d"></a>'


def test_a_path_that_only_starts_like_the_base_moves() -> None:
    assert 'href="/dev/development/"' in rebased('<a href="/development/">')


@given(st.text('<>"=/- abhrefsc!'))
def test_moving_twice_is_moving_once(html: str) -> None:
    once = rebased(html)
    assert rebased(once) == once


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_text_without_tags_never_changes(text: str) -> None:
    html = text.replace("<", "&lt;")
    assert tree_of(rebased(html)) == tree_of(html)


def test_many_candidates_of_a_source_set_take_no_longer_than_their_length() -> None:
    many = "," * 300_000
    assert rebased(f'<img srcset="{many}/a,">') == f'<img srcset="{many}/dev/a,">'


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("/about/", "https://example.com/dev/about/"),
        ("/dev/about/", "https://example.com/dev/about/"),
        ("photo.jpg", "https://example.com/dev/2017/12/27/hello/photo.jpg"),
        ("../", "https://example.com/dev/2017/12/27/"),
        ("#fn:1", "https://example.com/dev/2017/12/27/hello/#fn:1"),
        ("?a=1&amp;b=2", "https://example.com/dev/2017/12/27/hello/?a=1&amp;b=2"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("https://other.example/x", "https://other.example/x"),
        ("mailto:me@example.com", "mailto:me@example.com"),
        ("http://[broken", "http://[broken"),
        ("/a b.png", "https://example.com/dev/a%20b.png"),
        ("/a%20b.png?v=2#c", "https://example.com/dev/a%20b.png?v=2#c"),
        ("/바다/", "https://example.com/dev/바다/"),
    ],
)
def test_addresses_become_absolute(address: str, wanted: str) -> None:
    assert made_absolute(f'<a href="{address}">') == f'<a href="{wanted}"></a>'


def test_source_sets_become_absolute() -> None:
    html = made_absolute('<img srcset="a.png 1x, /b.png 2x">', "/x/")
    assert html == (
        '<img srcset="https://example.com/dev/x/a.png 1x, https://example.com/dev/b.png 2x">'
    )


def test_an_address_cannot_leave_its_attribute() -> None:
    html = made_absolute("<a href='x\"&#39;&lt;'>", "/")
    assert html == '<a href="https://example.com/dev/x%22\'%3C"></a>'


@pytest.mark.parametrize(
    ("address", "rooted"),
    [
        ("about/", "/dev/about/"),
        ("../files/a%20b.txt?v=1#x", "/files/a%20b.txt?v=1#x"),
        ("./x.png", "/dev/x.png"),
        *(
            (same, same)
            for same in ("/x", "#x", "?x", "", "//cdn.test/x", "mailto:a@b", "http://[")
        ),
    ],
)
def test_a_copy_has_no_address_that_depends_on_where_a_page_is(address: str, rooted: str) -> None:
    root = parse(f'<a href="{address}">')
    make_rooted(root, "/dev/four")
    assert tree_of(write(root)) == tree_of(f'<a href="{rooted}">')


@given(st.text("/\\[]:?#.@x\t ", max_size=8))
def test_a_copy_has_an_address_for_whatever_an_author_wrote(address: str) -> None:
    root = parse("<a>")
    (link,) = root.css("a")
    set_attributes(link, {"href": address})
    rebase(root, "")
    make_rooted(root, "/dev/four")
    rooted = attribute(link, "href")
    assert is_elsewhere(rooted) or rooted[:1] in ("", "/", "#", "?")
