"""Coming in at the desk by link and passkey, and answers that do not lead in."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from handler.core.people.leaving import end_session, remove, revoke_passkey
from handler.core.people.state import ASKED, IDLE, INVITED, LONGEST_SESSION, STATE
from handler.web.desk.signing.cookies import NAME
from tests.web.blog import DOWN
from tests.web.desk.authenticator import Authenticator
from tests.web.desk.signed import KEY, ORIGIN, TEXT, SignedBlog, error_of


@pytest.fixture
def blog() -> SignedBlog:
    blog = SignedBlog()
    blog.put(KEY, TEXT)
    return blog


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


def test_no_page_of_the_desk_is_in_any_cache(blog: SignedBlog) -> None:
    ada, kept = blog.owner(), blog.page_items()
    pages = ["", "?in=files", f"edit?key={KEY}", f"history?key={KEY}", "deleted", "pictures"]
    pages += ["people", "enter", "token", "edit?key=nothing.md", "files/desk.css"]
    form = dict.fromkeys(("front", "line"), "") | {"key": KEY, "etag": "x", "body": "Text."}
    shown = [ada.see(page) for page in pages] + [ada.do("preview", **form), ada.do("check", **form)]
    assert {answer.headers["Cache-Control"] for answer in shown} == {"private, no-store"}
    assert not any("ETag" in answer.headers for answer in shown)
    assert blog.page_items() == kept
    assert blog.get("/2020/01/01/a/").status_code == 200
    assert len(blog.page_items()) > len(kept)


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
def test_a_broken_answer_lets_nobody_in(blog: SignedBlog, part: str) -> None:
    ada = blog.owner()
    visitor = blog.browser()
    values: list[Any] = ["", "AAAA", "!", None, 1, [], {"a": "b"}]
    for value in values:
        raw = json.loads(ada.device.get(visitor.options("sign-in")))
        raw["response"][part] = value
        assert error_of(visitor.send("sign-in", {"answer": json.dumps(raw)})) == "passkey"


@pytest.mark.parametrize(
    "answer", ["", "{", "null", "[]", "1", '"x"', "{}", '{"response": 1}', "[" * 50_000, "é\0"]
)
def test_what_is_no_answer_lets_nobody_in(blog: SignedBlog, answer: str) -> None:
    link = blog.access.invite("Eve", is_owner=True).token
    form = {"link": link, "name": "Eve", "answer": answer}
    for page in ("enter", "sign-in"):
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


def test_on_a_bad_day_nobody_comes_in_and_nothing_is_used_up(blog: SignedBlog) -> None:
    ada = blog.owner()
    link = blog.access.invite("Eve", is_owner=False).token
    eve = blog.browser()
    answer = ada.device.get(blog.browser().options("sign-in"))
    made = eve.device.create(eve.options("enter", link=link, name="Eve"))
    forms = {"sign-in": {"answer": answer}, "enter": {"link": link, "name": "Eve", "answer": made}}
    for failing in ("bucket get", "bucket put"):
        blog.failing = {failing: DOWN}
        for page, form in forms.items():
            refused = blog.browser().send(page, form)
            assert (refused.status_code, "Set-Cookie" in refused.headers) == (503, False)
        assert ada.see().status_code == (503 if failing == "bucket get" else 200)
    blog.failing = {}
    for page, form in forms.items():
        assert blog.browser().send(page, form).status_code == 200


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


def test_two_tabs_of_which_one_signs_in(blog: SignedBlog) -> None:
    ada = blog.owner()
    answer = ada.send("sign-in/ask", {}, {"Accept": "application/json"})
    assert error_of(answer) == "outdated"
