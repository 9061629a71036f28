"""Links to what readers do not see: who has one sees the page as it will be, and nobody else."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from werkzeug.test import TestResponse

from handler.core.model.preview_links import LINKS, PREFIX, SECRET
from tests.web.blog import Blog

WEEK = timedelta(days=7)
DRAFT = "_drafts/idea.md"
TEXT = "---\ntitle: An idea\ndate: 2020-03-01\ntags: [tea]\nseries: Tea\n---\nWhat I *think*.\n"


@pytest.fixture
def blog() -> Blog:
    blog = Blog()
    blog.post("2020-01-01-before.md", "Before.", tags="[tea]", series="Tea", title="Before")
    blog.post("2020-05-01-after.md", "After.", title="After")
    return blog


def link(blog: Blog, key: str = DRAFT, version: str = "") -> str:
    return PREFIX + blog.services.preview_links.make(key, WEEK, version)


def headers(answer: TestResponse) -> dict[str, str]:
    """All headers but the time."""
    return {name: value for name, value in answer.headers if name != "Date"}


def article(answer: TestResponse) -> str:
    return answer.text.partition("<article")[2].partition("</article>")[0]


STATES = {
    "draft": (DRAFT, TEXT),
    "scheduled": ("_posts/2027-03-01-idea.md", TEXT.replace("2020", "2027")),
    "hidden": ("_posts/2020-03-01-idea.md", TEXT.replace("tags:", "published: false\ntags:")),
    "hidden draft": (DRAFT, TEXT.replace("tags:", "published: false\ntags:")),
    "draft by its key": ("_posts/2020-03-01-idea.md", TEXT.replace("tags:", "draft: true\ntags:")),
    "hidden page": ("idea.md", "---\ntitle: An idea\npublished: false\n---\nWhat I *think*.\n"),
}


@pytest.mark.parametrize("state", STATES)
def test_what_readers_do_not_see_shows_as_a_page(blog: Blog, state: str) -> None:
    key, text = STATES[state]
    assert blog.put(key, text).state != "live"
    answer = blog.get(link(blog, key))
    assert answer.status_code == 200
    assert "<em>think</em>" in answer.text
    assert "Only people with this link see this page, until" in answer.text


def test_it_shows_what_the_page_will_have_beside_it(blog: Blog) -> None:
    blog.put(DRAFT, TEXT)
    shown = blog.get(link(blog)).text
    for expected in ("/2020/01/01/before/", "/2020/05/01/after/", "2 of 2", "/tags/tea/"):
        assert expected in shown


def test_the_article_is_that_which_readers_get_later(blog: Blog) -> None:
    blog.put(DRAFT, TEXT)
    before = article(blog.get(link(blog)))
    path = blog.put("_posts/2020-03-01-idea.md", TEXT).path
    assert before == article(blog.get(path))


def test_nobody_keeps_it_and_no_search_engine_lists_it(blog: Blog) -> None:
    blog.put(DRAFT, TEXT)
    answer = blog.get(link(blog))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_nothing_of_it_is_stored(blog: Blog) -> None:
    blog.put(DRAFT, TEXT)
    address = link(blog)
    items, files = dict(blog.table.scan()), blog.bucket.objects()
    blog.get(address)
    blog.get(f"{address}/card.png")
    assert dict(blog.table.scan()) == items
    assert blog.bucket.objects() == files
    for path in ("/", "/feed.xml", "/tags/tea/", "/sitemap.xml", "/archive/"):
        assert "idea" not in blog.get(path).text.lower()


def test_the_link_follows_the_file_and_leads_to_the_post_once_it_is_live(blog: Blog) -> None:
    key = "_posts/2020-03-01-idea.md"
    blog.put(key, TEXT.replace("tags:", "published: false\ntags:"))
    address = link(blog, key)
    blog.put(key, TEXT.replace("think", "mean").replace("tags:", "published: false\ntags:"))
    assert "<em>mean</em>" in blog.get(address).text
    blog.put(key, TEXT)
    answer = blog.get(address)
    assert (answer.status_code, answer.location) == (302, "/2020/03/01/idea/")
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/생각/", "/50%25-off/", "/a b"])
def test_the_address_to_which_it_leads_is_escaped_once(blog: Blog, path: str) -> None:
    at = blog.put("idea.md", f"---\npermalink: {path}\n---\nText.\n").path
    location = blog.get(link(blog, "idea.md")).location
    assert location == blog.get(at.rstrip("/").upper() + ".html").location
    assert blog.get(unquote(location)).status_code == 200


@pytest.mark.parametrize(
    ("to", "address"),
    [
        ("/생각/", "/blog/%EC%83%9D%EA%B0%81/"),
        ("/a%20b/?c=d", "/blog/a%20b/?c=d"),
        ("https://example.com/%C3%A9", "https://example.com/%C3%A9"),
    ],
)
def test_a_draft_that_leads_elsewhere_leads_where_it_will(
    blog: Blog, to: str, address: str
) -> None:
    blog.put("_config.yml", "title: B\nbaseurl: /blog")
    blog.put(DRAFT, f"---\nredirect_to: {to}\n---\n")
    answer = blog.get(link(blog))
    assert (answer.status_code, answer.location) == (302, address)


def test_behind_a_stage_and_a_base_path_it_leads_there_too(blog: Blog) -> None:
    blog.put("_config.yml", "title: B\npermalink: pretty\nbaseurl: /blog")
    key = "_posts/2020-03-01-idea.md"
    blog.put(key, TEXT)
    answer = blog.get(link(blog, key), stage="/dev")
    assert answer.location == "/dev/blog/2020/03/01/idea/"
    blog.put(DRAFT, TEXT.replace("2020", "2021"))
    shown = blog.get(link(blog), stage="/dev").text
    assert "/dev/blog/tags/tea/" in shown


def test_an_older_version_shows_while_a_newer_one_is_live(blog: Blog) -> None:
    key = "_posts/2020-03-01-idea.md"
    blog.put(key, TEXT)
    old = blog.bucket.versions(key)[0][0].version
    blog.put(key, TEXT.replace("think", "mean"))
    assert "<em>think</em>" in blog.get(link(blog, key, old)).text
    assert "<em>mean</em>" in blog.get("/2020/03/01/idea/").text


def test_a_rejected_file_shows_what_is_to_be_mended(blog: Blog) -> None:
    key = "_posts/2020-03-01-idea.md"
    blog.put(key, TEXT)
    blog.put(key, "---\ntitle: [A\n---\nText.")
    answer = blog.get(link(blog, key))
    assert answer.status_code == 422
    assert f"{key}:2: has a bracket or brace that is not closed." in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_an_address_that_is_taken_is_told(blog: Blog) -> None:
    blog.put(DRAFT, TEXT.replace("tags:", "permalink: /2020/01/01/before/\ntags:"))
    answer = blog.get(link(blog))
    assert answer.status_code == 422
    assert "which _posts/2020-01-01-before.md has" in answer.text


def test_the_card_is_drawn_and_named_by_the_link(blog: Blog) -> None:
    blog.put(DRAFT, TEXT)
    address = link(blog)
    assert f'content="https://blog.test{address}/card.png"' in blog.get(address).text
    card = blog.get(f"{address}/card.png")
    assert (card.status_code, card.content_type) == (200, "image/png")
    assert card.headers["Cache-Control"] == "private, no-store"
    assert card.data.startswith(b"\x89PNG")


def timeless(answer: TestResponse) -> dict[str, str]:
    """The headers of an answer, but for its time."""
    return {name: value for name, value in answer.headers if name != "Date"}


def changed(token: str) -> str:
    return token[:-1] + ("A" if token[-1] != "A" else "B")


def test_forged_revoked_and_expired_links_are_not_found_like_any_address(blog: Blog) -> None:
    blog.put(DRAFT, TEXT)
    good, other = link(blog), link(blog)
    unknown = blog.get("/no/such/page/")
    (kept, _) = blog.services.preview_links.all()
    token, signature = good.split(".")
    swapped = f"{token}.{other.split('.')[1]}"
    for forged in (changed(good), swapped, f"{PREFIX}x", PREFIX, f"{good}x", f"{token}.", token):
        answer = blog.get(forged)
        assert (answer.status_code, answer.text) == (404, unknown.text), forged
        assert timeless(answer) == timeless(unknown)
    assert signature
    blog.services.preview_links.revoke(kept)
    assert {blog.get(each).status_code for each in (good, other)} == {200, 404}
    blog.clock.pass_by(WEEK)
    assert {blog.get(each).status_code for each in (good, other)} == {404}


def test_a_forged_link_costs_what_an_unknown_address_does(blog: Blog) -> None:
    blog.put(DRAFT, TEXT)
    forged = changed(link(blog))
    blog.get(forged)
    for path in ("/no/such/page/", forged):
        blog.calls.clear()
        blog.get(path)
        assert blog.calls == {"table get": 1}, path


@pytest.mark.parametrize("key", ["_config.yml", "images/a.png", "_includes/a.html", SECRET])
def test_only_pages_are_shown(blog: Blog, key: str) -> None:
    blog.bucket.put(key, b"a: b", "text/plain")
    assert blog.get(link(blog, key)).status_code == 404


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b'{"key": "a.md", "until": "x"}'])
def test_a_file_that_is_no_link_is_passed_over(blog: Blog, data: bytes) -> None:
    address = link(blog)
    (kept,) = blog.services.preview_links.all()
    blog.bucket.put(f"{LINKS}{kept.id}.json", data, "application/json")
    assert blog.get(address).status_code == 404
    assert blog.services.preview_links.all() == []


def test_a_link_follows_its_file_to_another_name_and_no_other() -> None:
    blog = Blog()
    for key in (DRAFT, "_drafts/other.md"):
        link(blog, key)
    link(blog, DRAFT, "v1")
    blog.services.preview_links.follow({DRAFT: "_drafts/new.md"})
    known = {(each.key, each.version) for each in blog.services.preview_links.all()}
    assert known == {("_drafts/new.md", ""), ("_drafts/other.md", ""), (DRAFT, "v1")}


def test_a_file_that_is_gone_is_not_found(blog: Blog) -> None:
    blog.put(DRAFT, TEXT)
    address = link(blog)
    blog.bucket.delete(DRAFT)
    assert blog.get(address).status_code == 404


def test_a_file_of_another_name_is_followed(blog: Blog) -> None:
    blog.put(DRAFT, TEXT)
    address = link(blog)
    blog.bucket.delete(DRAFT)
    blog.put("_posts/2020-03-01-idea.md", TEXT)
    blog.services.preview_links.follow({DRAFT: "_posts/2020-03-01-idea.md"})
    assert blog.get(address).location == "/2020/03/01/idea/"
