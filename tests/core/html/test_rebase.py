"""Addresses in HTML move under a prefix or become absolute; nothing else changes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.html.rebase import absolute_html, rebase_html
from handler.core.model.context import Links

LINKS = Links("https://example.com/dev", "/dev", prefix="/dev")
PATH = "/2017/12/27/hello/"


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
    ],
)
def test_root_relative_addresses_move_under_the_base(before: str, after: str) -> None:
    assert rebase_html(before, "/dev") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("/a.png 1x, /b.png 2x", "/dev/a.png 1x, /dev/b.png 2x"),
        ("/a.png 1x,/b.png 2x", "/dev/a.png 1x,/dev/b.png 2x"),
        ("/a.png, b.png 480w", "/dev/a.png, b.png 480w"),
        ("/w_1,h_1/a.png 1x", "/dev/w_1,h_1/a.png 1x"),
        ("https://cdn.example/a.png 2x", "https://cdn.example/a.png 2x"),
    ],
)
def test_every_candidate_of_a_source_set_moves(before: str, after: str) -> None:
    assert rebase_html(f'<img srcset="{before}">', "/dev") == f'<img srcset="{after}">'


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
    assert rebase_html(html, "/dev") == html


def test_a_path_that_only_starts_like_the_base_moves() -> None:
    assert rebase_html('<a href="/development/">', "/dev") == '<a href="/dev/development/">'


def test_without_a_base_nothing_changes() -> None:
    assert rebase_html('<a href=/x>"', "") == '<a href=/x>"'


@given(st.text('<>"=/- abhrefsc!'))
def test_moving_twice_is_moving_once(html: str) -> None:
    once = rebase_html(html, "/dev")
    assert rebase_html(once, "/dev") == once


@given(st.text())
def test_text_without_tags_never_changes(text: str) -> None:
    html = text.replace("<", "&lt;")
    assert rebase_html(html, "/dev") == html


@pytest.mark.parametrize("piece", ['<a "', "<a href='", "<!--", "<script>", "<a ", "a='", '<a ="'])
def test_hostile_html_takes_no_longer_than_its_length(piece: str) -> None:
    started = time.perf_counter()
    rebase_html(piece * 20_000, "/dev")
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("address", "absolute"),
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
def test_addresses_become_absolute(address: str, absolute: str) -> None:
    html = absolute_html(f'<a href="{address}">', LINKS, PATH)
    assert html == f'<a href="{absolute}">'


def test_source_sets_become_absolute() -> None:
    html = absolute_html('<img srcset="a.png 1x, /b.png 2x">', LINKS, "/x/")
    assert html == (
        '<img srcset="https://example.com/dev/x/a.png 1x, https://example.com/dev/b.png 2x">'
    )


def test_an_address_cannot_leave_its_attribute() -> None:
    html = absolute_html("<a href='x\"&#39;&lt;'>", LINKS, "/")
    assert html == "<a href='https://example.com/dev/x%22&#x27;%3C'>"
