"""What search engines, feed readers and other programs find, through the whole application."""

import json
import re
from datetime import timedelta

import feedparser
import mf2py
import pytest

from tests.services.blog import NOW
from tests.support.picture_files import drawing
from tests.web.blog import Blog

CONFIG = """
title: Notes
permalink: pretty
url: https://blog.test
author: {name: Mara, url: /about/, email: mara@blog.test}
copyright: © Mara
websub: https://hub.test/
"""
FIELDS = {
    "title": '"Hello"',
    "location": "San Diego",
    "tags": "[red]",
    "categories": "[web]",
    "translations": "{ko: /ko/hello/}",
    "image": "/images/a.png",
}
PATH = "/web/2026/01/01/hello/"


@pytest.fixture
def blog() -> Blog:
    blog = Blog(config=CONFIG)
    blog.put("images/a.png", drawing(), "image/png")
    assert blog.post("2026-01-01-hello.md", "Some *text*.", **FIELDS) == PATH
    return blog


def parts(blog: Blog, path: str) -> list[str]:
    """The series that a post's page lists."""
    found = re.search(r'<nav class="series".*?</nav>', blog.get(path).text, re.DOTALL)
    return re.findall(r"<li.*?<bdi>(.*?)</bdi>", found[0]) if found else []


def related(blog: Blog, path: str) -> list[str]:
    found = re.search(r'<nav class="related".*?</nav>', blog.get(path).text, re.DOTALL)
    return re.findall(r"<li>.*?<bdi>(.*?)</bdi>", found[0]) if found else []


def test_a_post_is_an_h_entry_with_everything_it_says(blog: Blog) -> None:
    parsed = mf2py.parse(doc=blog.get(PATH).text, url=f"https://blog.test{PATH}")
    entry = next(item for item in parsed["items"] if item["type"] == ["h-entry"])["properties"]
    content, author = entry.pop("content")[0], entry.pop("author")[0]
    assert content["html"] == "<p>Some <em>text</em>.</p>"
    assert author["properties"] == {"name": ["Mara"], "url": ["https://blog.test/about/"]}
    assert entry == {
        "name": ["Hello"],
        "url": [f"https://blog.test{PATH}"],
        "uid": [f"https://blog.test{PATH}"],
        "summary": ["Some text."],
        "published": ["2026-01-01T00:00:00+0000"],
        "updated": ["2026-01-01T00:00:00+0000"],
        "category": ["web", "red"],
        "location": ["San Diego"],
        "featured": ["https://blog.test/images/a.png"],
    }


def test_a_post_names_its_other_languages_and_forms(blog: Blog) -> None:
    links = re.findall(r'<link rel="alternate" (.*)>', blog.get(PATH).text)
    assert links[2:] == [
        f'hreflang="en" href="https://blog.test{PATH}"',
        'hreflang="ko" href="https://blog.test/ko/hello/"',
        f'hreflang="x-default" href="https://blog.test{PATH}"',
        'type="text/markdown" href="https://blog.test/web/2026/01/01/hello.md"',
        'type="application/json" href="https://blog.test/web/2026/01/01/hello.json"',
    ]


def test_a_feed_reader_reads_every_field(blog: Blog) -> None:
    answer = blog.get("/feed.xml")
    parsed = feedparser.parse(answer.data)
    entry = parsed.entries[0]
    assert not parsed.bozo
    assert [link.href for link in parsed.feed.links if link.rel == "hub"] == ["https://hub.test/"]
    assert (parsed.feed.title, parsed.feed.rights, parsed.feed.author) == (
        "Notes",
        "© Mara",
        "Mara (mara@blog.test)",
    )
    assert (entry.title, entry.link, entry.id) == (
        "Hello",
        f"https://blog.test{PATH}",
        f"tag:blog.test,2026-01-01:{PATH}",
    )
    assert [tag.term for tag in entry.tags] == ["web", "red"]
    assert entry.content[0].value == "<p>Some <em>text</em>.</p>"
    assert entry.media_thumbnail == [{"url": "https://blog.test/images/a.png"}]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/blog/feed.atom", "/feed.xml"),
        ("/atom.xml", "/feed.xml"),
        ("/feed/by_tag/Red.xml", "/tags/red/feed.xml"),
        ("/feed/web.xml", "/categories/web/feed.xml"),
    ],
)
def test_who_subscribed_to_a_feed_of_jekylls_is_led_to_ours(blog: Blog, old: str, new: str) -> None:
    blog.put("_config.yml", CONFIG + "feed: {path: blog/feed.atom}\n")
    answer = blog.get(old)
    assert (answer.status_code, answer.headers["Location"]) == (301, new)
    assert blog.get(new).status_code == 200


def test_a_feed_has_the_number_of_posts_that_is_asked_for(blog: Blog) -> None:
    blog.post("2026-01-02-b.md")
    blog.put("_config.yml", CONFIG + "feed: {posts_limit: 1}\n")
    assert len(feedparser.parse(blog.get("/feed.xml").data).entries) == 1


def test_a_post_says_in_its_head_what_its_author_wrote_for_it(blog: Blog) -> None:
    path = blog.post(
        "2026-03-01-a.md",
        canonical_url="https://x.test/a/",
        seo="{type: NewsArticle, date_modified: 2026-04-01}",
        author="{name: Kim, twitter: kim}",
        image="{path: /images/a.png, alt: An A}",
    )
    text = blog.get(path).text
    for expected in (
        '<link rel="canonical" href="https://x.test/a/">',
        '<meta property="article:modified_time" content="2026-04-01T00:00:00+00:00">',
        '<meta name="twitter:creator" content="@kim">',
        '<meta name="twitter:image:alt" content="An A">',
        '"@type": "NewsArticle"',
    ):
        assert expected in text


def test_an_author_is_who_the_data_says_even_after_it_changes(blog: Blog) -> None:
    blog.put("_data/authors.yml", "kim: {name: Kim Lee, url: https://kim.test/}\n")
    path = blog.post("2026-03-01-a.md", author="kim")
    [entry] = mf2py.parse(doc=blog.get(path).text)["items"][:1]
    assert entry["properties"]["author"][0]["properties"] == {
        "name": ["Kim Lee"],
        "url": ["https://kim.test/"],
    }
    blog.put("_data/authors.yml", "kim: {name: Kim Park}\n")
    blog.services.ticker.tick()
    assert "Kim Park" in blog.get(path).text
    assert "<name>Kim Park</name>" in blog.get("/feed.xml").text


def test_a_tab_shows_the_tagline_of_the_blog_on_its_front_page_alone(blog: Blog) -> None:
    blog.put("_config.yml", CONFIG + "tagline: On servers\n")
    assert "<title>Notes · On servers</title>" in blog.get("/").text
    assert "<title>Hello · Notes</title>" in blog.get(PATH).text


def test_the_json_feed_names_its_hub(blog: Blog) -> None:
    feed = json.loads(blog.get("/feed.json").text)
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.test/"}]


def test_the_source_of_a_post_is_what_its_author_wrote(blog: Blog) -> None:
    answer = blog.get("/web/2026/01/01/hello.md")
    assert (answer.status_code, answer.content_type) == (200, "text/markdown; charset=utf-8")
    assert answer.text.startswith('---\ntitle: "Hello"\n')
    assert answer.text.endswith("---\nSome *text*.\n")


def test_a_post_is_to_be_had_as_data(blog: Blog) -> None:
    answer = blog.get("/web/2026/01/01/hello.json")
    assert (answer.status_code, answer.content_type) == (200, "application/json; charset=utf-8")
    post = json.loads(answer.text)
    assert (post["title"], post["url"], post["location"], post["tags"], post["html"]) == (
        "Hello",
        f"https://blog.test{PATH}",
        "San Diego",
        ["red"],
        "<p>Some <em>text</em>.</p>\n",
    )


def test_search_engines_keep_to_the_page_of_a_post(blog: Blog) -> None:
    robots = {
        ending: blog.get(f"/web/2026/01/01/hello{ending}").headers.get("X-Robots-Tag")
        for ending in ("/", ".md", ".json")
    }
    assert robots == {"/": None, ".md": "noindex", ".json": "noindex"}
    assert "hello.md" not in blog.get("/sitemap.xml").text


@pytest.mark.parametrize(
    ("style", "stem"),
    [
        ("/:title/", "/hello"),
        ("/:title.html", "/hello"),
        ("/:title", "/hello"),
        ("none", "/hello"),
        ("date", "/2026/01/01/hello"),
    ],
)
def test_data_of_a_post_stands_beside_it_whatever_the_permalink(style: str, stem: str) -> None:
    blog = Blog(config=f"permalink: {style}\n")
    path = blog.post("2026-01-01-hello.md")
    for ending in ("md", "json"):
        assert f'href="https://blog.test{stem}.{ending}"' in blog.get(path).text
        assert blog.get(f"{stem}.{ending}").status_code == 200


def test_both_are_kept_and_follow_an_edit(blog: Blog) -> None:
    for path in ("/web/2026/01/01/hello.md", "/web/2026/01/01/hello.json"):
        blog.get(path)
        blog.calls.clear()
        blog.get(path)
        assert sum(blog.calls.values()) == 1
    blog.post("2026-01-01-hello.md", "Other.", **FIELDS)
    assert "Other." in blog.get("/web/2026/01/01/hello.md").text
    assert "Other." in blog.get("/web/2026/01/01/hello.json").text


def test_a_broken_upload_leaves_the_source_of_what_is_live(blog: Blog) -> None:
    blog.put("_posts/2026-01-01-hello.md", "---\ntitle: [\n---\nBroken.\n")
    assert "Some *text*." in blog.get("/web/2026/01/01/hello.md").text


@pytest.mark.parametrize("ending", ["md", "json"])
def test_what_is_not_live_has_no_source_either(blog: Blog, ending: str) -> None:
    blog.put("_drafts/draft.md", "---\ntitle: Draft\n---\nText.\n")
    blog.post("2026-01-02-hidden.md", published="false")
    blog.post("2026-07-01-later.md", date=(NOW + timedelta(days=30)).isoformat())
    for name in ("2026/06/01/draft", "2026/01/02/hidden", "2026/07/01/later", "draft"):
        assert blog.get(f"/{name}.{ending}").status_code == 404
    assert len(blog.page_items()) == 0


def test_a_hidden_post_takes_its_source_along(blog: Blog) -> None:
    assert blog.get("/web/2026/01/01/hello.md").status_code == 200
    blog.post("2026-01-01-hello.md", published="false", **FIELDS)
    assert blog.get("/web/2026/01/01/hello.md").status_code == 404


def test_variants_of_an_address_lead_to_the_one(blog: Blog) -> None:
    answer = blog.get("/Web/2026/01/01/HELLO.json")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/web/2026/01/01/hello.json")


def test_a_post_in_html_has_no_markdown(blog: Blog) -> None:
    blog.put("_posts/2026-01-03-page.html", "---\ntitle: Page\n---\n<p>Text.</p>\n")
    assert blog.get("/2026/01/03/page.md").status_code == 404
    assert blog.get("/2026/01/03/page.json").status_code == 200
    assert "text/markdown" not in blog.get("/2026/01/03/page/").text


def test_a_real_file_goes_before_data_of_a_post(blog: Blog) -> None:
    assert "Some" in blog.get("/web/2026/01/01/hello.json").text
    blog.put("web/2026/01/01/hello.json", "{}", "application/json")
    assert blog.get("/web/2026/01/01/hello.json").data == b"{}"
    blog.bucket.delete("web/2026/01/01/hello.json")
    blog.services.publisher.publish("web/2026/01/01/hello.json")
    assert "Some" in blog.get("/web/2026/01/01/hello.json").text


def test_the_parts_of_a_series_list_each_other(blog: Blog) -> None:
    first = blog.post("2026-02-01-one.md", title='"Saga[1]: One"')
    assert parts(blog, first) == []
    second = blog.post("2026-02-02-two.md", title='"Saga[2]: Two"')
    third = blog.post("2026-02-03-three.md", title="Three", series="saga", series_part=3)
    assert parts(blog, first) == parts(blog, second) == ["One", "Two", "Three"]
    assert (
        'value="3"><a href="' + third + '" lang="en" aria-current="page">' in blog.get(third).text
    )


def test_what_changes_in_one_part_shows_on_all_others(blog: Blog) -> None:
    first = blog.post("2026-02-01-one.md", title='"Saga[1]: One"')
    blog.post("2026-02-02-two.md", title='"Saga[2]: Two"')
    blog.post("2026-03-01-apart.md")
    third = blog.post("2026-04-03-three.md", title='"Saga[3]: Three"')
    assert parts(blog, third) == ["One", "Two", "Three"]
    blog.post("2026-02-02-two.md", title='"Saga[2]: Zwei"')
    assert parts(blog, first) == parts(blog, third) == ["One", "Zwei", "Three"]
    blog.post("2026-02-02-two.md", title='"Saga[2]: Zwei"', published="false")
    assert parts(blog, first) == parts(blog, third) == ["One", "Three"]


def test_an_edited_text_makes_no_other_part_stale(blog: Blog) -> None:
    first = blog.post("2026-02-01-one.md", title='"Saga[1]: One"')
    blog.post("2026-02-02-two.md", title='"Saga[2]: Two"')
    blog.get(first)
    blog.post("2026-02-02-two.md", "Other text.", title='"Saga[2]: Two"')
    blog.calls.clear()
    blog.get(first)
    assert sum(blog.calls.values()) == 1


def test_posts_that_share_tags_are_related(blog: Blog) -> None:
    other = blog.post("2026-02-01-other.md", title="Other", tags="[red]")
    blog.post("2026-03-01-apart.md", title="Apart", tags="[blue]")
    last = blog.post("2026-04-01-last.md", title="Last", tags="[red]")
    assert related(blog, last) == ["Other", "Hello"]
    assert related(blog, other) == ["Last"]  # Hello is its neighbour


def test_a_related_post_that_goes_or_is_renamed_is_shown_nowhere(blog: Blog) -> None:
    for day, title in enumerate(("One", "Two", "Three"), 2):
        blog.post(f"2026-0{day}-01-a.md", title=title, tags="[red]")
    assert related(blog, "/2026/04/01/a/") == ["One", "Hello"]
    blog.post("2026-02-01-a.md", title="Uno", tags="[red]")
    assert related(blog, "/2026/04/01/a/") == ["Uno", "Hello"]
    blog.post("2026-02-01-a.md", title="Uno", tags="[red]", published="false")
    assert related(blog, "/2026/04/01/a/") == ["Hello"]


def test_a_new_related_post_makes_no_page_stale(blog: Blog) -> None:
    blog.post("2026-04-01-between.md", tags="[blue]")
    last = blog.post("2026-05-01-last.md", tags="[red]")
    assert related(blog, last) == ["Hello"]
    blog.post("2026-03-01-new.md", title="New", tags="[red]")
    blog.calls.clear()
    assert related(blog, last) == ["Hello"]
    assert sum(blog.calls.values()) == 1
    blog.post("2026-05-01-last.md", "Edited.", tags="[red]")
    assert related(blog, last) == ["New", "Hello"]


def test_formulas_are_shown_without_a_script(blog: Blog) -> None:
    path = blog.post("2026-03-01-math.md", "Let $$x^2$$.\n", title="Math")
    html = blog.get(path).text
    assert '<annotation encoding="application/x-tex">x^2</annotation>' in html
    assert '<meta name="description" content="Let x^2.">' in html


def test_an_unknown_formula_is_shown_and_its_author_told(blog: Blog) -> None:
    done = blog.put("_posts/2026-03-01-m.md", "---\ntitle: M\n---\nOne.\n\n$$\\nosuch$$\n")
    assert [(problem.line, problem.severity) for problem in done.problems] == [(6, "warning")]
    assert '<code class="language-tex">\\nosuch</code>' in blog.get(done.path).text


def test_browsers_that_look_for_an_icon_beside_a_feed_find_the_blogs(blog: Blog) -> None:
    answer = blog.get("/favicon.ico")
    assert (answer.status_code, answer.headers["Location"].split(".test")[1][:15]) == (
        302,
        "/static/favicon",
    )
    blog.put("favicon.ico", b"icon", "image/x-icon")
    assert blog.get("/favicon.ico").data == b"icon"
