"""Coming in at the desk by link and passkey, and what does not lead in."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from handler.core.people.leaving import end_session, remove, revoke_passkey
from handler.core.people.state import ASKED, IDLE, INVITED, LONGEST_SESSION, STATE
from handler.services.people.attempts import MAXIMUM_FAILURES, WAIT
from handler.web.desk.desk import PREFIX
from handler.web.desk.signing.cookies import NAME
from tests.web.blog import Blog
from tests.web.desk.authenticator import Authenticator
from tests.web.desk.signed import ORIGIN, Browser, SignedBlog

KEY = "_posts/2020-01-01-a.md"
TEXT = "---\ntitle: A\n---\nText.\n"
OPEN = ("enter", "enter/ask", "sign-in", "sign-in/ask")
CHANGES = ("new", "edit", "check", "preview", "restore", "pictures", "people", "invite", "sign-out")


@pytest.fixture
def blog() -> SignedBlog:
    blog = SignedBlog()
    blog.put(KEY, TEXT)
    return blog


def error_of(answer: TestResponse) -> Any:
    assert answer.status_code in (401, 403, 429)
    assert "Set-Cookie" not in answer.headers
    return (answer.json or {})["error"]


def bent(answer: str, bend: Callable[[dict[str, Any]], object]) -> str:
    """An answer of a passkey of which something was changed."""
    raw = json.loads(answer)
    bend(raw)
    return json.dumps(raw)


def test_a_link_then_the_passkey_alone(blog: SignedBlog) -> None:
    ada = blog.browser()
    link = blog.access.invite("Ada", is_owner=True).token
    assert ada.enter(link).json == {"to": "./"}
    assert ada.is_in
    assert (ada.sign_out().location, ada.is_in) == ("./", False)
    assert ada.sign_in().status_code == 200
    assert ada.is_in


def test_the_cookie_is_for_this_host_and_no_script(blog: SignedBlog) -> None:
    ada = blog.owner()
    ada.sign_out()
    cookie = ada.sign_in().headers["Set-Cookie"]
    name, _, value = cookie.partition(";")[0].partition("=")
    assert (name, len(value)) == (NAME, 43)
    given = set(cookie.split("; ")[1:])
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=7776000"} <= given
    assert "Domain" not in cookie
    assert value not in (blog.text(STATE) or "")
    assert ada.see().headers.getlist("Set-Cookie") == []


def test_readers_get_no_cookie(blog: SignedBlog) -> None:
    ada = blog.owner()
    for path in ("/", "/2020/01/01/a/", "/nothing/", "/feed.xml"):
        assert "Set-Cookie" not in ada.client.get(path, base_url=ORIGIN).headers


def test_to_look_at_a_link_does_not_use_it(blog: SignedBlog) -> None:
    link = blog.access.invite("Ada", is_owner=True).token
    for _ in range(3):
        assert blog.browser().see("enter").status_code == 200
        assert blog.browser().options("enter", link=link, name="Ada")
    assert blog.browser().enter(link).status_code == 200


def test_a_link_is_good_once_and_for_ten_minutes(blog: SignedBlog) -> None:
    first, second = (blog.access.invite("Ada", is_owner=True).token for _ in range(2))
    blog.browser().enter(first)
    blog.clock.pass_by(INVITED)
    for link in (first, second, "", "x", first[:-1]):
        stranger = blog.browser(f"198.51.100.{len(link)}")
        assert error_of(stranger.send("enter/ask", {"link": link})) == "invitation"
        made = stranger.device.create({"challenge": "a" * 40, "user": {"id": "YQ"}})
        form = {"link": link, "name": "Eve", "answer": made}
        assert error_of(stranger.send("enter", form)) in ("invitation", "challenge")
    assert len(blog.people().members) == 1


def test_an_answer_is_good_once(blog: SignedBlog) -> None:
    ada = blog.owner()
    answer = ada.device.get(blog.browser().options("sign-in"))
    assert blog.browser().send("sign-in", {"answer": answer}).status_code == 200
    before = blog.text(STATE)
    assert error_of(blog.browser().send("sign-in", {"answer": answer})) == "replayed"
    blog.clock.pass_by(ASKED)
    assert error_of(blog.browser().send("sign-in", {"answer": answer})) == "challenge"
    assert blog.text(STATE) == before


def test_an_answer_is_good_for_five_minutes(blog: SignedBlog) -> None:
    ada = blog.owner()
    answer = ada.device.get(blog.browser().options("sign-in"))
    blog.clock.pass_by(ASKED)
    assert error_of(blog.browser().send("sign-in", {"answer": answer})) == "challenge"


def test_answers_for_one_thing_are_none_for_another(blog: SignedBlog) -> None:
    ada = blog.owner()
    links = [blog.access.invite(name, is_owner=True).token for name in ("Bob", "Eve")]
    visitor = blog.browser()
    asked = [visitor.options("enter", link=link, name="X") for link in links]
    made = visitor.device.create(asked[0])
    form = {"link": links[1], "name": "Eve", "answer": made}
    assert error_of(visitor.send("enter", form)) == "challenge"
    signed = ada.device.get(asked[0])
    assert error_of(visitor.send("sign-in", {"answer": signed})) == "challenge"
    made = visitor.device.create(visitor.options("sign-in") | {"user": {"id": "YQ"}})
    form = {"link": links[0], "name": "Bob", "answer": made}
    assert error_of(visitor.send("enter", form)) == "challenge"
    assert error_of(visitor.send("sign-in", {"answer": made})) == "passkey"
    assert [each.name for each in blog.people().members] == ["Ada"]


def test_answers_of_one_are_none_of_another(blog: SignedBlog) -> None:
    ada, bob = blog.owner(), blog.author()
    options = blog.browser().options("sign-in")
    of_ada, of_bob = (json.loads(each.device.get(options)) for each in (ada, bob))
    handle = {"userHandle": of_ada["response"]["userHandle"]}
    swapped = [
        of_bob | {"id": of_ada["id"], "rawId": of_ada["rawId"]},
        of_bob | {"response": of_ada["response"]},
        of_bob | {"response": of_bob["response"] | handle},
        of_bob | {"response": {k: v for k, v in of_bob["response"].items() if k != "userHandle"}},
        of_bob | {"rawId": of_ada["rawId"]},
    ]
    for number, answer in enumerate(swapped):
        visitor = blog.browser(f"198.51.100.{number}")
        assert error_of(visitor.send("sign-in", {"answer": json.dumps(answer)})) == "passkey"


@pytest.mark.parametrize(
    "device",
    [
        {"origin": "https://evil.test"},
        {"origin": "http://blog.test"},
        {"origin": "https://blog.test:444"},
        {"origin": "https://blog.test.evil.test"},
        {"origin": "https://evil.blog.test"},
        {"host": "evil.test"},
        {"host": "test"},
        {"flags": 1},
        {"flags": 4},
        {"flags": 0},
    ],
)
def test_no_passkey_is_believed_that_answers_elsewhere_or_unseen(
    blog: SignedBlog, device: dict[str, Any]
) -> None:
    ada, link = blog.owner(), blog.access.invite("Eve", is_owner=True).token
    for name, value in device.items():
        setattr(ada.device, name, value)
    visitor = blog.browser()
    answer = ada.device.get(visitor.options("sign-in"))
    assert error_of(visitor.send("sign-in", {"answer": answer})) == "passkey"
    other = Authenticator(**({"origin": ORIGIN, "host": "blog.test"} | device))
    made = other.create(visitor.options("enter", link=link, name="Eve"))
    form = {"link": link, "name": "Eve", "answer": made}
    assert error_of(visitor.send("enter", form)) == "passkey"


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
@pytest.mark.parametrize("value", ["", "AAAA", "!", None, 1, [], {"a": "b"}])
def test_a_broken_answer_lets_nobody_in(blog: SignedBlog, part: str, value: Any) -> None:
    ada = blog.owner()
    visitor = blog.browser()
    answer = ada.device.get(visitor.options("sign-in"))
    broken = bent(answer, lambda raw: raw["response"].update({part: value}))
    assert error_of(visitor.send("sign-in", {"answer": broken})) == "passkey"


@pytest.mark.parametrize(
    "answer", ["", "{", "null", "[]", "1", '"x"', "{}", '{"response": 1}', "[" * 50_000, "é\0"]
)
@pytest.mark.parametrize("page", ["enter", "sign-in"])
def test_what_is_no_answer_lets_nobody_in(blog: SignedBlog, page: str, answer: str) -> None:
    link = blog.access.invite("Eve", is_owner=True).token
    form = {"link": link, "name": "Eve", "answer": answer}
    assert error_of(blog.browser().send(page, form)) == "passkey"


def test_a_passkey_that_counts_backwards_is_refused(blog: SignedBlog) -> None:
    ada = blog.browser(counts=True)
    ada.enter(blog.access.invite("Ada", is_owner=True).token)
    assert ada.sign_out().status_code == 303
    assert ada.sign_in().status_code == 200
    ada.sign_out()
    ada.device.counter = 0
    assert error_of(ada.sign_in()) == "counter"


@pytest.mark.parametrize(
    "end",
    [
        lambda people, member: remove(people, member.id, None),
        lambda people, member: revoke_passkey(people, member.passkeys[0].id, None),
        lambda people, member: end_session(people, member.sessions[0].id, None),
    ],
)
def test_what_is_revoked_is_so_at_once(blog: SignedBlog, end: Callable[..., Any]) -> None:
    bob = blog.author()
    form = {"token": bob.token(), "key": KEY, "do": "delete"}
    (member,) = blog.people().members
    blog.access.change(lambda people, _now: end(people, member))
    assert not bob.is_in
    assert bob.send("edit", form).status_code == 401
    assert blog.text(KEY) == TEXT


def test_a_session_ends_after_thirty_idle_days_and_ninety_in_all(blog: SignedBlog) -> None:
    ada = blog.owner()
    day = timedelta(days=1)
    for _ in range(LONGEST_SESSION // day - 1):
        blog.clock.pass_by(day)
        assert ada.is_in
    blog.clock.pass_by(day)
    assert not ada.is_in
    ada.sign_in()
    blog.clock.pass_by(IDLE)
    assert not ada.is_in


def test_a_visit_reads_the_people_once_and_writes_them_once_a_day(blog: SignedBlog) -> None:
    ada = blog.owner()
    blog.clock.pass_by(timedelta(days=1))
    ada.see("token")
    blog.calls.clear()
    ada.see("token")
    assert blog.calls == {"bucket get": 1, "table get": 1}


def test_a_made_up_cookie_is_none(blog: SignedBlog) -> None:
    ada = blog.owner()
    session = blog.people().members[0].sessions[0]
    for value in ("x", session.digest, session.id, "", "é", "x" * 5000):
        ada.client.set_cookie(NAME, value, domain="blog.test", secure=True)
        assert not ada.is_in


@pytest.mark.parametrize("change", [*OPEN, *CHANGES])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.test", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.test"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.blog.test", "Sec-Fetch-Site": "same-site"},
        {"Origin": "http://blog.test"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
        {"Referer": f"{ORIGIN}{PREFIX}"},
        {},
    ],
)
def test_no_other_site_does_anything_with_a_session(
    blog: SignedBlog, change: str, headers: dict[str, str]
) -> None:
    ada = blog.owner()
    token = ada.token()
    before = [(info.key, info.etag) for info in blog.bucket.objects()]
    form = {"token": token, "key": KEY, "do": "delete", "name": "Eve", "role": "owner"}
    answer = ada.client.post(PREFIX + change, base_url=ORIGIN, data=form, headers=headers)
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (403, False)
    assert [(info.key, info.etag) for info in blog.bucket.objects()] == before


@pytest.mark.parametrize("change", CHANGES)
def test_the_token_of_another_session_is_none(blog: SignedBlog, change: str) -> None:
    ada, other = blog.owner(), blog.browser()
    other.device = ada.device
    other.sign_in()
    assert len({ada.token(), other.token(), ""}) == 3
    for token in (other.token(), "", "x"):
        form = {"token": token, "key": KEY, "do": "delete", "name": "Eve", "body": ""}
        assert ada.send(change, form).status_code == 403
    assert blog.text(KEY) == TEXT


@pytest.mark.parametrize("change", CHANGES)
def test_who_is_out_changes_nothing(blog: SignedBlog, change: str) -> None:
    form = {"token": "", "key": KEY, "do": "delete", "name": "Eve", "role": "owner"}
    stranger = blog.browser()
    assert stranger.send(change, form).status_code == 401
    data = stranger.send(change, form, {"Accept": "application/json"})
    assert (data.status_code, data.json) == (401, {"error": "signed-out", "problems": []})
    assert blog.text(KEY) == TEXT


@pytest.mark.parametrize("page", ["", "?in=files", f"edit?key={KEY}", "pictures", "people"])
def test_who_is_out_sees_nothing_but_where_to_sign_in(blog: SignedBlog, page: str) -> None:
    answer = blog.browser().see(page)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert "Sign in with a passkey" in answer.text
    assert "Text." not in answer.text
    assert 'name="token"' not in answer.text
    data = blog.browser().see(page, Accept="application/json")
    assert (data.status_code, data.json) == (401, {"error": "signed-out", "problems": []})


@pytest.mark.parametrize("page", ["", "enter", "sign-in", "people", "token", "files/signing.js"])
def test_while_it_is_off_there_is_nothing(page: str) -> None:
    never, off = SignedBlog(), SignedBlog()
    never.bucket.delete(STATE)
    ada = off.owner()
    off.access.turn_off()
    unknown = Blog().get("/_coldpress/nothing/")
    for browser in (never.browser(), ada):
        answer = browser.see(page)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (
            404,
            unknown.headers["Cache-Control"],
        )
        assert browser.send(page, {}).status_code == 405


def test_a_list_of_people_that_cannot_be_read_closes_the_desk(blog: SignedBlog) -> None:
    ada = blog.owner()
    blog.bucket.put(STATE, b"{", "application/json")
    assert ada.see().status_code == 503
    assert "The desk is closed" in ada.see("people").text
    assert ada.send("edit", {"key": KEY, "do": "delete"}).status_code == 503
    assert ada.send("sign-in", {}).status_code == 503


def test_without_an_address_there_is_no_desk() -> None:
    blog = SignedBlog(url="")
    answer = blog.app.test_client().get(PREFIX, headers={"Host": "blog.test"})
    assert answer.status_code == 404


def test_the_address_is_never_taken_from_a_visitor(blog: SignedBlog) -> None:
    evil = {"Host": "evil.test", "X-Forwarded-Host": "evil.test"}
    answer = blog.app.test_client().get(PREFIX, headers=evil)
    assert 'data-origin="https://blog.test"' in answer.text
    assert "evil.test" not in answer.text


def test_who_fails_too_often_waits_and_others_do_not(blog: SignedBlog) -> None:
    ada = blog.owner()
    ada.sign_out()
    mallory = blog.browser("198.51.100.7")
    for _ in range(MAXIMUM_FAILURES[0]):
        assert error_of(mallory.send("sign-in", {"answer": "{}"})) == "passkey"
    blog.calls.clear()
    answer = mallory.send("sign-in/ask", {})
    assert error_of(answer) == "wait"
    assert answer.headers["Retry-After"] == str(int(WAIT.total_seconds()))
    assert blog.calls["bucket put"] == 0
    assert ada.sign_in().status_code == 200
    blog.clock.pass_by(WAIT)
    assert mallory.send("sign-in/ask", {}).status_code == 200


def as_gateway(forwarded: str, source: str) -> dict[str, Any]:
    """What API Gateway says of where a request comes from."""
    event = {"requestContext": {"identity": {"sourceIp": source}}, "path": f"{PREFIX}sign-in"}
    return {"lambda.event": event, "HTTP_X_FORWARDED_FOR": forwarded}


def fail_from(blog: SignedBlog, forwarded: str, source: str) -> int:
    answer = blog.app.test_client().post(
        PREFIX + "sign-in",
        data={"answer": "{}"},
        headers={"Origin": ORIGIN},
        environ_overrides=as_gateway(forwarded, source),
    )
    return answer.status_code


def test_behind_a_cdn_its_visitors_are_told_apart(blog: SignedBlog) -> None:
    cdn = "203.0.113.1"
    tries = [fail_from(blog, f"198.51.100.7, {cdn}", cdn) for _ in range(MAXIMUM_FAILURES[0] + 1)]
    assert tries == [403] * MAXIMUM_FAILURES[0] + [429]
    assert fail_from(blog, f"198.51.100.8, {cdn}", cdn) == 403
    assert fail_from(blog, "198.51.100.7", "198.51.100.7") == 403


def test_a_household_has_one_network_of_ipv6(blog: SignedBlog) -> None:
    tries = [fail_from(blog, "", f"2001:db8::{n + 1}") for n in range(MAXIMUM_FAILURES[0] + 1)]
    assert tries[-1] == 429
    assert fail_from(blog, "", "2001:db8:0:1::1") == 403


def test_who_says_to_be_forwarded_for_others_is_stopped_all_the_same(blog: SignedBlog) -> None:
    mallory = "198.51.100.7"
    tries = [fail_from(blog, f"10.0.{n}.1, {mallory}", mallory) for n in range(101)]
    assert tries[-1] == 429
    assert fail_from(blog, "192.0.2.1", "192.0.2.1") == 403


def test_on_its_pages_runs_nothing_but_its_own_scripts(blog: SignedBlog) -> None:
    ada = blog.owner("<b>Ada</b>")
    link = ada.do("invite", name="<script>alert(1)</script>", role="author")
    for answer in (blog.browser().see(), blog.browser().see("enter"), ada.see("people"), link):
        policy = answer.headers["Content-Security-Policy"]
        nonce = re.findall(r"script-src 'nonce-([\w-]{24})';", policy)[0]
        scripts = re.findall(r"<script[^>]*>", answer.text)
        assert all(f'nonce="{nonce}"' in script for script in scripts)
        assert "<b>" not in answer.text
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_two_tabs_of_which_one_signs_in(blog: SignedBlog) -> None:
    ada = blog.owner()
    answer = ada.send("sign-in/ask", {}, {"Accept": "application/json"})
    assert error_of(answer) == "outdated"


def make_bob(blog: SignedBlog, ada: Browser) -> Browser:
    """An author whom an owner invites at the desk."""
    bob = blog.browser("192.0.2.2")
    assert bob.enter(ada.invite(name="Bob", role="author"), "Bob").status_code == 200
    return bob


def test_an_owner_invites_and_an_author_does_not(blog: SignedBlog) -> None:
    ada = blog.owner()
    bob = make_bob(blog, ada)
    (_, member) = blog.people().members
    assert (member.name, member.is_owner) == ("Bob", False)
    ids = [each.id for each in blog.people().members]
    for form in (
        {"name": "Eve", "role": "author"},
        {"name": "Eve", "role": "owner"},
        {"member": ids[0]},
        {"member": ids[1], "role": "owner"},
    ):
        answer = bob.do("invite", **form)
        assert (answer.status_code, "/enter#" in answer.text) == (403, False)
    assert blog.people().invitations == ()
    again = blog.browser("192.0.2.3")
    assert again.enter(bob.invite(member=ids[1])).status_code == 200
    assert [len(each.passkeys) for each in blog.people().members] == [1, 2]


@pytest.mark.parametrize("do", ["rename", "role", "remove", "passkey", "session", "nonsense", ""])
def test_an_author_changes_nobody_else(blog: SignedBlog, do: str) -> None:
    bob = make_bob(blog, blog.owner())
    before = blog.text(STATE)
    ada = blog.people().members[0]
    for target in (ada.id, ada.passkeys[0].id, ada.sessions[0].id):
        assert bob.do("people", do=do, id=target, value="owner").status_code in (403, 422)
    assert blog.text(STATE) == before
    assert ada.name not in bob.see("people").text


def test_an_author_makes_no_owner_of_himself(blog: SignedBlog) -> None:
    bob = make_bob(blog, blog.owner())
    member = blog.people().members[1]
    assert bob.do("people", do="role", id=member.id, value="owner").status_code == 403
    assert bob.do("people", do="rename", id=member.id, value="Robert").status_code == 303
    assert [each.name for each in blog.people().members] == ["Ada", "Robert"]


def test_who_lost_the_role_meanwhile_may_no_more(blog: SignedBlog) -> None:
    ada = blog.owner()
    eve = blog.owner("Eve")
    members = {each.name: each.id for each in blog.people().members}
    assert ada.do("people", do="role", id=members["Eve"], value="author").status_code == 303
    assert eve.do("people", do="remove", id=members["Ada"]).status_code == 403
    assert len(blog.people().members) == 2


def test_the_last_owner_stays(blog: SignedBlog) -> None:
    ada = blog.owner()
    (member,) = blog.people().members
    key = member.passkeys[0].id
    for do, target in (("remove", member.id), ("role", member.id), ("passkey", key)):
        answer = ada.do("people", do=do, id=target, value="author")
        assert answer.status_code == 403
        assert "Nobody would be left who can come in as an owner." in answer.text
    assert ada.is_in


def test_who_removes_themselves_is_out(blog: SignedBlog) -> None:
    blog.owner()
    eve = blog.owner("Eve")
    member = blog.people().members[1]
    answer = eve.do("people", do="remove", id=member.id)
    assert (answer.location, eve.is_in) == ("./", False)
    assert "Max-Age=0" in answer.headers["Set-Cookie"]


OWNERS_FILES = {
    "_config.yml": "title: X\n",
    "_includes/a.html": "<p>x</p>\n",
    "_data/a.yml": "a: 1\n",
    "_theme/style.css": "a{}\n",
    "assets/x.js": "alert(1)\n",
    "404.txt": "x\n",
}


@pytest.mark.parametrize("key", OWNERS_FILES)
def test_an_author_writes_no_file_that_shapes_the_blog(blog: SignedBlog, key: str) -> None:
    bob = make_bob(blog, blog.owner())
    blog.bucket.put(key, OWNERS_FILES[key].encode(), "text/plain")
    before = [(info.key, info.etag) for info in blog.bucket.objects()]
    info = blog.bucket.head(key)
    assert info
    form = {"key": key, "etag": info.etag, "version": "", "body": "changed", "front": ""}
    for do in ("save", "publish", "unpublish", "schedule", "delete"):
        answer = bob.do("edit", **form, do=do, when="2030-01-01T00:00")
        assert answer.status_code in (403, 422), do
    for do, name in (("rename", "a.md"), ("rename", "_posts/2020-01-01-b.md")):
        assert bob.do("edit", **form, do=do, name=name).status_code in (403, 422)
    assert bob.do("restore", key=key, text="x").status_code in (403, 409)
    now = [(info.key, info.etag) for info in blog.bucket.objects()]
    assert now == before


@pytest.mark.parametrize("key", ["_config.yaml", "_includes/new.html", "x.js", "x/y.css"])
def test_an_author_brings_no_such_file_about(blog: SignedBlog, key: str) -> None:
    bob = make_bob(blog, blog.owner())
    assert bob.do("restore", key=key, text="x").status_code == 403
    post = {"key": KEY, "body": "x", "front": "title: A", "do": "rename", "name": key}
    etag = blog.bucket.head(KEY)
    assert etag
    assert bob.do("edit", **post, etag=etag.etag).status_code in (403, 422)
    assert (blog.text(key), blog.text(KEY)) == (None, TEXT)


def test_an_author_writes_texts_and_an_owner_everything(blog: SignedBlog) -> None:
    ada = blog.owner()
    bob = make_bob(blog, ada)
    assert bob.do("new", title="By Bob", kind="post").status_code == 303
    assert blog.text("_drafts/by-bob.md")
    config = blog.bucket.head("_config.yml")
    assert config
    form = {"key": "_config.yml", "etag": config.etag, "base": "", "front": ""}
    assert ada.do("edit", **form, body="title: New\n", do="save").status_code == 303
    assert blog.text("_config.yml") == "title: New\n"
