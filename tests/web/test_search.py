"""The search as readers meet it."""

import re
from datetime import timedelta
from html import escape

import pytest

from handler.services.search.parts import PLACE
from tests.services.search.test_searching import HOSTILE
from tests.web.blog import DOWN, Blog


def make_blog(*, config: str = "title: Test blog\npermalink: pretty", posts: int = 1) -> Blog:
    """A blog whose posts all have the word `tide`, indexed."""
    blog = Blog(config=config)
    for number in range(posts):
        blog.post(f"2026-01-01-p{number}.md", "The tide & <b>moon</b>.", title=f"T{number}")
    index(blog)
    return blog


def index(blog: Blog) -> None:
    if work := blog.services.indexer.work(blog.clock.now() + timedelta(minutes=1)):
        work()


def test_a_search_shows_marked_results_that_lead_to_posts() -> None:
    page = make_blog().get("/search", query="q=TIDE")
    assert page.status_code == 200
    assert "The <mark>tide</mark> &amp; moon." in page.text
    assert 'href="/2026/01/01/p0/"' in page.text
    assert 'value="TIDE"' in page.text
    assert "One result" in page.text


def test_nobody_keeps_or_indexes_a_search() -> None:
    page = make_blog().get("/search", query="q=tide")
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.text
    assert "canonical" not in page.text


def test_searches_are_not_stored_in_the_page_cache() -> None:
    blog = make_blog()
    blog.get("/search", query="q=tide")
    assert blog.page_items() == set()


def test_without_a_query_there_is_the_form_alone() -> None:
    page = make_blog().get("/search")
    assert page.status_code == 200
    assert "search-result" in page.text
    assert "search-count" not in page.text


def test_a_script_gets_the_results_alone() -> None:
    page = make_blog().get("/search", query="q=tide&format=results")
    assert "<mark>tide</mark>" in page.text
    assert "<html" not in page.text
    assert "<form" not in page.text


def test_every_other_page_has_a_form_that_leads_to_the_search() -> None:
    blog = make_blog()
    assert 'action="/search"' in blog.get("/").text
    assert blog.get("/search").text.count("<form") == 1


def test_below_a_stage_and_a_baseurl_all_addresses_are_right() -> None:
    blog = make_blog(config="permalink: pretty\nbaseurl: /blog", posts=11)
    page = blog.get("/blog/search", stage="/dev", query="q=tide")
    assert 'action="/dev/blog/search"' in page.text
    assert re.search(r'href="/dev/blog/2026/01/01/p\d+/"', page.text)
    assert 'href="/dev/blog/search?q=tide&amp;page=2"' in page.text


def test_pages_of_results_are_numbered() -> None:
    blog = make_blog(posts=11)
    first, second = (blog.get("/search", query=f"q=tide&page={n}") for n in (1, 2))
    assert (first.text.count("<article"), second.text.count("<article")) == (10, 1)
    assert 'page=2" aria-current="page"' in second.text
    assert blog.get("/search", query="q=tide&page=x").text == first.text


@pytest.mark.parametrize("path", ["/search/", "/Search", "/search.html"])
def test_other_spellings_lead_to_the_search(path: str) -> None:
    answer = make_blog().get(path)
    assert (answer.status_code, answer.location) == (301, "/search")


@pytest.mark.parametrize("permalink", ["/search", "/search/", "/search.html"])
def test_a_page_of_a_jekyll_site_gives_way_to_the_search(permalink: str) -> None:
    blog = make_blog()
    outcome = blog.put("search.md", f"---\ntitle: Own\npermalink: {permalink}\n---\nx\n")
    assert (outcome.state, outcome.path) == ("hidden", "")
    assert "which Coldpress serves itself" in outcome.problems[0].message


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_is_shown_again_escaped(typed: str) -> None:
    blog = make_blog()
    answer = blog.app.test_client().get(
        "/search", query_string={"q": f"<i>{typed}".encode("utf-8", "replace")}
    )
    assert answer.status_code == 200
    assert "<i>" not in answer.text


def test_bytes_that_are_no_text_are_no_error() -> None:
    assert make_blog().get("/search", query="q=%ff%fe%00").status_code == 200


def test_titles_and_texts_are_escaped() -> None:
    blog = Blog()
    title = "<script>alert(1)</script> tide"
    blog.post("2026-01-01-a.md", "tide `<img src=x onerror=alert(1)>`", title=f"'{title}'")
    index(blog)
    page = blog.get("/search", query="q=tide").text
    assert escape("<script>alert(1)</script>") in page
    assert "<img src=x" not in page


def test_a_suggestion_can_be_followed() -> None:
    page = make_blog().get("/search", query="q=moom").text
    assert 'Did you mean <a href="/search?q=moon">moon</a>?' in page


def test_if_the_bucket_fails_a_kind_page_asks_to_come_back() -> None:
    blog = make_blog()
    blog.bucket_failure = DOWN
    page = blog.get("/search", query="q=tide")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    assert "try again in a minute" in page.text


def test_if_the_table_fails_the_search_goes_on() -> None:
    blog = make_blog()
    blog.table_failure = DOWN
    page = blog.get("/search", query="q=tide")
    assert (page.status_code, "<mark>tide</mark>" in page.text) == (200, True)


def test_if_both_fail_there_is_a_kind_page() -> None:
    blog = make_blog()
    blog.table_failure = blog.bucket_failure = DOWN
    page = blog.get("/search", query="q=tide")
    assert (page.status_code, "Back in a moment" in page.text) == (503, True)


def test_before_there_is_an_index_the_page_says_so() -> None:
    blog = Blog()
    assert "being prepared" in blog.get("/search", query="q=tide").text


def test_a_damaged_index_is_no_error() -> None:
    blog = make_blog()
    blog.bucket.put(PLACE, b"damaged" * 5000, "text/plain")
    assert blog.get("/search", query="q=tide").status_code in {200, 503}


def test_a_warm_search_asks_for_the_page_the_index_and_the_posts_found() -> None:
    blog = make_blog()
    blog.get("/search", query="q=tide")
    blog.calls.clear()
    blog.get("/search", query="q=moon")
    assert dict(blog.calls) == {"table get": 2, "bucket head": 1}


@pytest.mark.parametrize("path", ["/search/", "/search.html", "/Search"])
def test_a_search_keeps_its_query_on_the_way_to_its_address(path: str) -> None:
    page = make_blog().get(path, query="q=a%26b%20%EA%B0%80&page=2")
    assert (page.status_code, page.headers["Location"]) == (
        301,
        "/search?q=a%26b%20%EA%B0%80&page=2",
    )
    assert page.headers["Cache-Control"] == "private, no-store"


def test_other_redirects_take_no_query_along() -> None:
    blog = make_blog()
    for path, to in (("/search/", "/search"), ("/2026/01/01/P0", "/2026/01/01/p0/")):
        query = "" if to == "/search" else "q=tide"
        page = blog.get(path, query=query)
        assert (page.status_code, page.headers["Location"]) == (301, to)
        assert page.headers["Cache-Control"] == "public, max-age=0, s-maxage=10"


def test_a_query_that_is_no_query_cannot_lead_elsewhere() -> None:
    page = make_blog().get("/search/", query="//evil.test/%0d%0aSet-Cookie:a=b")
    assert page.headers["Location"] == "/search?//evil.test/%0d%0aSet-Cookie:a=b"
    assert "Set-Cookie" not in page.headers
