"""The top of the home page, as `intro` of `theme` has it."""

import re

import pytest

from handler.cli.reporting.theme_files import theme_problems
from tests.web.blog import Blog

KIM = "kim:\n  name: Kim Lee\n  bio: Writes *of tea*.\n  url: https://kim.test\n"


def make_blog(intro: str, more: str = "") -> Blog:
    """A blog with posts in two languages, a page in both, and somebody who is told of."""
    config = f"title: T\nlang: en\ndescription: Of tea.\n{more}theme: {{intro: {intro!r}}}\n"
    blog = Blog(config=config)
    blog.post("2020-01-01-a.md", title="First", author="kim")
    blog.post("2020-01-02-b.md", title="둘째", lang="ko")
    blog.put(
        "about.md", "---\ntitle: About\nlang: en\nref: about\n---\nWe write of tea.\n\nAnd pots.\n"
    )
    blog.put("sogae.md", "---\ntitle: 소개\nref: about\nlang: ko\n---\n차에 대해 쓴다.\n")
    blog.put("_data/authors.yml", KIM, "application/yaml")
    return blog


def top(blog: Blog, path: str = "/") -> str:
    """What stands above the first post, without its elements."""
    above = blog.get(path).text.partition('<div class="listing')[2].partition("<article")[0]
    return " ".join(re.sub("<[^>]*>", " ", above.partition(">")[2]).split())


def test_a_page_begins_home_and_leads_to_the_rest_in_each_language() -> None:
    blog = make_blog("/about/")
    assert top(blog) == "We write of tea. About"
    assert '<a class="intro-more" href="/about.html">About</a>' in blog.get("/").text
    assert top(blog, "/ko/") == "차에 대해 쓴다. 소개"
    blog.put("about.md", "---\ntitle: Who\nlang: en\nref: about\n---\nWe drink it.\n")
    assert top(blog) == "We drink it. Who"
    blog.put("about.md", "---\ntitle: Who\nlang: en\nref: about\n---\n")
    assert top(blog) == "Of tea."
    blog.bucket.delete("about.md")
    blog.services.publisher.publish("about.md")
    assert top(blog) == "Of tea."


def test_somebody_begins_home_as_data_tells_of_them() -> None:
    blog = make_blog("/authors/kim/")
    assert top(blog) == "Kim Lee Writes of tea ."
    page = blog.get("/").text
    assert "Writes <em>of tea</em>." in page
    assert 'rel="author" href="/authors/kim/"' in page
    assert top(blog, "/ko/") == "Of tea."
    blog.put("_data/authors.yml", KIM.replace("of tea", "of pots"), "application/yaml")
    assert top(blog) == "Kim Lee Writes of pots ."
    blog.put("_data/authors.yml", "lee: Others.\n", "application/yaml")
    assert top(blog) == "Of tea."
    blog.put("_data/authors.yml", KIM, "application/yaml")
    assert top(blog) == "Kim Lee Writes of tea ."


def test_the_author_of_the_site_begins_home() -> None:
    author = "author: {name: Hana, bio: Who I am., url: /about/}\ngithub_username: hana\n"
    blog = make_blog("author", author)
    assert top(blog) == "Hana Who I am. GitHub"
    assert make_blog("author").get("/").status_code == 200


def test_words_begin_home_and_may_have_links() -> None:
    blog = make_blog("By [Kim](/about/) & <others>.")
    assert 'By <a href="/about/">Kim</a> &amp; &lt;others&gt;.' in blog.get("/").text
    assert top(blog, "/ko/") == "Of tea."


def test_a_front_page_of_the_authors_own_goes_before() -> None:
    blog = make_blog("/authors/kim/")
    blog.put("index.md", "---\n---\nWelcome.\n")
    assert top(blog) == "Welcome."


def test_it_costs_nothing_unless_somebody_is_named() -> None:
    costs = []
    for intro in ("", "Words.", "author", "/about/", "/authors/kim/"):
        blog = make_blog(intro)
        blog.get("/")
        blog.post("2020-01-03-c.md", title="Third")
        blog.calls.clear()
        blog.get("/")
        costs.append(blog.calls.total())
    assert costs == [costs[0]] * 4 + [costs[0] + 1]


@pytest.mark.parametrize(
    ("intro", "told"),
    [("/abuot/", "where nothing is"), ("/x.txt", "which is no page"), ("/about/", "")],
)
def test_a_page_that_is_not_there_is_told(intro: str, told: str) -> None:
    blog = make_blog(intro)
    blog.put("x.txt", "Text.", "text/plain")
    found = [problem.message for problem in theme_problems(blog.services)]
    assert [told in message for message in found] == ([True] if told else [])
