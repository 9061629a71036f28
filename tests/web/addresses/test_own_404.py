"""The author's own page for what is not found."""

import pytest

from tests.web.blog import Blog

OWN = (
    "---\ntitle: Lost\npermalink: /404.html\n---\nMy own lost-and-found page, {{ site.colour }}.\n"
)


@pytest.fixture
def blog() -> Blog:
    return Blog(config="title: T\nlang: en\npermalink: pretty\ncolour: red")


@pytest.mark.parametrize(
    ("key", "text"), [("404.html", OWN), ("404.md", OWN), ("404.md", OWN.replace(".html", "/"))]
)
@pytest.mark.parametrize("path", ["/nope/", "/a.png", "/tags/nope/", "/2017/12/"])
def test_it_is_shown_where_nothing_is(blog: Blog, key: str, text: str, path: str) -> None:
    assert "lost-and-found" not in blog.get(path).text
    blog.put(key, text)
    reply = blog.get(path)
    assert reply.status_code == 404
    assert "My own lost-and-found page, red." in reply.text


def test_it_follows_edits_configuration_and_deletion(blog: Blog) -> None:
    blog.put("404.html", OWN)
    assert "lost-and-found" in blog.get("/nope/").text
    blog.put("404.html", OWN.replace("lost", "gone"))
    assert "gone-and-found" in blog.get("/nope/").text
    blog.put("_config.yml", "title: T\ncolour: blue")
    assert "page, blue." in blog.get("/nope/").text
    blog.bucket.delete("404.html")
    blog.services.publisher.publish("404.html")
    assert "and-found" not in blog.get("/nope/").text


def test_it_is_no_link_of_the_navigation(blog: Blog) -> None:
    blog.put("404.html", OWN)
    assert ">Lost<" not in blog.get("/").text


RAW = "<!doctype html><title>Lost</title><p>Nothing here, {{ it stays }}.</p>"


@pytest.mark.parametrize("path", ["/nope/", "/a.png", "/tags/nope/"])
def test_a_file_of_html_is_shown_as_it_is(blog: Blog, path: str) -> None:
    assert "Nothing here" not in blog.get(path).text
    blog.put("404.html", RAW, "text/html")
    reply = blog.get(path, Range="bytes=0-3", If_None_Match="*")
    assert (reply.status_code, reply.text) == (404, RAW)
    assert "script" not in reply.headers["Content-Security-Policy"]
    assert "max-age=0" in reply.headers["Cache-Control"]
    assert "ETag" not in reply.headers
    blog.put("404.html", RAW.replace("here", "there"), "text/html")
    assert "Nothing there" in blog.get(path).text
    blog.bucket.delete("404.html")
    blog.services.publisher.publish("404.html")
    assert "Nothing" not in blog.get(path).text


def test_without_one_a_miss_costs_one_call(blog: Blog) -> None:
    blog.get("/nope/")
    blog.calls.clear()
    blog.get("/nope/")
    assert dict(blog.calls) == {"table get": 1}
