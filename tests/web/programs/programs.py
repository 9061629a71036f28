"""A blog with a desk, and programs that write there for the people of it."""

import base64
import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from werkzeug.test import TestResponse

from handler.core.people.programs import add_program
from handler.core.people.state import Member
from handler.services.peers import Fetched
from handler.services.people.access import new_id
from handler.web.desk.signing.names import MEDIA, MICROPUB
from tests.web.desk.desk import form_in
from tests.web.desk.signed import ORIGIN, Browser, SignedBlog

CLIENT = "https://client.test/"
REDIRECT = "https://client.test/back"
VERIFIER = "v" * 43
TOKEN_ENDPOINT = "/_coldpress/indieauth/token"
ALL = "create draft update delete undelete media profile"


def challenge_of(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@dataclass
class Pages:
    """What programs have at their addresses, and which were asked for."""

    there: dict[str, Fetched] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def get(self, address: str, **_bounds: Any) -> Fetched | None:
        self.asked.append(address)
        return self.there.get(address)

    def post(self, *_arguments: Any, **_bounds: Any) -> int | None:
        raise AssertionError("Nobody is sent anything.")


class ProgramBlog(SignedBlog):
    """A blog for whose people programs write."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.pages = Pages()
        self.services.open_web = self.pages

    def member(self, name: str = "Ada", *, is_owner: bool = True) -> Member:
        """Somebody at the desk, who comes to be if need be."""
        found = next((each for each in self.people().members if each.name == name), None)
        if found is None:
            found = Member(new_id(), name, is_owner)
            new = (*self.people().members, found)
            self.access.change(lambda people, _now: replace(people, members=new))
        return found

    def program(self, scopes: str = ALL, name: str = "Ada", *, is_owner: bool = True) -> "Program":
        """A program that somebody lets write, with these scopes."""
        member = self.member(name, is_owner=is_owner)
        programs = self.services.programs
        token, refresh, made = programs._new(CLIENT, scopes, "", is_renewed=True)
        self.access.change(lambda people, now: add_program(people, member.id, made, None, now))
        return Program(self, token, refresh)

    def ask(
        self, path: str, method: str = "GET", headers: dict[str, str] | None = None, **more: Any
    ) -> TestResponse:
        client = self.app.test_client()
        return client.open(path, method=method, base_url=ORIGIN, headers=headers, **more)

    def shown(self, address: str) -> str:
        """What readers get at an address that was answered."""
        assert address.startswith(f"{ORIGIN}/"), address
        answer = self.get(urlsplit(address).path)
        assert answer.status_code == 200, address
        return answer.text

    def keys(self, prefix: str = "_") -> list[str]:
        """The files of the blog, but for its configuration."""
        found = (info.key for info in self.bucket.objects(prefix=prefix))
        return [key for key in found if key != "_config.yml"]


@dataclass
class Program:
    """A program with a token."""

    blog: ProgramBlog
    token: str
    refresh: str = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def form(self, *pairs: tuple[str, str]) -> TestResponse:
        """A form, encoded as programs do."""
        kind = "application/x-www-form-urlencoded"
        return self.blog.ask(
            MICROPUB, "POST", self.headers, data=urlencode(pairs), content_type=kind
        )

    def json(self, value: object) -> TestResponse:
        text = value if isinstance(value, str) else json.dumps(value)
        return self.blog.ask(
            MICROPUB, "POST", self.headers, data=text, content_type="application/json"
        )

    def create(self, **properties: Any) -> TestResponse:
        """A post by JSON."""
        named = {name.replace("_", "-"): value for name, value in properties.items()}
        return self.json({"type": ["h-entry"], "properties": named})

    def made(self, **properties: Any) -> str:
        """The address of a post that is created."""
        answer = self.create(**properties)
        assert answer.status_code in (201, 202), answer.text
        return answer.headers["Location"]

    def multipart(self, fields: dict[str, Any], to: str = MICROPUB) -> TestResponse:
        return self.blog.ask(
            to, "POST", self.headers, data=fields, content_type="multipart/form-data"
        )

    def upload(self, fields: dict[str, Any]) -> TestResponse:
        return self.multipart(fields, MEDIA)

    def update(self, url: str, **changes: Any) -> TestResponse:
        return self.json({"action": "update", "url": url, **changes})

    def act(self, action: str, url: str) -> TestResponse:
        return self.json({"action": action, "url": url})

    def query(self, **asked: Any) -> TestResponse:
        return self.blog.ask(MICROPUB, headers=self.headers, query_string=asked)

    def source(self, url: str) -> dict[str, Any]:
        """The properties of a post."""
        answer = self.query(q="source", url=url)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = (answer.json or {})["properties"]
        return found


def request_of(**changed: str) -> dict[str, str]:
    """What a program asks for at the authorization endpoint."""
    asked = {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": REDIRECT,
        "state": "state-1",
        "scope": "create update",
        "code_challenge": challenge_of(VERIFIER),
        "code_challenge_method": "S256",
    }
    return {name: value for name, value in (asked | changed).items() if value}


def consent(
    browser: Browser, asked: dict[str, str], do: str = "allow", **more: Any
) -> TestResponse:
    """What pressing a button of the question leads to."""
    page = browser.see(f"authorize?{urlencode(asked)}")
    assert page.status_code == 200, page.text
    allowed = asked.get("scope", "").split()
    return browser.send("consent", {**form_in(page.text), "allowed": allowed, "do": do, **more})


def back(answer: TestResponse) -> dict[str, str]:
    """What a program is told when somebody is sent back to it."""
    assert answer.status_code == 303, answer.text
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    return {name: value for name, (value,) in query.items()}


def redeem(
    blog: ProgramBlog, code: str, path: str = TOKEN_ENDPOINT, **changed: str
) -> TestResponse:
    given = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": CLIENT,
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
    }
    return blog.ask(path, "POST", data=given | changed)


def error_of(answer: TestResponse) -> tuple[int, str]:
    found = answer.json or {}
    assert found["error_description"]
    return answer.status_code, found["error"]
