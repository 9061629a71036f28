"""The page beside the editor is the real one, of no origin, and leaves nothing behind."""

import pytest

from handler.core.authoring.comparing.marking import ANCHOR, MARK
from tests.web.desk.desk import DeskBlog

KEY = "_posts/2020-03-01-idea.md"
DRAFT = "_drafts/idea.md"
TEXT = "---\ntitle: An idea\ntags: [tea]\n---\nWhat I *think*.\n\nAnd more.\n"


@pytest.fixture
def blog() -> DeskBlog:
    blog = DeskBlog()
    blog.post("2020-01-01-before.md", "Before.", tags="[tea]", title="Before")
    blog.put(DRAFT, TEXT)
    blog.put(KEY, TEXT)
    return blog


def article(html: str) -> str:
    return html.partition("<article")[2].partition("</article>")[0]


@pytest.mark.parametrize("key", [DRAFT, KEY])
def test_it_is_the_page_that_readers_get(blog: DeskBlog, key: str) -> None:
    form = blog.form(key)
    shown = blog.do("preview", form | {"body": "What I *mean*."})
    assert shown.status_code == 200
    assert "<em>mean</em>" in shown.text
    assert "/2020/01/01/before/" in shown.text
    assert "Only who has this link" not in shown.text


def test_the_article_is_the_published_one(blog: DeskBlog) -> None:
    shown = blog.do("preview", blog.form(KEY) | {"line": "0"}).text
    assert article(shown) == article(blog.get("/2020/03/01/idea/").text)


def test_it_has_an_anchor_where_its_author_types(blog: DeskBlog) -> None:
    shown = blog.do("preview", blog.form(KEY) | {"line": "3"}).text
    assert f'And more.<span id="{ANCHOR}"></span></p>' in shown
    assert MARK not in shown
    assert MARK not in (blog.text(KEY) or "")
    for line in ("", "-1", "x", "²", "9" * 30):
        assert blog.do("preview", blog.form(KEY) | {"line": line}).status_code == 200


def test_it_is_of_no_origin_and_runs_nothing(blog: DeskBlog) -> None:
    answer = blog.do("preview", blog.form(KEY) | {"body": "<script>alert(1)</script>"})
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-popups allow-popups-to-escape-sandbox; ")
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_nothing_of_it_is_stored_or_seen_by_readers(blog: DeskBlog) -> None:
    form = blog.form(DRAFT)
    items, files = dict(blog.table.scan()), blog.bucket.objects()
    blog.do("preview", form | {"body": "Secret."})
    blog.do("check", form | {"body": "Secret."}, {"Accept": "application/json"})
    assert dict(blog.table.scan()) == items
    assert blog.bucket.objects() == files
    for path in ("/", "/feed.xml", "/tags/tea/", "/2020/03/01/idea/"):
        assert "Secret." not in blog.get(path).text


def test_what_has_no_page_says_why_in_the_same_frame(blog: DeskBlog) -> None:
    answer = blog.do("preview", blog.form(KEY) | {"front": "title: ["})
    assert "It has no page yet" in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_script_is_told_what_is_wrong_and_what_the_form_shows(blog: DeskBlog) -> None:
    form = blog.form(KEY)
    told = blog.do("check", form | {"field-title": "New: one"}).json
    assert told is not None
    assert told["front"] == 'title: "New: one"\ntags: [tea]'
    assert (told["fields"]["title"], told["state"]) == ("New: one", "live")
    assert (told["path"], told["problems"]) == ("/2020/03/01/idea/", [])
    told = blog.do("check", form | {"front": "title: ["}).json
    assert told is not None
    assert (told["fields"], told["problems"][0]["line"]) == ({}, 3)
    assert blog.text(KEY) == TEXT


def test_a_script_saves_in_place(blog: DeskBlog) -> None:
    form = blog.form(KEY)
    data = {"Accept": "application/json"}
    told = blog.do("edit", form | {"body": "One.\r\n", "do": "save"}, data).json
    assert told is not None
    form |= {"etag": told["etag"], "version": told["version"], "body": "Two.\r\n"}
    assert blog.do("edit", form, data).status_code == 200
    assert (blog.text(KEY) or "").endswith("---\nTwo.\n")
    stale = blog.do("edit", form | {"body": "Three."}, data)
    assert (stale.status_code, stale.json) == (409, {"error": "stale", "problems": []})
    done = blog.do("edit", blog.form(DRAFT) | {"do": "publish"}, data).json
    assert done is not None
    assert done["to"].startswith("edit?key=_posts%2F")
