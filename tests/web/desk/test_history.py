"""Older versions at the desk: seen, compared, previewed, restored, and brought back."""

from datetime import UTC, datetime

import pytest

from handler.core.authoring.deletions import PLACE
from tests.web.desk.desk import DeskBlog

KEY = "_posts/2020-01-01-milk.md"
TEXT = "---\ntitle: Milk\n---\nCold milk and honey.\n"


@pytest.fixture
def blog() -> DeskBlog:
    blog = DeskBlog(config="title: Test blog\npermalink: pretty\ntimezone: Asia/Seoul\n")
    blog.clock.time = datetime(2026, 6, 1, 20, 30, tzinfo=UTC)
    blog.put(KEY, TEXT)
    return blog


def versions(blog: DeskBlog, key: str = KEY) -> list[str]:
    """What the versions of a file are called, newest first."""
    return [info.version for info in blog.bucket.history(key)[0]]


def test_the_history_tells_who_saved_a_version_and_when(blog: DeskBlog) -> None:
    blog.person = "김안나"
    blog.edit(KEY, body="Warm milk and honey.\n")
    seen = blog.see("history", key=KEY).text
    assert seen.count("<li>") == 2
    assert "<bdi>김안나</bdi> · 41 bytes" in seen
    assert '<span class="state live">As it is now</span>' in seen
    assert "2026-01-01 09:00:02" in seen


def test_a_version_shows_what_it_changed_word_by_word(blog: DeskBlog) -> None:
    blog.edit(KEY, body="Warm milk and honey.\n")
    newest, first = versions(blog)
    seen = blog.see("history", key=KEY, version=newest).text
    assert "</span><b>Cold</b> milk and honey.</del>" in seen
    assert "</span><b>Warm</b> milk and honey.</ins>" in seen
    assert "The file is like this now." in seen
    first_seen = blog.see("history", key=KEY, version=first).text
    assert "It began with this" in first_seen
    assert "Restore this version" in first_seen


def test_a_version_is_previewed_and_restored(blog: DeskBlog) -> None:
    blog.edit(KEY, body="Warm milk.\n")
    _, first = versions(blog)
    shown = blog.do("version", {"key": KEY, "version": first})
    assert "Cold milk and honey." in shown.text
    assert shown.headers["Content-Security-Policy"].startswith("sandbox ")
    etag = blog.form(KEY)["etag"]
    answer = blog.do("revert", {"key": KEY, "version": first, "etag": etag})
    assert answer.location == "edit?key=_posts%2F2020-01-01-milk.md&did=revert"
    assert blog.text(KEY) == TEXT
    assert "Cold milk and honey." in blog.get("/2020/01/01/milk/").text
    assert len(versions(blog)) == 3


def test_an_address_that_a_restored_text_loses_leads_to_it(blog: DeskBlog) -> None:
    blog.edit(KEY, field_permalink="/tea/")
    _, first = versions(blog)
    blog.do("revert", {"key": KEY, "version": first, "etag": blog.form(KEY)["etag"]})
    assert blog.get("/tea/").location == "/2020/01/01/milk/"


def test_nothing_is_restored_over_what_somebody_has_saved_meanwhile(blog: DeskBlog) -> None:
    etag, [first] = blog.form(KEY)["etag"], versions(blog)
    blog.edit(KEY, body="Warm milk.\n")
    assert blog.do("revert", {"key": KEY, "version": first, "etag": etag}).status_code == 409
    assert "Warm milk." in (blog.text(KEY) or "")


@pytest.mark.parametrize("text", [TEXT, "---\ntitle: [\n---\nBroken.\n"])
def test_what_was_deleted_is_listed_and_comes_back_as_it_was(blog: DeskBlog, text: str) -> None:
    blog.put(KEY, text)
    blog.person = "Ann"
    blog.do("edit", blog.form(KEY) | {"do": "delete"})
    seen = blog.see("deleted").text
    assert "<bdi>Ann</bdi>" in seen
    assert "2026-06-02 05:30" in seen
    assert 'name="version"' in blog.see("history", key=KEY).text
    answer = blog.do("revert", {"key": KEY})
    assert answer.location == "edit?key=_posts%2F2020-01-01-milk.md&did=restore"
    assert blog.text(KEY) == text
    assert KEY not in blog.see("deleted").text


def test_a_file_of_which_nothing_is_left_does_not_come_back(blog: DeskBlog) -> None:
    for key in ("_posts/2020-01-01-never.md", "about.md"):
        assert blog.do("revert", {"key": key}).status_code == 404
        assert blog.see("history", key=key).status_code == 404


def test_notes_of_deletions_that_nobody_can_read_are_begun_anew(blog: DeskBlog) -> None:
    blog.bucket.put(PLACE, b'[{"key": 1}]', "application/json")
    for number in range(9):
        blog.bucket.put(PLACE, b"[%d]" % number, "application/json")
        assert blog.see("deleted").status_code == 200
    assert blog.edit(KEY, "delete").status_code == 200
    assert KEY in blog.see("deleted").text


@pytest.mark.parametrize("version", ["nonsense", "v99", "../x", "%00"])
def test_what_is_no_version_is_not_there(blog: DeskBlog, version: str) -> None:
    assert blog.see("history", key=KEY, version=version).status_code == 404
    assert blog.see("history", key=KEY, after=version).status_code == 404
    for change in ("revert", "version"):
        answer = blog.do(change, {"key": KEY, "version": version, "etag": "x"})
        assert answer.status_code == 404


@pytest.mark.parametrize("key", ["../x", ".coldpress/x", "_posts/\0", "_posts/../x.md", "a//b.md"])
def test_a_key_that_no_file_may_have_leads_nowhere(blog: DeskBlog, key: str) -> None:
    puts = blog.calls["bucket put"]
    for page in ("edit", "history"):
        assert blog.see(page, key=key).status_code in (404, 422)
    for change in ("edit", "revert", "version", "preview", "restore", "check"):
        form = {"key": key, "etag": "", "base": "", "body": "x", "version": "v1", "name": key}
        assert blog.do(change, form).status_code in (404, 422), change
    renamed = blog.edit(KEY, "rename", name=key)
    assert renamed.status_code == 422
    assert blog.calls["bucket put"] == puts
    assert blog.text(KEY) == TEXT


def test_a_long_history_comes_in_pages_of_few_calls(blog: DeskBlog) -> None:
    for number in range(130):
        blog.bucket.put(KEY, b"%d" % number, "text/markdown")
    blog.calls.clear()
    seen = blog.see("history", key=KEY).text
    assert seen.count("<li>") == 20
    assert sum(blog.calls.values()) <= 24
    [onward] = [line for line in seen.splitlines() if "after=" in line]
    assert "Older ones" in onward
