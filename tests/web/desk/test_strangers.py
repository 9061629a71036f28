"""What strangers, other sites and those who are out get of a desk with sign-in: nothing."""

import base64
import json
import re
from typing import Any

import pytest

from handler.core.people.state import STATE
from handler.services.people.attempts import MAXIMUM_FAILURES, WAIT
from handler.web.desk.desk import PREFIX
from handler.web.desk.signing.cookies import NAME
from tests.web.blog import Blog
from tests.web.desk.signed import KEY, ORIGIN, TEXT, SignedBlog, error_of

OPEN = ("enter", "enter/ask", "sign-in", "sign-in/ask")
CHANGES = ("new", "edit", "check", "preview", "restore", "pictures", "people", "invite", "sign-out")


@pytest.fixture
def blog() -> SignedBlog:
    blog = SignedBlog()
    blog.put(KEY, TEXT)
    return blog


def test_a_made_up_cookie_is_none(blog: SignedBlog) -> None:
    ada = blog.owner()
    session = blog.people().members[0].sessions[0]
    for value in ("x", session.digest, session.id, "", "é", "x" * 3000):
        ada.client.set_cookie(NAME, value, domain="blog.test", secure=True)
        assert not ada.is_in


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
    blog: SignedBlog, headers: dict[str, str]
) -> None:
    ada = blog.owner()
    form = {"token": ada.token(), "key": KEY, "do": "delete", "name": "Eve", "role": "owner"}
    before = [(info.key, info.etag) for info in blog.bucket.objects()]
    for change in (*OPEN, *CHANGES):
        answer = ada.client.post(PREFIX + change, base_url=ORIGIN, data=form, headers=headers)
        assert (answer.status_code, "Set-Cookie" in answer.headers) == (403, False), change
    assert [(info.key, info.etag) for info in blog.bucket.objects()] == before


def test_the_token_of_another_session_is_none(blog: SignedBlog) -> None:
    ada, other = blog.owner(), blog.browser()
    other.device = ada.device
    other.sign_in()
    tokens = {ada.token(), other.token(), ""}
    assert len(tokens) == 3
    for token in ("x", *tokens - {ada.token()}):
        form = {"token": token, "key": KEY, "do": "delete", "name": "Eve", "body": ""}
        assert {ada.send(change, form).status_code for change in CHANGES} == {403}
    assert blog.text(KEY) == TEXT


def test_who_is_out_changes_nothing(blog: SignedBlog) -> None:
    form = {"token": "", "key": KEY, "do": "delete", "name": "Eve", "role": "owner"}
    stranger = blog.browser()
    assert {stranger.send(change, form).status_code for change in CHANGES} == {401}
    for change in CHANGES:
        data = stranger.send(change, form, {"Accept": "application/json"})
        assert (data.status_code, data.json) == (401, {"error": "signed-out", "problems": []})
    assert blog.text(KEY) == TEXT


@pytest.mark.parametrize(
    "tail", [b"", b"\xfb", b"\x19\0", b"\xa1", b"\x5b" + b"\xff" * 8, b"\x81" * 2000]
)
def test_an_answer_that_ends_amid_a_value_is_a_wrong_one(blog: SignedBlog, tail: bytes) -> None:
    mallory = blog.browser()
    asked = mallory.options("sign-in")
    answer = json.loads(mallory.device.get(asked))
    data = b"\0" * 32 + bytes([0b1000_0101]) + b"\0" * 4 + tail
    answer["response"]["authenticatorData"] = base64.urlsafe_b64encode(data).decode().rstrip("=")
    assert error_of(mallory.send("sign-in", {"answer": json.dumps(answer)})) == "passkey"


@pytest.mark.parametrize("page", ["", "?in=files", f"edit?key={KEY}", "pictures", "people"])
def test_who_is_out_sees_nothing_but_where_to_sign_in(blog: SignedBlog, page: str) -> None:
    answer = blog.browser().see(page)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert "Sign in with a passkey" in answer.text
    assert "Text." not in answer.text
    assert 'name="token"' not in answer.text
    data = blog.browser().see(page, Accept="application/json")
    assert (data.status_code, data.json) == (401, {"error": "signed-out", "problems": []})


def test_while_it_is_off_there_is_nothing() -> None:
    never, off = SignedBlog(), SignedBlog()
    never.bucket.delete(STATE)
    ada = off.owner()
    off.access.turn_off()
    unknown = Blog().get("/_coldpress/nothing/")
    for page in ("", "enter", "sign-in", "people", "token", "files/signing.js"):
        for browser in (never.browser(), ada):
            answer = browser.see(page)
            assert answer.status_code == 404
            assert answer.headers["Cache-Control"] == unknown.headers["Cache-Control"]
            assert browser.send(page, {}).status_code == 405


def test_nobody_reads_or_writes_the_list_of_people(blog: SignedBlog) -> None:
    ada = blog.owner()
    assert ada.client.get(f"/{STATE}", base_url=ORIGIN).status_code == 404
    assert ada.see(f"edit?key={STATE}").status_code == 422
    before = blog.text(STATE)
    form = {"key": STATE, "etag": "", "base": "e30=", "front": "", "body": "{}", "name": STATE}
    for change, do in (("edit", "save"), ("edit", "delete"), ("restore", "")):
        assert ada.do(change, **form, do=do).status_code == 422
    assert ada.do("edit", **form | {"key": KEY}, do="rename").status_code in (409, 422)
    assert blog.text(STATE) == before


def test_a_list_of_people_that_cannot_be_read_closes_the_desk(blog: SignedBlog) -> None:
    ada = blog.owner()
    blog.bucket.put(STATE, b"{", "application/json")
    assert ada.see().status_code == 503
    assert "The desk is closed" in ada.see("people").text
    assert ada.send("edit", {"key": KEY, "do": "delete"}).status_code == 503
    assert ada.send("sign-in", {}).status_code == 503


def test_who_is_out_sends_no_more_than_an_answer_has(blog: SignedBlog) -> None:
    link = {"link": "x", "name": "x" * 100_000}
    data = {"Accept": "application/json"}
    assert blog.browser().send("enter/ask", link, data).status_code == 413
    text = {"key": KEY, "body": "x" * 100_000}
    assert blog.browser().send("edit", text, data).status_code == 401
    assert blog.owner().send("edit", text, data).status_code == 403


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
    answer = mallory.send("sign-in", {"answer": "{}"})
    assert error_of(answer) == "wait"
    assert answer.headers["Retry-After"] == str(int(WAIT.total_seconds()))
    assert blog.calls["bucket put"] == 0
    assert ada.sign_in().status_code == 200
    blog.clock.pass_by(WAIT)
    assert error_of(mallory.send("sign-in", {"answer": "{}"})) == "passkey"


@pytest.mark.slow
def test_nobody_who_has_a_passkey_or_a_link_waits_for_what_others_guess(blog: SignedBlog) -> None:
    ada, cdn = blog.owner(), "192.0.2.1"
    ada.sign_out()
    for number in range(300):
        fail_from(blog, f"198.51.{number}.7, {cdn}", cdn)
        fail_from(blog, "", cdn)
    assert fail_from(blog, "198.51.100.8", cdn) == 429
    assert fail_from(blog, "", cdn) == 429
    link = blog.access.invite("Eve", is_owner=False).token
    assert blog.browser(cdn).enter(link, "Eve").status_code == 200
    assert ada.sign_in().status_code == 200


def test_wrong_answers_in_the_name_of_a_passkey_are_limited_for_their_network_alone(
    blog: SignedBlog,
) -> None:
    ada, mallory = blog.owner(), blog.browser("198.51.100.7")
    ada.sign_out()
    mallory.device.credential = ada.device.credential
    forged = {"answer": mallory.device.get(mallory.options("sign-in"))}
    for _ in range(MAXIMUM_FAILURES[0]):
        assert error_of(mallory.send("sign-in", forged)) == "passkey"
    assert error_of(mallory.send("sign-in", forged)) == "wait"
    assert ada.sign_in().status_code == 200


@pytest.mark.parametrize("answer", ["", "[]", "{", '{"rawId": "\\ud800"}', '{"rawId": 1}'])
def test_what_names_nothing_is_a_guess(blog: SignedBlog, answer: str) -> None:
    stranger = blog.browser()
    for _ in range(MAXIMUM_FAILURES[0]):
        assert error_of(stranger.send("sign-in", {"answer": answer})) == "passkey"
    assert error_of(stranger.send("sign-in", {"answer": answer})) == "wait"


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
    alone = [fail_from(blog, "198.51.100.9", "203.0.113.2") for _ in tries]
    assert alone == tries
    assert fail_from(blog, "198.51.100.8", "203.0.113.2") == 403


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
