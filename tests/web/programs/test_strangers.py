"""What programs without a right get: nothing; and what hostile ones do: no harm."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest

from handler.core.people import leaving
from handler.core.people.state import STATE
from handler.services.ports import Unavailable
from handler.web.desk.deployed import MOST_SENT
from tests.support.geotagged import png
from tests.web.blog import Blog
from tests.web.desk.signed import ORIGIN
from tests.web.programs.programs import ALL, Program, ProgramBlog, error_of

MICROPUB = "/_coldpress/micropub"
_PNG = png()
PATHS = (
    ("GET", MICROPUB),
    ("POST", MICROPUB),
    ("POST", f"{MICROPUB}/media"),
    *(("POST", f"/_coldpress/indieauth/{name}") for name in ("token", "introspect", "revoke")),
    *(("GET", f"/_coldpress/indieauth/{name}") for name in ("metadata", "token", "userinfo")),
    ("POST", "/_coldpress/desk/authorize"),
)


@pytest.fixture
def blog() -> ProgramBlog:
    return ProgramBlog()


def state_of(blog: ProgramBlog) -> list[tuple[str, str]]:
    return [(info.key, info.etag) for info in blog.bucket.objects()]


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_there_is_nothing_where_the_desk_is_off_or_there_is_none(method: str, path: str) -> None:
    without, off = Blog(), ProgramBlog()
    off.access.turn_off()
    for blog in (without, off):
        answer = blog.app.test_client().open(path, method=method, base_url=ORIGIN)
        assert (answer.status_code in (404, 405), answer.headers.get("Location")) == (True, None)
        assert 'rel="micropub"' not in blog.get("/").text


def test_a_closed_desk_lets_no_program_write(blog: ProgramBlog) -> None:
    program = blog.program()
    blog.bucket.put(STATE, b"{", "application/json")
    assert error_of(program.create(content=["x"])) == (503, "temporarily_unavailable")


def test_a_cookie_alone_is_nothing(blog: ProgramBlog) -> None:
    ada = blog.owner()
    before = state_of(blog)
    for headers in ({"Origin": "https://evil.test"}, {"Origin": ORIGIN}, {}):
        for path in (MICROPUB, f"{MICROPUB}/media"):
            form = {"h": "entry", "content": "Text.", "token": ada.token()}
            answer = ada.client.post(path, base_url=ORIGIN, data=form, headers=headers)
            assert error_of(answer) == (401, "unauthorized")
        answer = ada.client.get(MICROPUB, base_url=ORIGIN, query_string={"q": "config"})
        assert error_of(answer) == (401, "unauthorized")
    assert state_of(blog) == before


def test_a_token_in_an_address_is_refused(blog: ProgramBlog) -> None:
    program = blog.program()
    query = {"q": "config", "access_token": program.token}
    assert error_of(blog.ask(MICROPUB, query_string=query)) == (400, "invalid_request")
    assert error_of(program.query(**query)) == (400, "invalid_request")
    answer = blog.ask(MICROPUB, "POST", query_string=query, data={"content": "x"})
    assert error_of(answer) == (400, "invalid_request")


@pytest.mark.parametrize("token", ["", "x", "é", "x" * 5000, "Basic abc"])
def test_a_made_up_token_is_none(blog: ProgramBlog, token: str) -> None:
    blog.program()
    answer = Program(blog, token).query(q="config") if token.isascii() else None
    form = blog.ask(MICROPUB, "POST", data={"content": "x", "access_token": token})
    for each in filter(None, (answer, form)):
        assert each.status_code == 401
        assert each.headers["WWW-Authenticate"].startswith("Bearer ")
    digest = blog.people().members[0].programs[0].digest
    assert error_of(Program(blog, digest).query(q="config")) == (401, "invalid_token")


def test_a_refresh_token_does_not_write(blog: ProgramBlog) -> None:
    program = blog.program()
    refresh = Program(blog, program.refresh)
    assert error_of(refresh.create(content=["x"])) == (401, "invalid_token")


def test_who_is_removed_takes_their_programs_along(blog: ProgramBlog) -> None:
    program, other = blog.program(), blog.program(name="Bob", is_owner=False)
    bob = blog.member("Bob")
    blog.access.change(lambda people, _now: leaving.remove(people, bob.id, None))
    assert error_of(other.create(content=["x"])) == (401, "invalid_token")
    assert program.create(content=["x"]).status_code == 201


def test_a_token_ends_by_itself(blog: ProgramBlog) -> None:
    program = blog.program()
    blog.clock.time += timedelta(days=89)
    assert program.query(q="config").status_code == 200
    blog.clock.time += timedelta(days=1)
    assert error_of(program.query(q="config")) == (401, "invalid_token")


def use(program: Program, scope: str, url: str) -> Any:
    """What needs a scope."""
    match scope:
        case "create":
            return program.create(content=["x"])
        case "update":
            return program.update(url, add={"category": ["x"]})
        case "media":
            return program.upload({"file": (io.BytesIO(b"GIF8"), "a.gif")})
    return program.act(scope, url)


@pytest.mark.parametrize("scope", ["create", "update", "delete", "undelete", "media"])
def test_each_right_needs_its_scope(blog: ProgramBlog, scope: str) -> None:
    url = blog.program().made(content=["Here."])
    spared = {"create": {"draft"}, "media": {"create"}}.get(scope, set())
    others = " ".join(each for each in ALL.split() if each not in {scope, *spared})
    before = state_of(blog)
    program = blog.program(others)
    assert error_of(use(program, scope, url)) == (403, "insufficient_scope")
    assert [row for row in state_of(blog) if row[0] != STATE] == [
        row for row in before if row[0] != STATE
    ]


def test_who_may_only_draft_publishes_nothing(blog: ProgramBlog) -> None:
    program = blog.program("draft")
    answer = program.create(content=["Not yet."], post_status=["published"])
    assert answer.status_code == 201
    assert blog.keys("_posts/") == []
    assert len(blog.keys("_drafts/")) == 1


def test_a_program_of_an_author_writes_what_the_author_may(blog: ProgramBlog) -> None:
    program = blog.program(name="Bob", is_owner=False)
    assert program.create(content=["By Bob."]).status_code == 201
    (key,) = blog.keys("_posts/")
    info = blog.bucket.head(key)
    assert info is not None
    assert info.author == "Bob"


@pytest.mark.parametrize(
    "slug",
    ["../../_config.yml", "..", "/etc/passwd", "a/b", "%00", "\0", ".coldpress/x", "x" * 3000, "—"],
)
def test_nothing_is_written_beside_posts(blog: ProgramBlog, slug: str) -> None:
    before = {key for key, _ in state_of(blog)}
    answer = blog.program().create(content=["Text."], mp_slug=[slug])
    assert answer.status_code == 201
    new = {key for key, _ in state_of(blog)} - before - {STATE}
    assert all(key.startswith("_posts/2026-06-01-") and key.count("/") == 1 for key in new)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.test/2026/06/01/here/",
        "https://blog.test.evil.test/2026/06/01/here/",
        "/2026/06/01/here/",
        "https://blog.test/",
        "https://blog.test/about/",
        "https://blog.test/images/a.png",
        "https://blog.test/_coldpress/desk/edit?key=_config.yml",
        "https://blog.test/_coldpress/desk/edit?key=../x",
        "https://blog.test/_coldpress/desk/edit?key=.coldpress/desk/people.json",
        "https://blog.test/_coldpress/desk/edit?key=_includes/a.html",
        "https://blog.test/_coldpress/desk/edit?key=about.md",
        "https://blog.test/_coldpress/desk/edit?key=_posts/%00.md",
        "https://blog.test/_coldpress/desk/edit",
        "https://blog.test/_coldpress/desk/edit?key=_posts/none.md",
        "https://[",
        "x",
    ],
)
def test_nothing_but_a_post_is_changed_deleted_or_read(blog: ProgramBlog, url: str) -> None:
    program = blog.program()
    blog.put("about.md", "---\ntitle: About\n---\nText.\n")
    blog.put("images/a.png", b"x", "image/png")
    before = state_of(blog)
    for answer in (
        program.update(url, replace={"content": ["x"]}),
        program.act("delete", url),
        program.act("undelete", url),
        program.query(q="source", url=url),
    ):
        assert error_of(answer) == (400, "invalid_request"), url
    assert state_of(blog) == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"x"',
        "[" * 100_000,
        '{"type":' + '{"a":' * 900 + "1" + "}" * 900 + "}",
        '{"properties": []}',
        '{"type": ["h-event"], "properties": {"content": ["x"]}}',
        '{"type": ["h-entry"], "properties": {}}',
        '{"type": ["h-entry"], "properties": {"mp-slug": ["x"]}}',
        '{"type": ["h-entry"], "properties": {"content": [' + "[" * 50 + "]" * 50 + "]}}",
        json.dumps({"properties": {"category": ["x"] * 300, "content": ["x"]}}),
        json.dumps({"properties": {"content": ["x"], "other": ["x" * 30_000]}}),
        json.dumps({"properties": {"content": ["x"], "visibility": ["private"]}}),
        json.dumps({"properties": {"content": ["x"], "post-status": ["deleted"]}}),
        json.dumps({"properties": {"content": ["x"], "published": ["yesterday-ish"]}}),
        '{"type": ["h-\\ud800"], "properties": {"content": ["x"]}}',
        '{"properties": {"content": ["x"], "post-status": ["\\udfff"]}}',
        '{"properties": {"content": ["half of a letter: \\ud83d"]}}',
        '{"action": "delete", "url": "https://blog.test/\\ud800"}',
        '{"action": "explode", "url": "https://blog.test/"}',
        '{"action": ["update"], "url": "x"}',
        '{"action": "delete"}',
        '{"action": "delete", "url": ["x"]}',
        '{"action": "update", "url": "x", "replace": {"mp-slug": ["y"]}}',
    ],
)
def test_what_nobody_can_understand_is_refused(blog: ProgramBlog, text: str) -> None:
    program = blog.program()
    before = state_of(blog)
    assert error_of(program.json(text)) == (400, "invalid_request")
    assert state_of(blog) == before


def test_an_update_by_a_form_is_refused(blog: ProgramBlog) -> None:
    answer = blog.program().form(("action", "update"), ("url", "x"))
    assert error_of(answer) == (400, "invalid_request")


def test_what_is_too_large_is_refused_before_it_is_read(blog: ProgramBlog) -> None:
    program = blog.program()
    large = b"x" * 10_000_000
    answers = [
        program.json('{"properties": {"content": ["' + "x" * 1_000_000 + '"]}}'),
        program.form(("content", "x" * 10_000_000)),
        program.multipart({"content": "x", "photo": (io.BytesIO(large), "a.png")}),
        program.upload({"file": (io.BytesIO(large), "a.png")}),
    ]
    for answer in answers:
        status, error = error_of(answer)
        assert (status, error) == (413, "invalid_request")
    assert blog.keys("_posts/") == []
    assert blog.keys("images/") == []
    assert "4,400,000 bytes" in (answers[3].json or {})["error_description"]
    assert MOST_SENT < 4_400_000 < 6_000_000 * 3 // 4  # Lambda is sent Base64.


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", b"<html><script>alert(1)</script>"),
        ("a.html", b"<html>"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("a.png", b"\x89PNG\r\n\x1a\n<script>"),
        ("a.png", b""),
    ],
)
def test_what_is_no_picture_is_none(blog: ProgramBlog, name: str, data: bytes) -> None:
    program = blog.program()
    for answer in (
        program.upload({"file": (io.BytesIO(data), name)}),
        program.multipart({"content": "x", "photo": (io.BytesIO(data), name)}),
    ):
        assert error_of(answer) == (400, "invalid_request")
    assert blog.keys("images/") == []
    assert blog.keys("_posts/") == []


@pytest.mark.parametrize(
    "fields",
    [
        {"photo[]": [(io.BytesIO(_PNG), f"{n}.png") for n in range(21)]},
        {"photo": (io.BytesIO(_PNG), "a.png"), "published": "yesterday-ish"},
        {"photo": (io.BytesIO(_PNG), "a.png"), "other": "x" * 30_000},
    ],
)
def test_no_photo_is_kept_of_a_post_that_is_refused(blog: ProgramBlog, fields: Any) -> None:
    answer = blog.program().multipart({"content": "Text.", **fields})
    assert error_of(answer) == (400, "invalid_request")
    assert blog.keys("images/") == []


@pytest.mark.parametrize("odd", [{"value": []}, {"properties": {"url": []}}, [], {}, None, 5])
def test_an_address_that_is_none_is_left_out(blog: ProgramBlog, odd: Any) -> None:
    answer = blog.program().create(content=["Text."], in_reply_to=[odd], photo=[odd])
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize("field", ["video", "audio", "file"])
def test_only_photos_come_along(blog: ProgramBlog, field: str) -> None:
    answer = blog.program().multipart({"content": "x", field: (io.BytesIO(b"x"), "a.mp4")})
    assert error_of(answer) == (400, "invalid_request")


@pytest.mark.parametrize(
    "property_", ["content", "name", "photo", "category", "in-reply-to", "summary", "x\nlayout"]
)
def test_front_matter_and_pages_hold_whatever_is_sent(blog: ProgramBlog, property_: str) -> None:
    hostile = (
        '---\nlayout: none\n--- {{ "x" }} {% include a %} "><script>alert(1)</script> \u2028 \x07'
    )
    answer = blog.program().json(
        {"type": ["h-entry"], "properties": {"content": ["Fine."], property_: [hostile]}}
    )
    assert answer.status_code in (201, 400), answer.text
    for key in blog.keys("_posts/"):
        text = blog.text(key) or ""
        front = text.split("\n---\n")[0]
        assert front.startswith("---\n")
        assert "\nlayout: none" not in front


def test_browsers_may_ask_from_anywhere_and_the_desk_may_not(blog: ProgramBlog) -> None:
    program = blog.program()
    for path in (MICROPUB, f"{MICROPUB}/media", "/_coldpress/indieauth/token"):
        headers = {"Origin": "https://app.test", "Access-Control-Request-Method": "POST"}
        answer = blog.ask(path, "OPTIONS", headers)
        assert answer.status_code == 204
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
        assert "Access-Control-Allow-Credentials" not in answer.headers
    made = program.create(content=["Text."])
    assert made.headers["Access-Control-Allow-Origin"] == "*"
    assert "Location" in made.headers["Access-Control-Expose-Headers"]
    for path in ("/_coldpress/desk/", "/_coldpress/desk/authorize", "/", "/_coldpress/desk/people"):
        for method in ("GET", "OPTIONS"):
            assert "Access-Control-Allow-Origin" not in blog.ask(path, method).headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(blog: ProgramBlog, method: str) -> None:
    assert blog.ask(MICROPUB, method, blog.program().headers).status_code == 405


def test_what_aws_fails_is_said_and_nothing_is_half_done(blog: ProgramBlog) -> None:
    program = blog.program()
    blog.failing["bucket put"] = Unavailable("bucket: timed out")
    answer: Any = program.create(content=["Text."])
    assert error_of(answer) == (503, "temporarily_unavailable")
    assert answer.headers["Retry-After"]
    del blog.failing["bucket put"]
    assert blog.keys("_posts/") == []
    blog.failing["bucket get"] = Unavailable("bucket: timed out")
    assert error_of(program.create(content=["Text."]))[0] == 503


def test_answers_are_kept_by_nobody(blog: ProgramBlog) -> None:
    program = blog.program()
    for answer in (
        program.query(q="config"),
        blog.ask("/_coldpress/indieauth/metadata"),
        blog.ask(MICROPUB),
        program.create(content=["x"]),
    ):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Set-Cookie" not in answer.headers
