"""What is told of a tag or category stands above its posts, in search results and in feeds."""

import json
import re

import pytest

from tests.web.blog import Blog

TAGS = "flask: What people build with **Flask**.\nred:\n  description: |\n    One.\n\n    - two\n"
CONFIG = "title: Blog\npermalink: pretty\nlang: en\ndescription: All of it.\n"


def make_blog(*, tags: str = "[Flask]", categories: str = "[]") -> Blog:
    """A blog with one post."""
    blog = Blog(config=CONFIG)
    blog.post("2026-01-01-one.md", title="one", tags=tags, categories=categories)
    return blog


def description(page: str) -> list[str]:
    return re.findall(r'<meta name="description" content="([^"]*)"', page)


def test_a_description_is_told_to_readers_search_engines_and_feed_readers() -> None:
    blog = make_blog()
    assert description(blog.get("/tags/flask/").text) == ["Posts about Flask."]
    assert "<subtitle>All of it." in blog.get("/tags/flask/feed.xml").text
    assert blog.put("_data/tags.yml", TAGS).problems == ()
    page = blog.get("/tags/flask/").text
    assert "<p>What people build with <strong>Flask</strong>.</p>" in page
    assert description(page) == ["What people build with Flask."]
    assert "<subtitle>What people build with Flask.</" in blog.get("/tags/flask/feed.xml").text
    feed = json.loads(blog.get("/tags/flask/feed.json").text)
    assert feed["description"] == "What people build with Flask."
    assert "<subtitle>All of it." in blog.get("/feed.xml").text


def test_paragraphs_and_lists_are_shown_and_an_edit_is_live_at_once() -> None:
    blog = make_blog(tags="[red]")
    blog.put("_data/tags.yml", TAGS)
    assert "<p>One.</p>" in (page := blog.get("/tags/red/").text)
    assert "<li>two" in page
    blog.put("_data/tags.yml", TAGS.replace("One.", "Uno."))
    assert "<p>Uno.</p>" in blog.get("/tags/red/").text
    blog.put("_data/tags.yml", "a: [")
    assert "<p>Uno.</p>" in blog.get("/tags/red/").text
    blog.bucket.delete("_data/tags.yml")
    blog.services.publisher.publish("_data/tags.yml")
    assert "Uno." not in blog.get("/tags/red/").text
    assert not any(key.pk == "body#_data/tags.yml" for key, _ in blog.table.scan())


def test_a_category_has_a_description_of_its_own() -> None:
    blog = make_blog(categories="[Flask]")
    blog.put("_data/categories.json", '{"Flask": "Of the category."}')
    assert "Of the category." in blog.get("/categories/flask/").text
    assert "Of the category." not in blog.get("/tags/flask/").text


def test_liquid_still_gets_the_data_as_it_is_written() -> None:
    blog = make_blog()
    blog.put("_data/tags.yml", TAGS)
    blog.put("all.md", "---\ntitle: All\n---\n`{{ site.data.tags.flask }}`")
    assert "What people build with **Flask**." in blog.get("/all/").text


@pytest.mark.parametrize(("sanitize", "kept"), [("true", False), ("false", True)])
def test_what_runs_is_taken_out_of_a_description_where_a_blog_asks_for_it(
    sanitize: str, kept: bool
) -> None:
    blog = make_blog()
    blog.put("_config.yml", f"{CONFIG}sanitize: {sanitize}\n")
    blog.put("_data/tags.yml", "flask: A <b onclick='x()'>bold</b> <script>y()</script> word.\n")
    page = blog.get("/tags/flask/").text
    assert "bold</b>" in page
    assert [text in page for text in ("onclick", "y()")] == [kept, kept]


@pytest.mark.parametrize("path", ["/tags/flask/", "/tags/flask.html", "/tags/Flask"])
def test_a_page_at_that_address_has_the_posts_below_its_text(path: str) -> None:
    blog = make_blog()
    assert blog.get("/tags/flask/").status_code == 200
    text = f"---\ntitle: All of Flask\ndescription: Told.\npermalink: {path}\n---\nMine.\n"
    outcome = blog.put("flask.md", text)
    assert (outcome.state, outcome.problems) == ("live", ())
    answer = blog.get("/tags/flask/")
    if path != "/tags/flask/":
        answer = blog.get(answer.headers["Location"])
    page = answer.text
    assert page.index("All of Flask</bdi></h1>") < page.index("<p>Mine.</p>")
    assert page.index("<p>Mine.</p>") < page.index('summary-title p-name"><a')
    assert description(page) == ["Told."]
    assert blog.get("/tags/flask/feed.xml").status_code == 200
    nav = re.search(r'<nav class="site-nav".*?</nav>', blog.get("/").text, re.S)
    assert nav is not None
    assert ("All of Flask" in nav[0]) == (path != "/tags/flask/")
    blog.bucket.delete("flask.md")
    blog.services.publisher.publish("flask.md")
    assert "Mine." not in blog.get("/tags/flask/").text


def test_a_page_of_a_tag_that_lists_the_posts_itself_is_not_followed_by_another_list() -> None:
    blog = make_blog()
    loop = "{% for post in site.tags.Flask %}* {{ post.title }}\n{% endfor %}"
    blog.put("flask.md", f"---\ntitle: Own\npermalink: /tags/flask/\n---\n{loop}")
    page = blog.get("/tags/flask/").text
    assert "<li>one" in page
    assert "summary-title" not in page


def test_a_page_at_the_address_of_a_tag_without_posts_is_a_page() -> None:
    blog = make_blog()
    blog.put("boats.md", "---\ntitle: Boats\npermalink: /tags/boats/\n---\nNone yet.\n")
    assert "None yet." in blog.get("/tags/boats/").text
    blog.post("2026-01-02-two.md", title="two", tags="[boats]")
    assert "summary-title" in (page := blog.get("/tags/boats/").text)
    assert "None yet." in page


def test_a_post_still_cannot_take_the_address_of_a_tag() -> None:
    blog = make_blog()
    key = "_posts/2026-01-02-two.md"
    outcome = blog.put(key, "---\ntitle: two\npermalink: /tags/flask/\n---\n")
    assert outcome.state == "rejected"
    blog.put(key, "---\ntitle: two\npermalink: /tags/flask\n---\nA post.\n")
    assert "summary-title" in blog.get("/tags/flask/").text


def test_what_cannot_be_read_is_told_with_its_file() -> None:
    blog = make_blog()
    (problem,) = blog.put("_data/tags.yml", "flask: 5\nred: R.\n").problems
    assert str(problem).startswith("_data/tags.yml")
    assert problem.severity == "warning"


def test_a_blog_without_descriptions_asks_for_none() -> None:
    blog = make_blog()
    blog.get("/tags/flask/")
    blog.post("2026-01-02-two.md", title="two", tags="[flask]")
    blog.calls.clear()
    blog.get("/tags/flask/")
    without = blog.calls["table get"]
    blog.put("_data/tags.yml", TAGS)
    blog.calls.clear()
    blog.get("/tags/flask/")
    assert blog.calls["table get"] == without + 1


@pytest.mark.parametrize(
    ("path", "described"),
    [
        ("/", "Posts of Blog."),
        ("/archive/", "Posts of Blog."),
        ("/tags/", "Tags of Blog."),
        ("/categories/", "Categories of Blog."),
        ("/authors/", "Authors of Blog."),
        ("/search", "Search all posts of Blog."),
        ("/2026/", "Posts of 2026."),
    ],
)
def test_each_list_has_words_for_search_engines_where_its_author_wrote_none(
    path: str, described: str
) -> None:
    blog = Blog(config="title: Blog\npermalink: pretty")
    blog.post("2026-01-01-a.md", tags="[a]", categories="[b]", author="Kim")
    assert description(blog.get(path).text) == [described]


def test_a_file_of_another_kind_has_no_list_below_it_and_no_address_of_a_tag() -> None:
    blog = make_blog()
    outcome = blog.put("flask.txt", "---\npermalink: /tags/flask/\n---\n{{ site.title }}")
    assert "which Coldpress serves itself" in str(outcome.problems[0])
    assert "summary-title" in blog.get("/tags/flask/").text
    blog.put("flask.txt", "---\npermalink: /tags/Flask\n---\n{{ site.title }}")
    answer = blog.get("/tags/Flask")
    assert (answer.status_code, answer.content_type[:10], answer.text) == (
        200,
        "text/plain",
        "Blog",
    )
