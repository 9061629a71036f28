"""Templates that are neither Markdown nor HTML: rendered, redirected or left out, never raw."""

import json

import pytest

from tests.web.blog import Blog

LIST = (
    "{% for post in site.posts %}{{ post.title | jsonify }}"
    "{% unless forloop.last %},{% endunless %}{% endfor %}"
)
FEED = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">%s</feed>'


@pytest.fixture
def blog() -> Blog:
    blog = Blog(config="title: Test blog\npermalink: pretty\ncolour: red")
    blog.post("2020-01-01-a.md", title="A", tags="[Flask]")
    return blog


def template(body: str, head: str = "layout: null") -> str:
    return f"---\n{head}\n---\n{body}"


def test_a_list_in_json_follows_what_is_published(blog: Blog) -> None:
    blog.put("search.json", template(f"[{LIST}]"), "application/json")
    reply = blog.get("/search.json")
    assert (reply.status_code, reply.content_type) == (200, "application/json; charset=utf-8")
    assert json.loads(reply.text) == ["A"]
    blog.post("2020-01-02-b.md", title="B")
    assert json.loads(blog.get("/search.json").text) == ["B", "A"]
    blog.bucket.delete("_posts/2020-01-01-a.md")
    blog.services.publisher.publish("_posts/2020-01-01-a.md")
    assert json.loads(blog.get("/search.json").text) == ["B"]


@pytest.mark.parametrize(
    ("key", "content_type"),
    [
        ("humans.txt", "text/plain; charset=utf-8"),
        ("site.webmanifest", "application/manifest+json; charset=utf-8"),
        ("app.js", "text/plain; charset=utf-8"),
        ("assets/main.css", "text/css; charset=utf-8"),
        ("browserconfig.xml", "application/xml; charset=utf-8"),
        ("CNAME", "text/plain; charset=utf-8"),
    ],
)
def test_any_file_with_front_matter_is_rendered(blog: Blog, key: str, content_type: str) -> None:
    blog.put(key, template("{{ site.colour }} {{ site.nothing }}{{ nobody }}."), "x/y")
    reply = blog.get(f"/{key}")
    assert (reply.status_code, reply.content_type, reply.text) == (200, content_type, "red .")


def test_a_file_without_front_matter_stays_as_it_is(blog: Blog) -> None:
    blog.put("a.txt", "--- {{ site.colour }}", "text/plain")
    assert blog.get("/a.txt").text == "--- {{ site.colour }}"


def test_it_follows_the_configuration_and_its_own_edits(blog: Blog) -> None:
    blog.put("a.txt", template("{{ site.colour }}"), "text/plain")
    assert blog.get("/a.txt").text == "red"
    blog.put("_config.yml", "title: T\npermalink: pretty\ncolour: blue")
    assert blog.get("/a.txt").text == "blue"
    blog.put("a.txt", template("new"), "text/plain")
    assert blog.get("/a.txt").text == "new"
    blog.put("a.txt", "plain", "text/plain")
    assert blog.get("/a.txt").text == "plain"
    blog.bucket.delete("a.txt")
    blog.services.publisher.publish("a.txt")
    assert blog.get("/a.txt").status_code == 404


def test_its_permalink_and_old_addresses_are_honoured(blog: Blog) -> None:
    head = "permalink: /data/all.json\nredirect_from: /old.json"
    blog.put("search.json", template("[]", head), "application/json")
    assert blog.get("/data/all.json").text == "[]"
    assert blog.get("/old.json").headers["Location"] == "/data/all.json"
    assert blog.get("/search.json").status_code == 404


def test_it_is_in_no_list_of_pages(blog: Blog) -> None:
    blog.put("humans.txt", template("Hana.", "title: Humans"), "text/plain")
    assert "humans" not in blog.get("/").text.lower()
    assert "humans" not in blog.get("/sitemap.xml").text


def test_robots_txt_may_be_one(blog: Blog) -> None:
    assert "Sitemap:" in blog.get("/robots.txt").text
    blog.put("robots.txt", template("Disallow: /{{ site.colour }}/"), "text/plain")
    assert blog.get("/robots.txt").text == "Disallow: /red/"
    blog.put("_config.yml", "title: T\ncolour: blue")
    assert blog.get("/robots.txt").text == "Disallow: /blue/"


@pytest.mark.parametrize(
    ("key", "posts", "feed"),
    [
        ("atom.xml", "site.posts", "/feed.xml"),
        ("blog/rss.xml", "site.posts limit:10", "/feed.xml"),
        ("flask.xml", "site.tags.Flask", "/tags/flask/feed.xml"),
        ("essays.xml", "site.categories['Long Essays']", "/categories/long-essays/feed.xml"),
        ("atom.xml", "paginator.posts", "/feed.xml"),
    ],
)
def test_a_feed_of_posts_leads_to_the_built_in_one(
    blog: Blog, key: str, posts: str, feed: str
) -> None:
    body = FEED % f"{{% for post in {posts} %}}{{{{ post.content | xml_escape }}}}{{% endfor %}}"
    assert blog.put(key, template(body), "application/xml").problems == ()
    reply = blog.get(f"/{key}")
    assert (reply.status_code, reply.headers["Location"]) == (301, feed)


@pytest.mark.parametrize(
    ("before", "feed"),
    [
        ("{% if post.tags contains 'Flask' %}<item>", "/tags/flask/feed.xml"),
        (
            '{%- if post.categories contains "Long Essays" -%}<item>',
            "/categories/long-essays/feed.xml",
        ),
        ("{% if post.category == 'r' %} <item>", "/categories/r/feed.xml"),
        ("{% for c in post.categories %}{% if c == 'r' %}<item>", "/categories/r/feed.xml"),
        ("<item>{% if post.tags contains 'Flask' %}<x/>", "/feed.xml"),
        ("{% unless post.tags contains 'Flask' %}<item>", "/feed.xml"),
    ],
)
def test_a_feed_that_picks_posts_leads_to_that_of_their_tag(
    blog: Blog, before: str, feed: str
) -> None:
    blog.put("r.xml", template(f"<rss>{{% for post in site.posts %}}{before}"), "application/xml")
    assert blog.get("/r.xml").headers["Location"] == feed


def test_a_json_feed_leads_to_the_built_in_one(blog: Blog) -> None:
    body = '{"version": "https://jsonfeed.org/version/1", "items": [' + LIST + "]}"
    blog.put("feeds/all.json", template(body), "application/json")
    assert blog.get("/feeds/all.json").headers["Location"] == "/feed.json"


@pytest.mark.parametrize(
    ("key", "body", "why"),
    [
        ("assets/main.scss", '@import "a";', "needs Sass"),
        ("assets/app.coffee", "x = 1", "needs CoffeeScript"),
        ("feed.xml", FEED % LIST, "has the address /feed.xml, which Coldpress serves itself"),
        ("sitemap.xml", "<urlset/>", "has the address /sitemap.xml"),
        ("a.txt", "{% some_plugin x %}", "has Liquid that Coldpress cannot evaluate"),
        ("a.json", "{% include no.json %}", "has Liquid that Coldpress cannot evaluate"),
        ("a.xml", "{% if x %}", "has Liquid that Coldpress cannot evaluate"),
    ],
)
def test_what_cannot_be_rendered_is_left_out_with_a_warning(
    blog: Blog, key: str, body: str, why: str
) -> None:
    outcome = blog.put(key, template(body), "text/plain")
    assert outcome.state == "hidden"
    assert why in str(outcome.problems[-1])
    assert {problem.severity for problem in outcome.problems} == {"warning"}
    assert "{%" not in blog.get(f"/{key}").text


def test_a_hidden_one_is_not_served(blog: Blog) -> None:
    blog.put("a.txt", template("x", "published: false"), "text/plain")
    assert blog.get("/a.txt").status_code == 404


def test_broken_front_matter_keeps_what_was_live(blog: Blog) -> None:
    blog.put("a.txt", template("good"), "text/plain")
    outcome = blog.put("a.txt", template("bad", "title: ["), "text/plain")
    assert outcome.state == "rejected"
    assert blog.get("/a.txt").text == "good"


def test_a_page_of_it_is_cached_as_any_other(blog: Blog) -> None:
    blog.put("search.json", template(f"[{LIST}]"), "application/json")
    blog.get("/search.json")
    blog.calls.clear()
    assert blog.get("/search.json").status_code == 200
    assert dict(blog.calls) == {"table get": 1}
