"""Listings of Jekyll's plugins lead to the pages that have their posts."""

import re

import pytest

from tests.web.blog import Blog


@pytest.fixture(scope="module")
def blog() -> Blog:
    blog = Blog(config="title: T\npermalink: pretty\npaginate: 2\npaginate_path: /blog/page:num/\n")
    for day in range(1, 8):
        blog.post(f"2020-01-0{day}-p{day}.md", title=f"P{day}", tags="[Big Waves, C++]")
    return blog


@pytest.mark.parametrize(
    ("path", "status", "titles"),
    [
        ("/page2/", 302, ["P5", "P4"]),
        ("/blog/page3/", 302, ["P3", "P2"]),
        ("/blog/page4/index.html", 302, ["P1"]),
        ("/page5/", 302, ["P7", "P6"]),
        ("/page1/", 301, ["P7", "P6"]),
        ("/tag/big-waves/", 301, ["P7", "P6"]),
        ("/tag/Big Waves/page2/", 302, ["P5", "P4"]),
        ("/tags/Big Waves/", 301, ["P7", "P6"]),
        *(("/tag/c/", 301, ["P7", "P6"]), ("/tags/c/", 301, ["P7", "P6"])),
        ("/2020/01/page/3/", 302, ["P3", "P2"]),
    ],
)
def test_an_old_page_leads_to_the_page_with_its_posts(
    blog: Blog, path: str, status: int, titles: list[str]
) -> None:
    answer = blog.get(path)
    assert answer.status_code == status
    page = blog.get(answer.headers["Location"])
    assert page.status_code == 200
    found = re.findall(r'summary-title p-name"><a [^>]*>([^<]*)', page.get_data(as_text=True))
    assert found == titles


@pytest.mark.parametrize(
    ("path", "index"),
    [
        *(("/tags.html", "/tags/"), ("/tag/", "/tags/"), ("/category", "/categories/")),
        *(("/archives/", "/archive/"), ("/Archive.html", "/archive/")),
    ],
)
def test_what_themes_call_an_index_leads_to_ours(blog: Blog, path: str, index: str) -> None:
    answer = blog.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, index)


@pytest.mark.parametrize(
    "path", ["/tag/nothing/", "/category/c/", "/tags/nothing/page2/", "/1999/page/2/"]
)
def test_a_listing_without_posts_is_missing(blog: Blog, path: str) -> None:
    assert blog.get(path).status_code == 404
