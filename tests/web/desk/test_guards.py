"""Who gets into the desk, and what nobody can bring it to do."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from handler.core.model.problems import ContentError
from handler.services.author.files import checked
from handler.web.desk.desk import PREFIX
from tests.browser.hostile.xss_payloads import EVERYTHING
from tests.web.blog import Blog
from tests.web.desk.desk import HOST, ORIGIN, TOKEN, DeskBlog

KEY = "_posts/2020-01-01-a.md"
TEXT = "---\ntitle: A\n---\nText.\n"
CHANGES = ("new", "edit", "check", "preview", "restore", "pictures", "grant", "arrived")
PAGES = ("", "?in=files", f"edit?key={KEY}", "pictures", "token", "files/desk.css", "nowhere")
STRANGERS: list[dict[str, str]] = [
    {"Origin": "https://evil.test", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://evil.test"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:9000", "Sec-Fetch-Site": "same-site"},
    {"Origin": "http://localhost:8000"},
    {"Origin": "https://127.0.0.1:8000"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
    {"Referer": f"{ORIGIN}{PREFIX}"},
    {},
]
KEYS = [
    "",
    "../x",
    "../../etc/passwd",
    "/etc/passwd",
    ".coldpress/x",
    ".coldpress/previews/secret",
    "_posts/../../x.md",
    "_posts/./x.md",
    "_posts/\0.md",
    "_posts/a\nb.md",
    "_posts//x.md",
    "a\\b.md",
    "..\\x",
    ".git/config",
    ".env",
    "zappa_settings.json",
    "_plugins/x.rb",
    "_posts/",
    "x" * 2000 + ".md",
]


@pytest.fixture
def blog() -> DeskBlog:
    blog = DeskBlog()
    blog.put(KEY, TEXT)
    return blog


def stored(blog: Blog) -> Any:
    return [(info.key, info.etag) for info in blog.bucket.objects()]


@pytest.mark.parametrize("page", PAGES)
def test_where_it_is_off_there_is_nothing(page: str) -> None:
    blog = Blog()
    unknown = blog.get("/_coldpress/nothing/")
    answer = blog.get(f"{PREFIX}{page.partition('?')[0]}", Host=HOST)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (
        404,
        unknown.headers["Cache-Control"],
    )
    assert blog.get(f"{PREFIX}edit", method="POST", Host=HOST).status_code == 405


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1:9000", "127.0.0.1", "evil.test:8000"])
@pytest.mark.parametrize("page", ["", "edit", "token", "files/desk.css"])
def test_under_another_name_there_is_nothing(blog: DeskBlog, host: str, page: str) -> None:
    assert blog.get(PREFIX + page, query=f"key={KEY}", Host=host).status_code == 404
    sent = {"Host": host, "Origin": f"http://{host}"}
    assert blog.do("edit", blog.form(KEY) | {"do": "delete"}, sent).status_code == 405
    assert blog.text(KEY) == TEXT


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("headers", STRANGERS)
def test_no_other_site_changes_anything(
    blog: DeskBlog, change: str, headers: dict[str, str]
) -> None:
    before = stored(blog)
    form = {"token": TOKEN, "title": "X", "key": KEY, "do": "delete", "body": "x"}
    client = blog.app.test_client()
    answer = client.post(PREFIX + change, data=form, headers={"Host": HOST} | headers)
    assert answer.status_code == 403
    assert stored(blog) == before


@pytest.mark.parametrize("token", ["", "x", TOKEN + "x", TOKEN[:-1], "é", "\0"])
@pytest.mark.parametrize("change", CHANGES)
def test_nothing_changes_without_the_token(blog: DeskBlog, change: str, token: str) -> None:
    before = stored(blog)
    form = blog.form(KEY) | {"token": token, "title": "X", "do": "delete"}
    assert blog.do(change, form).status_code == 403
    assert stored(blog) == before


@pytest.mark.parametrize("change", [*CHANGES, ""])
def test_nothing_changes_by_asking(blog: DeskBlog, change: str) -> None:
    before = stored(blog)
    blog.see(change, key=KEY, do="delete", token=TOKEN, title="X")
    assert stored(blog) == before


def test_a_text_of_a_page_from_before_the_start_is_not_lost(blog: DeskBlog) -> None:
    answer = blog.do("edit", blog.form(KEY) | {"token": "old", "body": "Much text."})
    assert (answer.status_code, "Much text." in answer.text) == (403, True)
    assert f'value="{TOKEN}"' in answer.text
    data = blog.do("edit", blog.form(KEY) | {"token": "old"}, {"Accept": "application/json"})
    assert data.json == {"error": "outdated", "problems": []}
    assert blog.see("token").json == {"token": TOKEN}


@pytest.mark.parametrize("key", KEYS)
def test_a_key_that_is_no_part_of_a_blog_is_refused(blog: DeskBlog, key: str) -> None:
    before = stored(blog)
    assert blog.see("edit", key=key).status_code in (404, 422)
    form = blog.form(KEY)
    for do in ("save", "publish", "delete"):
        assert blog.do("edit", form | {"key": key, "do": do}).status_code in (404, 409, 422)
    assert blog.do("edit", form | {"do": "rename", "name": key}).status_code == 422
    assert blog.do("restore", {"key": key, "text": "x"}).status_code == 422
    for what in ("check", "preview"):
        assert blog.do(what, form | {"key": key}).status_code == 422
    assert stored(blog) == before
    with pytest.raises(ContentError):
        checked(key)


@pytest.mark.parametrize("page", PAGES)
def test_nobody_keeps_a_page_of_it_nor_shows_it_in_a_frame(blog: DeskBlog, page: str) -> None:
    path, _, query = page.partition("?")
    answer = blog.get(PREFIX + path, query=query, Host=HOST)
    if answer.status_code == 404:
        return
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_on_its_pages_runs_nothing_but_its_own_scripts(blog: DeskBlog) -> None:
    policies = []
    for _ in range(2):
        answer = blog.see("edit", key=KEY)
        policy = answer.headers["Content-Security-Policy"]
        nonce = re.findall(r"script-src 'nonce-([\w-]{24})';", policy)[0]
        scripts = re.findall(r"<script[^>]*>", answer.text)
        assert [f'nonce="{nonce}"' in script for script in scripts] == [True] * 3
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "'self'" not in policy.partition("script-src")[2].partition("img-src")[0]
        policies.append(policy)
    assert policies[0] != policies[1]


@pytest.mark.parametrize("version", ["", "!", "é", "v1", "null", "\0"])
def test_who_names_a_version_that_nobody_has_is_shown_what_is_there(
    blog: DeskBlog, version: str
) -> None:
    answer = blog.do("edit", blog.form(KEY) | {"etag": "other", "version": version})
    assert (answer.status_code, "Somebody else has changed it" in answer.text) == (409, True)
    assert blog.text(KEY) == TEXT


@pytest.mark.slow
def test_a_text_that_is_too_large_is_refused(blog: DeskBlog) -> None:
    body = "a" * 5_000_001
    assert blog.do("edit", blog.form(KEY) | {"body": body}).status_code == 422
    assert blog.do("edit", blog.form(KEY) | {"body": body * 5}).status_code == 413
    assert blog.text(KEY) == TEXT


class Elements(HTMLParser):
    """The elements of a page, and the names of their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(name for name, _ in attrs)}


@pytest.mark.slow
def test_whatever_is_typed_comes_back_as_text(blog: DeskBlog) -> None:
    form = blog.form(KEY) | {"front": "title: ["}
    plain = [Elements(each.text).found for each in (blog.see("", q="x"), blog.do("edit", form))]
    for payload in EVERYTHING[::3]:
        entered = {"body": payload, "field-title": payload, "was-title": payload}
        answers = blog.see("", q=payload), blog.do("edit", form | entered)
        assert [Elements(each.text).found <= p for each, p in zip(answers, plain, strict=True)] == [
            True,
            True,
        ]
