"""Posts whose year is a slip: they have addresses and lists as any other."""

import re

import pytest

from tests.web.blog import Blog


def titles(html: str) -> list[str]:
    return re.findall(r'(?:summary-title[^>]*><a|class="line-title)[^>]*href="([^"]*)"', html)


@pytest.fixture
def blog() -> Blog:
    blog = Blog()
    blog.post("2019-05-01-typo.md", title="Typo", date="0219-05-01", tags="[a]")
    blog.post("219-06-01-name.md", title="Name")
    blog.post("2020-01-01-new.md", title="New", tags="[a]")
    return blog


def test_a_year_of_three_digits_stands_last(blog: Blog) -> None:
    expected = ["/2020/01/01/new/", "/0219/06/01/name/", "/0219/05/01/typo/"]
    assert titles(blog.get("/").text) == expected


@pytest.mark.parametrize(
    "path", ["/archive/", "/feed.xml", "/feed.json", "/sitemap.xml", "/tags/a/"]
)
def test_no_list_breaks(blog: Blog, path: str) -> None:
    assert blog.get(path).status_code == 200


def test_the_archive_leads_to_the_year_and_its_months(blog: Blog) -> None:
    archive = blog.get("/archive/").text
    assert 'href="/0219/"' in archive
    assert 'href="/0219/05/"' in archive
    assert titles(blog.get("/0219/").text) == ["/0219/06/01/name/", "/0219/05/01/typo/"]
    assert titles(blog.get("/0219/05/").text) == ["/0219/05/01/typo/"]


def test_older_pages_reach_it() -> None:
    blog = Blog(config="title: T\npermalink: pretty\npaginate: 1")
    for key, date in [("2019-05-01-b.md", "0219-05-01"), ("2019-05-01-c.md", "0019-05-01")]:
        blog.post(key, date=date)
    blog.post("2020-01-01-a.md")
    path, seen = "/", list[str]()
    while path and len(seen) < 9:
        html = blog.get(path).text
        seen += titles(html)
        older = re.search(r'<link rel="next" href="([^"]*)"', html)
        path = older[1] if older else ""
    assert seen == ["/2020/01/01/a/", "/0219/05/01/b/", "/0019/05/01/c/"]


@pytest.mark.parametrize("date", ["0219-05-01", "0001-01-03", "9999-12-01", "2910-01-01"])
def test_the_author_is_told(date: str) -> None:
    blog = Blog(config="title: T\nfuture: true")
    outcome = blog.put("_posts/2019-05-01-typo.md", f"---\ntitle: T\ndate: {date}\n---\nx\n")
    (problem,) = outcome.problems
    assert (outcome.state, problem.severity, problem.line) == ("live", "warning", 3)
    assert f"is of the year {date[:4]}" in problem.message
