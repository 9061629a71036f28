"""Authors have pages with feeds, and a blog of several says who wrote what."""

import json
import re
from datetime import timedelta

import pytest

from tests.support.picture_files import drawing
from tests.web.blog import Blog

KIM = """
kim:
  name: Kim Lee
  bio: Builds **bridges**.
  picture: /images/kim.png
  url: https://kim.example/
  github: kimlee
"""
POST = "/2026/01/01/one/"


def make_blog(*authors: str, data: str = KIM, tags: str = "[]") -> Blog:
    """A blog with a post by each of these authors, one a day."""
    blog = Blog(config="title: Blog\npermalink: pretty\nlang: en\n")
    if data:
        blog.put("_data/authors.yml", data)
    names = ("one", "two", "three", "four", "five")
    for number, (name, author) in enumerate(zip(names, authors, strict=False), 1):
        blog.post(f"2026-01-0{number}-{name}.md", title=name, author=author, tags=tags)
    tick(blog)
    return blog


def tick(blog: Blog) -> None:
    """Let the tick do what it does, and what that leads to."""
    for _ in range(3):
        blog.clock.pass_by(timedelta(minutes=1))
        blog.services.ticker.tick()


def html(blog: Blog, path: str) -> str:
    answer = blog.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.text


def titles(page: str) -> list[str]:
    return re.findall(r'summary-title p-name"><a class="u-url" href="[^"]*">([^<]*)', page)


def objects(page: str) -> list[dict[str, object]]:
    """The JSON-LD of a page."""
    return [json.loads(text) for text in re.findall(r'ld\+json">(.*?)</script>', page)]


def test_an_author_has_a_page_with_picture_biography_accounts_and_posts_newest_first() -> None:
    blog = make_blog("kim", "Jane Doe", "kim")
    blog.put("images/kim.png", drawing(120, 80), "image/png")
    page = html(blog, "/authors/kim/")
    assert titles(page) == ["three", "one"]
    assert '<h1 class="page-title"><bdi class="p-name">Kim Lee</bdi></h1>' in page
    assert "<p>Builds <strong>bridges</strong>.</p>" in page
    assert '<a class="u-url" rel="me" href="https://github.com/kimlee">GitHub</a>' in page
    assert re.search(r'class="portrait u-photo" src="/images/kim.png"[^>]* width="120"', page)
    assert '<meta name="description" content="Builds bridges.">' in page
    assert '<meta property="og:type" content="profile">' in page
    assert '<a href="/authors/kim/feed.xml" type="application/atom+xml">' in page


def test_search_engines_are_told_whose_page_it_is_and_who_wrote_a_post() -> None:
    blog = make_blog("kim", "Jane Doe")
    profile, crumbs = objects(html(blog, "/authors/kim/"))
    assert profile["@type"] == "ProfilePage"
    assert profile["mainEntity"] == {
        "@type": "Person",
        "name": "Kim Lee",
        "url": "https://blog.test/authors/kim/",
        "description": "Builds bridges.",
        "image": "https://blog.test/images/kim.png",
        "sameAs": ["https://kim.example/", "https://github.com/kimlee"],
    }
    assert [each["name"] for each in crumbs["itemListElement"]] == [  # type: ignore[attr-defined]
        "Blog",
        "Authors",
        "Kim Lee",
    ]
    assert objects(html(blog, POST))[0]["author"] == [
        {
            "@type": "Person",
            "name": "Kim Lee",
            "url": "https://blog.test/authors/kim/",
            "sameAs": "https://kim.example/",
        }
    ]


def test_an_author_has_feeds() -> None:
    blog = make_blog("kim", "Jane Doe")
    atom = html(blog, "/authors/kim/feed.xml")
    assert "<title>Kim Lee · Blog</title>" in atom
    assert "<subtitle>Builds bridges.</subtitle>" in atom
    assert "<name>Kim Lee</name><uri>https://blog.test/authors/kim/</uri>" in atom
    feed = json.loads(html(blog, "/authors/jane-doe/feed.json"))
    assert [item["title"] for item in feed["items"]] == ["two"]
    assert feed["authors"] == [{"name": "Jane Doe", "url": "https://blog.test/authors/jane-doe/"}]


def test_bylines_lead_to_authors_from_posts_and_lists_once_there_are_two() -> None:
    blog = make_blog("kim", "kim")
    link = 'rel="author" href="/authors/kim/"'
    before = blog.get("/").text, blog.get(POST).text
    assert not any("/authors/" in page for page in before)
    blog.post("2026-01-03-three.md", title="three", author="Jane Doe")
    assert link not in html(blog, POST)
    tick(blog)
    assert link in html(blog, POST)
    assert html(blog, "/").count(link) == 2
    assert '<a href="/authors/">Authors</a>' in html(blog, "/")
    assert ">Kim Lee</bdi></a> <span" not in html(blog, "/authors/kim/")
    blog.bucket.delete("_posts/2026-01-03-three.md")
    blog.services.publisher.publish("_posts/2026-01-03-three.md")
    tick(blog)
    assert (blog.get("/").text, blog.get(POST).text) == before


def test_a_blog_without_authors_has_no_list_of_them() -> None:
    assert make_blog("").get("/authors/").status_code == 404
    assert "Kim Lee" in html(make_blog("kim"), "/authors/")


def test_a_post_of_two_authors_stands_under_both_and_says_so() -> None:
    blog = make_blog("kim", data=KIM + "hana: {name: 김하나}\n")
    blog.post("2026-01-02-two.md", title="two", authors="[kim, hana]")
    tick(blog)
    assert titles(html(blog, "/authors/hana/")) == ["two"]
    assert titles(html(blog, "/authors/kim/")) == ["two", "one"]
    page = html(blog, "/2026/01/02/two/")
    assert re.findall(r'rel="author" href="([^"]*)"><bdi>', page)[:2] == [
        "/authors/kim/",
        "/authors/hana/",
    ]


@pytest.mark.parametrize(
    ("author", "path"),
    [
        ("Jane Doe", "/authors/jane-doe/"),
        ("김하나", "/authors/%EA%B9%80%ED%95%98%EB%82%98/"),
        ("Kim Lee", "/authors/kim/"),
        ("KIM", "/authors/kim/"),
        ("../../etc/passwd", "/authors/etc-passwd/"),
        ("feed.xml", "/authors/feed.xml/"),
        ("'<b>\"&'", "/authors/%3Cb%3E%22&/"),
        ("'100%'", "/authors/100%25/"),
    ],
)
def test_any_name_has_an_address_and_nothing_in_it_is_markup(author: str, path: str) -> None:
    blog = make_blog(author, "someone else")
    assert titles(html(blog, path)) == ["one"]
    assert f'rel="author" href="{path.replace("&", "&amp;")}"' in html(blog, POST)
    assert "<bdi><b>" not in html(blog, POST)


@pytest.mark.parametrize("author", ["'...'", "x" * 300, "[]", "{name: ''}", "null"])
def test_who_can_have_no_page_is_named_without_one(author: str) -> None:
    blog = make_blog(author, "Jane", "Kim")
    assert "/authors/" not in html(blog, POST).replace('href="/authors/"', "")


def test_two_names_with_one_slug_are_one_author_called_as_most_posts_do() -> None:
    blog = make_blog("Jane Doe", "jane  doe", "Jane-Doe", "Jane Doe", "Ann")
    page = html(blog, "/authors/jane-doe/")
    assert titles(page) == ["four", "three", "two", "one"]
    assert '<bdi class="p-name">Jane Doe</bdi>' in page
    assert html(blog, "/authors/").count("/authors/jane-doe/") == 1


def test_an_author_and_a_tag_may_be_called_alike() -> None:
    blog = make_blog("Flask", "Jane", tags="[flask]")
    assert titles(html(blog, "/authors/flask/")) == ["one"]
    assert titles(html(blog, "/tags/flask/")) == ["two", "one"]


def test_a_guest_is_named_beside_posts_that_name_nobody_but_no_owner_is() -> None:
    blog = make_blog("kim", "kim", data="")
    blog.put("_config.yml", "title: Blog\npermalink: pretty\nlang: en\nauthor: Kim\n")
    tick(blog)
    assert "/authors/" not in html(blog, "/")
    blog.put("_config.yml", "title: Blog\npermalink: pretty\nlang: en\nauthor: Ann\n")
    tick(blog)
    assert "/authors/" not in html(blog, "/")
    blog.post("2026-01-03-three.md", title="three")
    tick(blog)
    assert html(blog, "/").count('rel="author" href="/authors/kim/"') == 2


@pytest.mark.parametrize(
    ("key", "text", "path", "shown"),
    [
        ("authors/kim.md", "---\ntitle: Me\n---\nMine.", "/authors/kim/", True),
        ("kim.md", "---\ntitle: Me\npermalink: /authors/kim.html\n---\nMine.", "", True),
        ("_authors/kim.md", "---\ntitle: Me\n---\nMine.", "", True),
        ("authors/kim/index.html", "<p>Mine.</p>", "/authors/kim/", False),
        ("_posts/2026-03-01-kim.md", "---\ntitle: Me\npermalink: /authors/kim/\n---\nMine.", "", 0),
    ],
)
def test_what_a_blog_has_at_an_author_s_address_goes_before_and_a_page_has_the_posts_below(
    key: str, text: str, path: str, shown: bool
) -> None:
    blog = make_blog("kim", "Jane")
    assert titles(html(blog, "/authors/kim/")) == ["one"]
    config = "title: Blog\npermalink: pretty\nlang: en\ncollections: {authors: {output: true}}\n"
    blog.put("_config.yml", config)
    outcome = blog.put(key, text)
    assert (outcome.state, outcome.problems) == ("live", ())
    answer = blog.get("/authors/kim/")
    while answer.status_code in {301, 302, 308}:
        answer = blog.get(answer.headers["Location"].removeprefix("https://blog.test"))
    assert "Mine." in answer.text
    assert titles(answer.text) == (["one"] if shown else [])
    blog.bucket.delete(key)
    blog.services.publisher.publish(key)
    assert "Mine." not in html(blog, "/authors/kim/")


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("authors.md", "/authors/"),
        ("kim-2026.md", "/authors/kim/2026/"),
        ("feed.md", "/authors/kim/feed.xml"),
    ],
)
def test_a_page_at_any_address_below_authors_stays_what_it_was(key: str, path: str) -> None:
    blog = make_blog("kim", "Jane")
    blog.put(key, f"---\ntitle: Me\npermalink: {path}\n---\nMine.")
    assert "Mine." in html(blog, path)


def test_a_redirect_from_an_author_s_address_still_leads_on() -> None:
    blog = make_blog("kim", "Jane")
    blog.put("about.md", "---\ntitle: About\nredirect_from: /authors/kim/\n---\nAll of us.")
    assert blog.get("/authors/kim/").headers["Location"] == "/about/"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/author/kim/", "/authors/kim/"),
        ("/author/Kim%20Lee.html", "/authors/kim/"),
        ("/authors/Kim", "/authors/kim/"),
        ("/author/kim/feed/", "/authors/kim/feed.xml"),
        ("/author/", "/authors/"),
        ("/writers/kim/", "/authors/kim/"),
    ],
)
def test_old_addresses_of_authors_lead_to_their_pages(old: str, new: str) -> None:
    blog = make_blog("kim", "Jane")
    pages = "autopages: {authors: {permalink: '/writers/:author/'}}\n"
    blog.put("_config.yml", f"title: Blog\npermalink: pretty\nlang: en\n{pages}")
    assert blog.get(old).headers["Location"] == new


def test_no_author_no_page() -> None:
    blog = make_blog()
    blog.post("2026-01-01-one.md", title="one")
    tick(blog)
    missing = ("/authors/", "/authors/kim/", "/authors/kim/feed.xml", "/author/", "/author/kim/")
    assert [blog.get(path).status_code for path in missing] == [404] * len(missing)
    assert not any(key.pk == "bylines" for key, _ in blog.table.scan())


def test_an_author_whose_posts_are_gone_is_gone() -> None:
    blog = make_blog("Jane", "kim", "Ann")
    assert "/authors/jane/" in html(blog, "/sitemap.xml")
    blog.post("2026-01-01-one.md", title="one", author="kim")
    assert blog.get("/authors/jane/").status_code == 404
    assert "jane" not in html(blog, "/authors/") + html(blog, "/sitemap.xml")


def test_what_data_says_of_an_author_is_new_wherever_they_are_shown() -> None:
    blog = make_blog("kim", "Jane", data="")
    paths = ("/", POST, "/authors/kim/", "/authors/kim/feed.xml", "/authors/", "/2026/01/")
    assert not any("Kim Lee" in html(blog, path) for path in paths)
    blog.put("_data/authors.yml", KIM)
    tick(blog)
    named = ("/", POST, "/authors/kim/", "/authors/kim/feed.xml", "/authors/")
    assert [path for path in named if "Kim Lee" not in html(blog, path)] == []
    blog.put("_data/authors.yml", KIM.replace("Kim Lee", "Kim Park").replace("bridges", "boats"))
    assert "boats" in html(blog, "/authors/kim/")
    tick(blog)
    assert not any("Kim Lee" in html(blog, path) for path in paths)
    blog.bucket.delete("_data/authors.yml")
    blog.services.publisher.publish("_data/authors.yml")
    tick(blog)
    assert not any("Kim" in html(blog, path) or "boats" in html(blog, path) for path in named)


def test_posts_that_name_an_author_do_not_depend_on_other_data_or_includes() -> None:
    blog = make_blog("Jane Doe", "kim")
    before = html(blog, POST)
    blog.put("_includes/a.html", "A")
    blog.put("_data/links.yml", "a: b")
    blog.calls.clear()
    assert html(blog, POST) == before
    assert blog.calls["table query"] == 0


def test_an_author_of_many_posts_has_pages_and_their_years() -> None:
    blog = make_blog("kim", "Jane")
    blog.put("_config.yml", "title: Blog\npermalink: pretty\nlang: en\npaginate: 2\n")
    for day in range(3, 6):
        blog.post(f"2025-01-0{day}-old{day}.md", title=f"old{day}", author="kim", pin=day == 3)
    page = html(blog, "/authors/kim/")
    assert titles(page) == ["one", "old5"]
    older = re.search(r'class="older" rel="next" href="([^"]*)"', page)
    assert older is not None
    second = html(blog, older[1])
    assert titles(second) == ["old4", "old3"]
    assert "Builds" not in second
    year = blog.get("/authors/kim/2025/")
    assert titles(html(blog, year.headers["Location"])) == ["old5", "old4"]


def test_three_hundred_authors_have_pages_and_one_post_as_many_as_it_can() -> None:
    blog = make_blog("[" + ", ".join(f"Author {n}" for n in range(300)) + "]", "Jane")
    page = html(blog, POST)
    assert len(re.findall(r'p-author h-card"><a', page)) == 10
    assert len(re.findall(r'p-author h-card">', page)) == 300
    assert titles(html(blog, "/authors/author-9/")) == ["one"]
    assert blog.get("/authors/author-10/").status_code == 404


def test_the_index_rebuilt_is_the_index_as_it_grew() -> None:
    from handler.services.tick.reindexing import correct

    blog = make_blog("kim", "Jane", "[Jane, kim]")
    blog.post("2026-01-02-two.md", title="two", author="Ann")
    assert correct(blog.table) == 0
