"""Links to source files lead to the pages that they became."""

import pytest

from handler.core.jekyll.source_links import source_links, with_pages
from handler.core.model.entries import SiteConfig

KEY = "_posts/2020-01-01-a.md"
SITE = SiteConfig(baseurl="/blog")
PAGES = {"_posts/2020-01-02-b.md": "/2020/01/02/b/", "about.md": "/about/", "메모 é.md": "/메모/"}


def led(address: str, site: SiteConfig = SITE) -> str:
    html = with_pages(f'<p><a class="x" href="{address}">b</a></p>', KEY, site, PAGES.get)
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
        ("../메모%20é.md", "/blog/%EB%A9%94%EB%AA%A8/"),
        ("../nothing.md", "../nothing.md"),
        ("../../about.md", "../../about.md"),
        ("https://x.test/about.md", "https://x.test/about.md"),
        ("//x.test/about.md", "//x.test/about.md"),
        ("../about", "../about"),
    ],
)
def test_a_link_to_a_source_file_leads_to_its_page(address: str, page: str) -> None:
    assert led(address) == page


def test_they_may_be_left_alone() -> None:
    site = SiteConfig(data={"relative_links": {"enabled": False}})
    assert led("../about.md", site) == "../about.md"
    assert list(source_links('<a href="../about.md">', KEY, site)) == []


def test_the_files_that_are_meant_are_told() -> None:
    html = (
        '<a href="../about.md#x"> <a href="c.md"> <a href="https://x.test/d.md"> <code>e.md</code>'
    )
    assert list(source_links(html, KEY, SITE)) == [
        ("../about.md", "about.md"),
        ("c.md", "_posts/c.md"),
    ]


@pytest.mark.parametrize("piece", ["<a ", '<a href="', "<a href=", "a.md"])
def test_hostile_html_takes_no_longer_than_its_length(piece: str) -> None:
    assert list(source_links(piece * 50_000, KEY, SITE)) == []
