"""The author's own front page: its text stands above the list of posts, or in its place."""

import pytest

from tests.web.blog import Blog

WELCOME = "---\ntitle: Welcome\nlayout: home\n---\nHello, *reader*.\n"


@pytest.fixture
def blog() -> Blog:
    blog = Blog()
    blog.post("2020-01-01-a.md", title="First post")
    return blog


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("index.md", WELCOME),
        ("index.html", "---\n---\n<p>Hello, <em>reader</em>.</p>"),
        ("pages/start.md", "---\npermalink: /\n---\nHello, *reader*."),
        ("start.md", "---\npermalink: /index.html\n---\nHello, *reader*."),
    ],
)
def test_its_text_stands_above_the_list(blog: Blog, key: str, text: str) -> None:
    blog.get("/")
    outcome = blog.put(key, text)
    assert (outcome.state, outcome.path, outcome.problems) == ("live", "/", ())
    page = blog.get("/").text
    assert "<p>Hello, <em>reader</em>.</p>" in page
    assert page.index("reader</em>") < page.index("First post")
    assert blog.get("/index.html").headers["Location"] == "/"


def test_edits_and_deletion_are_followed(blog: Blog) -> None:
    blog.put("index.md", WELCOME)
    blog.get("/")
    blog.put("index.md", WELCOME.replace("Hello", "Welcome"))
    assert "Welcome, <em>" in blog.get("/").text
    blog.post("2020-01-02-b.md", title="Second post")
    assert "Second post" in blog.get("/").text
    blog.bucket.delete("index.md")
    blog.services.publisher.publish("index.md")
    assert "reader" not in blog.get("/").text
    assert "First post" in blog.get("/").text


def test_it_is_in_no_list_and_once_in_the_sitemap(blog: Blog) -> None:
    blog.put("index.md", WELCOME)
    assert ">Welcome<" not in blog.get("/").text
    assert blog.get("/sitemap.xml").text.count("<loc>https://blog.test/</loc>") == 1


def test_one_that_lists_posts_itself_stands_for_the_list(blog: Blog) -> None:
    text = "---\n---\n{% for post in site.posts %}<p>Mine: {{ post.title }}</p>{% endfor %}"
    blog.put("index.html", text)
    page = blog.get("/").text
    assert "Mine: First post" in page
    assert page.count("First post") == 1


def test_one_without_a_text_leaves_the_description(blog: Blog) -> None:
    blog.put("_config.yml", "title: T\ndescription: Of tea.")
    blog.put("index.md", "---\nlayout: home\n---\n\n")
    assert '<p class="intro">Of tea.</p>' in blog.get("/").text
    assert "First post" in blog.get("/").text


def test_one_that_pages_through_posts_is_left_to_the_list(blog: Blog) -> None:
    outcome = blog.put("index.html", "---\n---\n{% for post in paginator.posts %}x{% endfor %}")
    assert outcome.state == "hidden"
    assert "pages through posts" in str(outcome.problems[0])
    assert "First post" in blog.get("/").text


def test_it_may_lead_elsewhere(blog: Blog) -> None:
    blog.put("index.md", "---\nredirect_to: /archive/\n---\n")
    assert blog.get("/").headers["Location"] == "/archive/"


def test_a_file_of_html_stands_for_it(blog: Blog) -> None:
    blog.get("/")
    blog.put("index.html", "<!doctype html><title>Mine</title>", "text/html")
    assert "<title>Mine</title>" in blog.get("/").text


def test_older_pages_do_not_show_it(blog: Blog) -> None:
    blog.put("_config.yml", "title: T\npermalink: pretty\npaginate: 1")
    blog.post("2020-01-02-b.md", title="Second post")
    blog.put("index.md", WELCOME)
    older = blog.get("/before/20200102T000000Z/2020/01/02/b/")
    assert older.status_code == 200
    assert "reader</em>" not in older.text


def test_a_stored_front_page_costs_one_call(blog: Blog) -> None:
    blog.put("index.md", WELCOME)
    blog.get("/")
    blog.calls.clear()
    blog.get("/")
    assert dict(blog.calls) == {"table get": 1}
