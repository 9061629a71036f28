"""Letting a program write: who is asked what, what the program gets, and what nobody gets."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from handler.core.people.leaving import remove
from handler.core.people.state import CODE, STATE, Refused
from handler.services.peers import Fetched
from handler.services.people.programs import Claim
from handler.web.desk.desk import PREFIX
from tests.web.desk.desk import form_in
from tests.web.desk.signed import ORIGIN, Browser
from tests.web.programs.programs import (
    CLIENT,
    REDIRECT,
    VERIFIER,
    Program,
    ProgramBlog,
    back,
    consent,
    error_of,
    redeem,
    request_of,
)

METADATA = "/_coldpress/indieauth/metadata"
AUTHORIZE = "/_coldpress/desk/authorize"
APP = "an-app://back"


@pytest.fixture
def blog() -> ProgramBlog:
    return ProgramBlog()


@pytest.fixture
def ada(blog: ProgramBlog) -> Browser:
    return blog.owner()


def code_for(browser: Browser, **changed: str) -> str:
    return back(consent(browser, request_of(**changed)))["code"]


def test_a_page_leads_to_all_that_a_program_needs(blog: ProgramBlog, ada: Browser) -> None:
    blog.services.announcing.tell()
    page = blog.get("/").text
    found = blog.ask(METADATA).json or {}
    assert f'<link rel="indieauth-metadata" href="{ORIGIN}{METADATA}">' in page
    assert f'<link rel="micropub" href="{ORIGIN}/_coldpress/micropub">' in page
    for name in ("authorization_endpoint", "token_endpoint"):
        assert f'<link rel="{name}" href="{found[name]}">' in page
    assert f"{ORIGIN}{METADATA}".startswith(found["issuer"])
    assert found["code_challenge_methods_supported"] == ["S256"]


def test_a_program_is_let_write_and_does(blog: ProgramBlog, ada: Browser) -> None:
    told = back(consent(ada, request_of()))
    assert (told["state"], told["iss"]) == ("state-1", f"{ORIGIN}/_coldpress/indieauth/")
    given = redeem(blog, told["code"]).json or {}
    assert (given["token_type"], given["scope"], given["me"]) == (
        "Bearer",
        "create update",
        f"{ORIGIN}/",
    )
    assert given["expires_in"] > 0
    program = Program(blog, given["access_token"], given["refresh_token"])
    assert program.create(content=["Text."]).status_code == 201
    assert blog.keys("_posts/") == ["_posts/2026-06-01-text.md"]


def test_the_question_names_program_person_and_scopes(blog: ProgramBlog, ada: Browser) -> None:
    page = ada.see(f"authorize?{urlencode(request_of(scope='create nonsense media profile'))}")
    assert "May client.test write on your blog?" in page.text
    assert CLIENT in page.text
    assert page.text.count('name="allowed"') == 3
    assert "form-action" not in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "private, no-store"


def test_who_is_not_signed_in_is_asked_to_first(blog: ProgramBlog) -> None:
    page = blog.browser().see(f"authorize?{urlencode(request_of())}")
    assert (page.status_code, 'name="allowed"' in page.text) == (200, False)
    assert 'id="sign-in"' in page.text


def test_scopes_that_were_unticked_are_not_given(blog: ProgramBlog, ada: Browser) -> None:
    told = back(consent(ada, request_of(), allowed=["create", "delete", "x"]))
    assert (redeem(blog, told["code"]).json or {})["scope"] == "create delete"


def test_who_says_no_sends_the_program_away(blog: ProgramBlog, ada: Browser) -> None:
    told = back(consent(ada, request_of(), do="deny"))
    assert (told["error"], "code" in told, told["state"]) == ("access_denied", False, "state-1")
    assert back(consent(ada, request_of(), do="nonsense"))["error"] == "access_denied"


def test_who_only_signs_in_elsewhere_lets_nobody_write(blog: ProgramBlog, ada: Browser) -> None:
    code = code_for(ada, scope="")
    assert error_of(redeem(blog, code)) == (400, "invalid_grant")
    answer = redeem(blog, code, AUTHORIZE)
    assert answer.json == {"me": f"{ORIGIN}/"}
    assert error_of(redeem(blog, code, AUTHORIZE)) == (400, "invalid_grant")


def test_an_author_is_not_known_as_the_blog(blog: ProgramBlog) -> None:
    bob = blog.author()
    given = redeem(blog, code_for(bob, scope="profile")).json or {}
    (member,) = blog.people().members
    assert given["me"] == f"{ORIGIN}/?author={member.id}"
    assert given["profile"] == {"name": "Bob", "url": given["me"]}


@pytest.mark.parametrize(
    "changed",
    [
        {"code_verifier": "w" * 43},
        {"code_verifier": ""},
        {"client_id": "https://other.test/"},
        {"client_id": "https://client.test"},
        {"redirect_uri": "https://client.test/other"},
        {"redirect_uri": ""},
    ],
)
def test_a_code_is_good_for_its_program_alone(
    blog: ProgramBlog, ada: Browser, changed: dict[str, str]
) -> None:
    code = code_for(ada)
    assert error_of(redeem(blog, code, **changed)) == (400, "invalid_grant")
    assert redeem(blog, code).status_code == 200


def test_a_code_that_comes_twice_ends_what_it_gave(blog: ProgramBlog, ada: Browser) -> None:
    code = code_for(ada)
    given = redeem(blog, code).json or {}
    program = Program(blog, given["access_token"])
    assert program.query(q="config").status_code == 200
    assert error_of(redeem(blog, code)) == (400, "invalid_grant")
    assert error_of(program.query(q="config")) == (401, "invalid_token")


@pytest.mark.parametrize("scope", ["create", "profile"])
def test_a_code_that_comes_twice_at_once_is_good_for_nobody(
    blog: ProgramBlog, ada: Browser, scope: str
) -> None:
    claim = Claim(code_for(ada, scope=scope), CLIENT, REDIRECT, VERIFIER)
    before = blog.people()  # As two read it that are asked in the same moment.
    granted = blog.services.programs.grant(before, claim)
    for again in (blog.services.programs.grant, blog.services.programs.identify):
        with pytest.raises(Refused):
            again(before, claim)
    assert error_of(Program(blog, granted.token).query(q="config")) == (401, "invalid_token")


def test_a_code_expires_and_cannot_be_made_up(blog: ProgramBlog, ada: Browser) -> None:
    code = code_for(ada)
    blog.clock.time += CODE
    assert error_of(redeem(blog, code)) == (400, "invalid_grant")
    for made in ("", "x", "é", code[:-2], code + "A", "A" * 10_000, code_for(ada)[::-1]):
        assert error_of(redeem(blog, made)) == (400, "invalid_grant")


def test_a_code_of_who_was_removed_is_none(blog: ProgramBlog, ada: Browser) -> None:
    code = code_for(ada)
    (member,) = blog.people().members
    blog.access.change(lambda people, _now: remove(people, member.id, None))
    assert error_of(redeem(blog, code))[0] == 400


@pytest.mark.parametrize(
    "changed",
    [
        {"redirect_uri": "https://evil.test/"},
        {"redirect_uri": "https://client.test.evil.test/"},
        {"redirect_uri": "https://client.test@evil.test/"},
        {"redirect_uri": "https://client.test:8443/back"},
        {"redirect_uri": "http://client.test/back"},
        {"redirect_uri": "//client.test/back"},
        {"redirect_uri": "/back"},
        {"redirect_uri": ""},
        {"redirect_uri": "https://client.test\\@evil.test/"},
        {"redirect_uri": "https://client.test/back#x"},
        {"redirect_uri": "https://client.test/\r\nSet-Cookie: a=b"},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": "data:text/html,x"},
        {"redirect_uri": APP},
        {"client_id": ""},
        {"client_id": "client.test"},
        {"client_id": "javascript:alert(1)"},
        {"client_id": "https://10.0.0.1/", "redirect_uri": "https://10.0.0.1/"},
        {"client_id": "https://[::1]/", "redirect_uri": "https://evil.test/"},
        {"client_id": "http://client.test/", "redirect_uri": "http://client.test/"},
        {"client_id": "https://a:b@client.test/"},
    ],
)
def test_nobody_is_sent_where_the_program_is_not(
    blog: ProgramBlog, ada: Browser, changed: dict[str, str]
) -> None:
    asked = request_of() | changed
    page = ada.see(f"authorize?{urlencode(asked)}")
    assert (page.status_code, "Location" in page.headers) == (400, False)
    form = {"token": ada.token(), "do": "allow", "allowed": "create"}
    answer = ada.send("consent", asked | form)
    assert (answer.status_code, "Location" in answer.headers) == (400, False)


@pytest.mark.parametrize(
    "changed",
    [
        {"code_challenge": ""},
        {"code_challenge": "short"},
        {"code_challenge_method": "plain"},
        {"code_challenge_method": ""},
        {"response_type": "token"},
        {"state": "x" * 2000},
    ],
)
def test_a_program_that_proves_nothing_is_not_let_in(
    blog: ProgramBlog, ada: Browser, changed: dict[str, str]
) -> None:
    page = ada.see(f"authorize?{urlencode(request_of() | changed)}")
    assert (page.status_code, "Location" in page.headers) == (400, False)


def test_a_program_of_this_device_is_reached_as_its_own_page_says(
    blog: ProgramBlog, ada: Browser
) -> None:
    text = f'<head><link rel="redirect_uri" href="{APP}"></head>'
    blog.pages.there[CLIENT] = Fetched(200, CLIENT, (), "text/html", text)
    page = ada.see(f"authorize?{urlencode(request_of(redirect_uri=APP))}")
    assert "an-app:" in page.text
    told = consent(ada, request_of(redirect_uri=APP))
    assert told.headers["Location"].startswith(f"{APP}?code=")
    assert redeem(blog, back(told)["code"], redirect_uri=APP).status_code == 200
    other = ada.see(f"authorize?{urlencode(request_of(redirect_uri='other-app://back'))}")
    assert other.status_code == 400


def test_no_page_is_fetched_unless_it_has_to_be(blog: ProgramBlog, ada: Browser) -> None:
    consent(ada, request_of())
    blog.browser().see(f"authorize?{urlencode(request_of(redirect_uri=APP))}")
    assert blog.pages.asked == []
    for client in ("https://client.test:8443/", "http://localhost/", "https://127.0.0.1/"):
        ada.see(f"authorize?{urlencode(request_of(client_id=client, redirect_uri=APP))}")
    assert blog.pages.asked == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.test", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "null"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
        {},
    ],
)
def test_no_other_site_lets_a_program_write(
    blog: ProgramBlog, ada: Browser, headers: dict[str, str]
) -> None:
    form = request_of() | {"token": ada.token(), "do": "allow", "allowed": "create"}
    before = blog.text(STATE)
    for page in ("consent", "program"):
        answer = ada.client.post(
            PREFIX + page, base_url=ORIGIN, data=form | {"name": "x"}, headers=headers
        )
        assert (answer.status_code, "Location" in answer.headers) == (403, False)
    assert blog.text(STATE) == before


def test_a_form_without_the_token_of_the_page_allows_nothing(
    blog: ProgramBlog, ada: Browser
) -> None:
    answer = ada.send("consent", request_of() | {"do": "allow", "allowed": "create"})
    assert (answer.status_code, "Location" in answer.headers) == (403, False)


def test_hostile_names_stand_on_the_page_as_text(blog: ProgramBlog, ada: Browser) -> None:
    state = '"><script>alert(1)</script>'
    page = ada.see(f"authorize?{urlencode(request_of(state=state, scope=state))}")
    assert "<script>alert" not in page.text
    assert form_in(page.text)["state"] == state
    refused = ada.see(f"authorize?{urlencode(request_of(client_id=state))}")
    assert "<script>alert" not in refused.text


def test_a_token_is_renewed_and_the_old_ones_are_good_no_more(blog: ProgramBlog) -> None:
    program = blog.program("create update")

    def renew(token: str, **more: str) -> Any:
        given = {"grant_type": "refresh_token", "refresh_token": token, "client_id": CLIENT}
        return blog.ask("/_coldpress/indieauth/token", "POST", data=given | more)

    assert error_of(renew(program.refresh, client_id="https://other.test/"))[0] == 400
    assert error_of(renew(program.refresh, scope="delete"))[0] == 400
    blog.clock.time += timedelta(days=100)
    assert error_of(program.query(q="config")) == (401, "invalid_token")
    given = renew(program.refresh).json
    assert given["scope"] == "create update"
    assert Program(blog, given["access_token"]).query(q="config").status_code == 200
    assert error_of(renew(program.refresh)) == (400, "invalid_grant")
    blog.clock.time += timedelta(days=181)
    assert error_of(renew(given["refresh_token"])) == (400, "invalid_grant")


def test_a_token_is_looked_at_and_revoked(blog: ProgramBlog) -> None:
    program, other = blog.program("create"), blog.program("update")

    def ask(name: str, headers: dict[str, str], token: str) -> Any:
        return blog.ask(f"/_coldpress/indieauth/{name}", "POST", headers, data={"token": token})

    found = ask("introspect", other.headers, program.token).json
    assert (found["active"], found["scope"], found["client_id"]) == (True, "create", CLIENT)
    assert ask("introspect", other.headers, "made up").json == {"active": False}
    assert error_of(ask("introspect", {}, program.token)) == (401, "unauthorized")
    assert ask("revoke", {}, program.token).status_code == 200
    assert ask("revoke", {}, "made up").status_code == 200
    assert error_of(program.query(q="config")) == (401, "invalid_token")
    assert ask("introspect", other.headers, program.token).json == {"active": False}
    blog.ask("/_coldpress/indieauth/token", "POST", data={"action": "revoke", "token": other.token})
    assert error_of(other.query(q="config")) == (401, "invalid_token")


def test_older_programs_verify_a_token_at_the_token_endpoint(blog: ProgramBlog) -> None:
    program = blog.program("create")
    answer = blog.ask("/_coldpress/indieauth/token", headers=program.headers)
    found = answer.json or {}
    assert (found["me"], found["scope"], found["client_id"]) == (f"{ORIGIN}/", "create", CLIENT)


def test_who_somebody_is_needs_its_scope(blog: ProgramBlog) -> None:
    place = "/_coldpress/indieauth/userinfo"
    assert error_of(blog.ask(place, headers=blog.program("create").headers))[0] == 403
    answer = blog.ask(place, headers=blog.program("profile").headers)
    assert answer.json == {"name": "Ada", "url": f"{ORIGIN}/"}


def test_other_grants_are_refused(blog: ProgramBlog) -> None:
    blog.member()
    answer = blog.ask("/_coldpress/indieauth/token", "POST", data={"grant_type": "password"})
    assert error_of(answer) == (400, "unsupported_grant_type")


def test_programs_are_listed_and_stopped_by_their_people(blog: ProgramBlog, ada: Browser) -> None:
    redeem(blog, code_for(ada))
    page = ada.see("people").text
    assert "client.test" in page
    (program,) = blog.people().members[0].programs
    assert REDIRECT not in page
    bob = blog.author()
    assert bob.do("people", do="program", id=program.id).status_code == 403
    assert "client.test" not in bob.see("people").text
    assert ada.do("people", do="program", id=program.id).status_code == 303
    assert blog.people().members[0].programs == ()


def test_a_token_by_hand_is_shown_once_and_writes(blog: ProgramBlog, ada: Browser) -> None:
    page = ada.do("program", name="Shortcuts").text
    token = page.split('id="link" value="')[1].split('"')[0]
    assert f"{ORIGIN}/_coldpress/micropub" in page
    assert Program(blog, token).create(content=["From a phone."]).status_code == 201
    again = ada.see("people").text
    assert ("Shortcuts" in again, token in again) == (True, False)
    assert token not in (blog.text(STATE) or "")
    assert ada.do("program", name=" ").status_code == 403


def test_nothing_of_a_token_is_kept_but_its_digest(blog: ProgramBlog, ada: Browser) -> None:
    code = code_for(ada)
    given = redeem(blog, code).json or {}
    for secret in (code, given["access_token"], given["refresh_token"]):
        assert secret not in (blog.text(STATE) or "")


def test_a_code_of_before_the_desk_was_off_is_none(blog: ProgramBlog, ada: Browser) -> None:
    code = code_for(ada)
    blog.access.turn_off()
    blog.access.turn_on()
    assert error_of(redeem(blog, code)) == (400, "invalid_grant")


def test_turning_the_desk_off_ends_all_programs(blog: ProgramBlog) -> None:
    program = blog.program()
    blog.access.turn_off()
    assert program.query(q="config").status_code == 404
    assert blog.ask(METADATA).status_code == 404
    blog.access.turn_on()
    assert error_of(program.query(q="config")) == (401, "invalid_token")
