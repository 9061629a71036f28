"""Finding where a page wants to hear of mentions, and the pages that a post mentions."""

import pytest

from handler.core.webmentions.discovery import MOST_LINKS, endpoint_in, mentioned_in

HERE = "https://rocks.test/test/1"


@pytest.mark.parametrize(
    ("links", "html", "endpoint"),
    [
        (["<>; rel=webmention"], "", HERE),
        (["<?a;b,c>; rel=webmention"], "", f"{HERE}?a;b,c"),
        (['</w>; title="a, b; rel=webmention"'], "", ""),
        (['</w>; title="a, b"; rel="x webmention"'], "", "https://rocks.test/w"),
        (["</w>; REL=WebMention"], "", "https://rocks.test/w"),
        (["</w>;rel=webmention;rel=other"], "", "https://rocks.test/w"),
        (["</w>; rel=other; rel=webmention"], "", ""),
        (["</w>; rel=webmentions", "<http://[>; rel=webmention"], "", ""),
        ([], '<base href="/x/"><link rel=webmention href=w>', "https://rocks.test/x/w"),
        ([], "<b rel=webmention href=/no></b><a rel=webmention href=/w>", "https://rocks.test/w"),
        ([], "<template><a rel=webmention href=/no></template>", ""),
        ([], "<textarea><a rel=webmention href=/no></a></textarea>", ""),
        ([], "<a rel=webmention href=/w><link rel=webmention href=/no>", "https://rocks.test/w"),
    ],
)
def test_an_endpoint_is_the_first_that_is_named(links: list[str], html: str, endpoint: str) -> None:
    assert endpoint_in(links, "text/html", html, HERE) == endpoint


def test_what_is_no_page_has_no_links() -> None:
    assert endpoint_in([], "text/plain", "<link rel=webmention href=/w>", HERE) == ""


def test_a_long_header_takes_no_time() -> None:
    for text in ("<" * 100_000, "<a>;" * 50_000, "<a>; b" + " " * 100_000, '<a>; b="' * 9_000):
        assert endpoint_in([text] * 20, "", "", HERE) == ""


def test_a_post_mentions_the_pages_of_others_to_which_it_leads() -> None:
    html = """<p><a href="https://a.test/x#y">A</a> <a href="https://a.test/x#y">again</a>
    <a href="/own/">own</a> <a href="https://BLOG.test/own/">own</a> <a href="mailto:a@b.test">m</a>
    <a href="//b.test/">B</a> <img src="https://c.test/c.png"> <a href="ftp://d.test/">D</a>"""
    found = mentioned_in(html, "https://blog.test/post/")
    assert found == ["https://a.test/x#y", "https://b.test/"]


def test_of_very_many_links_the_first_count() -> None:
    html = "".join(f'<a href="https://a.test/{n}">x</a>' for n in range(100))
    assert len(mentioned_in(html, "https://blog.test/")) == MOST_LINKS
