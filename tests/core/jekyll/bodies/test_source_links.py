"""Links to source files lead to the pages that they became."""

import pytest

from handler.core.jekyll.bodies.source_links import Place, needed, source_links, with_pages
from handler.core.jekyll.reading import read_document
from handler.core.liquid import Need
from handler.core.model.entries import SiteConfig

KEY = "_posts/2020-01-01-a.md"
SITE = SiteConfig(baseurl="/blog")
PLACE = Place(KEY, "/2020/01/01/a/")
PAGES = {
    "_posts/2020-01-02-b.md": "/2020/01/02/b/",
    "about.md": "/about/",
    "메모 é.md": "/메모/",
    "images/b c.png": "/images/b c.png",
    "old.html": "/old/",
}


def led(address: str, site: SiteConfig = SITE) -> str:
    html = with_pages(f'<p><a class="x" href="{address}">b</a></p>', PLACE, site, PAGES.get)
    return html.split('href="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("2020-01-02-b.md", "/blog/2020/01/02/b/"),
        ("./2020-01-02-b.md#x", "/blog/2020/01/02/b/#x"),
        ("../about.md?a=1&amp;b=2#x", "/blog/about/?a=1&amp;b=2#x"),
        ("/about.md", "/blog/about/"),
        ("/blog/about.md", "/blog/about/"),
        ("../about.MD", "../about.MD"),
        ("../images/b%20c.png?v=2", "/blog/images/b%20c.png?v=2"),
        ("../old.html#x", "/blog/old/#x"),
        ("../images/none.png", "../images/none.png"),
        ("../메모%20é.md", "/blog/%EB%A9%94%EB%AA%A8/"),
        ("../nothing.md", "../nothing.md"),
        ("../../about.md", "../../about.md"),
        ("https://x.test/about.md", "https://x.test/about.md"),
        ("//x.test/about.md", "//x.test/about.md"),
        ("../about", "../about"),
        *((odd, odd) for odd in ["x%3A//[.png", "a%00b.md", "/%2e%2e/x.md", "c" * 3000 + ".md"]),
    ],
)
def test_a_link_to_a_source_file_leads_to_its_page(address: str, page: str) -> None:
    assert led(address) == page


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<a href='../about.md'>", "<a href='/blog/about/'>"),
        ('<img alt="b" src="../images/b c.png">', '<img alt="b" src="/blog/images/b%20c.png">'),
        ('<iframe src="../old.html">', '<iframe src="../old.html">'),
    ],
)
def test_links_and_pictures_in_html_are_meant_too(html: str, shown: str) -> None:
    assert with_pages(html, PLACE, SITE, PAGES.get) == shown


def test_a_file_where_browsers_look_for_it_is_not_looked_up() -> None:
    html = '<img src="b.png"><img src="../c.png"><a href="#x"><a href="../c"><a href="d.pdf">'
    assert source_links(html, Place("notes/a.md", "/notes/a/"), SiteConfig()) == {
        "b.png": "notes/b.png",
        "../c.png": "c.png",
        "d.pdf": "notes/d.pdf",
    }
    assert source_links(html, Place("notes/a.md", "/notes/a.html"), SiteConfig()) == {}


def test_a_text_that_names_too_many_files_has_the_others_as_written() -> None:
    html = "".join(f'<a href="{number}.md">' for number in range(2000))
    assert len(source_links(html, PLACE, SITE)) == 500


def test_they_may_be_left_alone() -> None:
    site = SiteConfig(data={"relative_links": {"enabled": False}})
    assert led("../about.md", site) == "../about.md"
    assert source_links('<a href="../about.md">', PLACE, site) == {}


def test_the_files_that_are_meant_are_told() -> None:
    html = (
        '<a href="../about.md#x"> <a href="c.md"> <a href="https://x.test/d.md"> <code>e.md</code>'
    )
    assert list(source_links(html, PLACE, SITE).items()) == [
        ("../about.md", "about.md"),
        ("c.md", "_posts/c.md"),
    ]


@pytest.mark.parametrize("piece", ["<a ", '<a href="', "<a href=", "a.md"])
def test_hostile_html_takes_no_longer_than_its_length(piece: str) -> None:
    assert source_links(piece * 50_000, PLACE, SITE) == {}


@pytest.mark.parametrize(
    "text",
    [
        "[b](c.md)",
        "[b]( <c.md#x>)",
        "![b](../images/c.png 'C') [d](/about) [e](https://x.test/e.md) [f](#f)",
        "a\n\n[b]: c.md?x 'C'\n",
    ],
)
def test_what_links_lead_to_is_asked_for_before_markdown_is_read(text: str) -> None:
    document = read_document(KEY, text.encode(), SITE)
    asked = needed(document, text, SITE, {})
    assert asked == {Need("link", "images/c.png" if "images" in text else "_posts/c.md")}
    assert needed(document, text, SITE, {need.name for need in asked}) == frozenset()


def test_nothing_is_asked_for_where_links_are_left_alone() -> None:
    document = read_document(KEY, b"[b](c.md)", SITE)
    site = SiteConfig(data={"relative_links": {"enabled": False}})
    assert needed(document, "[b](c.md)", site, {}) == frozenset()


def test_what_can_be_no_file_is_not_asked_for() -> None:
    odd = ["x%3A//[.png", "a%00b.md", "/%2e%2e/x.md", "c" * 3000 + ".md", "a\\b.md"]
    html = "".join(f'<a href="{address}">' for address in odd)
    assert source_links(html, PLACE, SITE) == {}


def test_an_address_that_no_browser_could_read_is_one_of_a_file() -> None:
    place = Place("a.md", "/notes/a/")
    assert source_links('<a href="x%3A//[.png">', place, SITE) == {"x%3A//[.png": "x:/[.png"}
