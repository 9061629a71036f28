"""Pinned posts stand at the top of the home page, and only there."""

import re

import pytest

from tests.web.blog import Blog


def titles(html: str) -> list[str]:
    return re.findall(r"summary-title[^>]*><a[^>]*>([^<]*)<", html)


@pytest.fixture
def blog() -> Blog:
    blog = Blog(config="title: T\npaginate: 2")
    blog.post("2020-01-01-a.md", title="Old", pin="true", tags="[x]")
    blog.post("2021-01-01-b.md", title="Middle")
    blog.post("2022-01-01-c.md", title="New", tags="[x]")
    return blog


@pytest.mark.parametrize("pin", [{"pin": "true"}, {"sticky": "true"}, {"sticky": "100"}])
def test_a_pinned_post_is_first_at_home_until_it_is_no_more(pin: dict[str, str]) -> None:
    blog = Blog(config="title: T\npaginate: 2")
    blog.post("2020-01-01-a.md", title="Old", **pin)
    blog.post("2022-01-01-c.md", title="New")
    assert titles(blog.get("/").text) == ["Old", "New"]
    blog.post("2020-01-01-a.md", title="Old", pin="false")
    assert titles(blog.get("/").text) == ["New", "Old"]


def test_other_pages_keep_their_order(blog: Blog) -> None:
    home = blog.get("/").text
    assert titles(home) == ["Old", "New", "Middle"]
    assert home.count(">Pinned<") == 1
    assert titles(blog.get("/tags/x/").text) == ["New", "Old"]
    assert ">Pinned<" not in blog.get("/tags/x/").text
    older = re.search(r'href="(/before/[^"]*)"', home)
    assert older is not None
    assert titles(blog.get(older[1]).text) == ["Old"]


def test_a_pinned_post_that_is_taken_back_is_gone(blog: Blog) -> None:
    blog.get("/")
    blog.post("2020-01-01-a.md", title="Old", pin="true", published="false")
    assert titles(blog.get("/").text) == ["New", "Middle"]
