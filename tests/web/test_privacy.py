"""What is not published is nowhere: not as a page, not in a listing, not as a file."""

from datetime import timedelta

import pytest

from tests.web.blog import Blog

SECRET = "Unspoken"
PAGES = ("/", "/archive/", "/tags/", "/2025/", "/feed.xml", "/feed.json", "/sitemap.xml")


@pytest.fixture(scope="module")
def blog() -> Blog:
    blog = Blog()
    blog.put("_data/people.yml", f"name: {SECRET}")
    blog.put("_includes/note.html", SECRET)
    blog.put("_drafts/draft.md", f"---\ntitle: {SECRET}\ntags: [secret]\n---\n{SECRET}")
    blog.post("2025-01-02-hidden.md", SECRET, title=SECRET, published="false", tags="[secret]")
    blog.post("2026-06-02-later.md", SECRET, title=SECRET, tags="[secret]")
    blog.post("2025-01-03-broken.md", SECRET, title="[unclosed")
    blog.post("2025-01-04-shown.md", "Spoken.", tags="[open]")
    return blog


@pytest.mark.parametrize("path", PAGES)
def test_listings_do_not_name_it(blog: Blog, path: str) -> None:
    answer = blog.get(path)
    assert answer.status_code == 200
    assert SECRET not in answer.text
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/draft/",
        "/drafts/draft/",
        "/2025/01/02/hidden/",
        "/2026/06/02/later/",
        "/2025/01/03/broken/",
        "/tags/secret/",
        "/tags/secret/feed.xml",
        "/2026/",
        "/2026/06/",
        "/sitemap-2026-06.xml",
    ],
)
def test_its_pages_do_not_exist(blog: Blog, path: str) -> None:
    answer = blog.get(path)
    assert answer.status_code == 404
    assert SECRET not in answer.text


@pytest.mark.parametrize(
    "key",
    [
        "_config.yml",
        "_data/people.yml",
        "_includes/note.html",
        "_drafts/draft.md",
        "_posts/2025-01-04-shown.md",
        "_posts/2025-01-02-hidden.md",
        "_posts/2026-06-02-later.md",
        ".coldpress/0123.br",
        ".env",
        "_site/index.html",
        "Gemfile",
    ],
)
def test_sources_and_private_objects_are_no_files_of_the_blog(blog: Blog, key: str) -> None:
    if blog.bucket.head(key) is None:
        blog.put(key, SECRET)
    for path in (f"/{key}", f"//{key}", f"/{key}/", f"/./{key}", f"/{key.upper()}"):
        answer = blog.get(path)
        assert answer.status_code in {301, 404}
        assert SECRET not in answer.text


def test_a_scheduled_post_is_read_from_its_minute_on() -> None:
    blog = Blog(remembered_seconds=5)
    blog.post("2026-06-02-later.md", SECRET, date="2026-06-02 09:00:00 +0000")
    path = "/2026/06/02/later/"
    assert blog.get(path).status_code == 404
    blog.clock.time += timedelta(hours=22)
    blog.services.ticker.tick()
    assert SECRET in blog.get(path).text


def test_a_post_that_was_withdrawn_is_gone_at_once() -> None:
    blog = Blog()
    path = blog.post("2025-01-04-shown.md", "Spoken.", tags="[open]")
    assert blog.get(path).status_code == 200
    blog.post("2025-01-04-shown.md", "Spoken.", tags="[open]", published="false")
    assert [blog.get(p).status_code for p in (path, "/tags/open/")] == [404, 404]


def test_a_broken_upload_keeps_the_version_before() -> None:
    blog = Blog()
    path = blog.post("2025-01-04-shown.md", "Spoken.")
    blog.post("2025-01-04-shown.md", SECRET, title="[unclosed")
    answer = blog.get(path)
    assert ("Spoken." in answer.text, SECRET in answer.text) == (True, False)
