"""A desk with sign-in, and browsers of people who come to it."""

import re
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from handler.core.people.state import People
from handler.web.desk.deployed import deployed_desk
from handler.web.desk.desk import PREFIX, Desk
from tests.web.desk.authenticator import Authenticator
from tests.web.desk.desk import DeskBlog

ORIGIN = "https://blog.test"
KEY = "_posts/2020-01-01-a.md"
TEXT = "---\ntitle: A\n---\nText.\n"
_TOKEN = re.compile(r'<input type="hidden" name="token" value="([^"]*)">')
_LINK = re.compile(r'value="[^"#]*/enter#([^"]+)"')


class SignedBlog(DeskBlog):
    """A blog whose desk people have to sign in at."""

    def __init__(self, **options: Any) -> None:
        self.after_reading: Callable[[], object] | None = None
        self.reads = 0
        self.failing: dict[str, Exception] = {}
        super().__init__(**options)
        self.access, self.attempts = self.services.access, self.services.attempts
        self.access.turn_on()

    def _on_bucket_call(self, call: str) -> None:
        """Fail, or let something happen before the second time that a request reads the bucket."""
        super()._on_bucket_call(call)
        if call in self.failing:
            raise self.failing[call]
        if call == "bucket get" and self.after_reading:
            self.reads += 1
            if self.reads == 2:
                work, self.after_reading = self.after_reading, None
                work()

    def desk(self) -> Desk:
        return deployed_desk(self.services)

    def people(self) -> People:
        found = self.access.people()
        assert found is not None
        return found

    def browser(self, address: str = "192.0.2.1", **device: Any) -> "Browser":
        return Browser(self, address, **device)

    def owner(self, name: str = "Ada") -> "Browser":
        """A browser in which an owner is signed in."""
        return self.somebody(name, is_owner=True)

    def author(self, name: str = "Bob") -> "Browser":
        """A browser in which an author is signed in."""
        return self.somebody(name, is_owner=False)

    def somebody(self, name: str, *, is_owner: bool) -> "Browser":
        browser = self.browser()
        link = self.access.invite(name, is_owner=is_owner).token
        assert browser.enter(link, name).status_code == 200
        return browser


class Browser:
    """A browser with an authenticator."""

    def __init__(self, blog: SignedBlog, address: str, **device: Any) -> None:
        self.blog = blog
        self.address = address
        self.device = Authenticator(ORIGIN, "blog.test", **device)
        self.client: FlaskClient = blog.app.test_client()

    def see(self, page: str = "", **headers: str) -> TestResponse:
        return self.client.get(
            PREFIX + page,
            base_url=ORIGIN,
            headers=headers,
            environ_base={"REMOTE_ADDR": self.address},
        )

    def send(
        self, page: str, form: dict[str, Any], headers: dict[str, str] | None = None
    ) -> TestResponse:
        """What a script or form of the desk sends."""
        own = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}
        return self.client.post(
            PREFIX + page,
            data=form,
            base_url=ORIGIN,
            headers=own | (headers or {}),
            content_type="multipart/form-data",
            environ_base={"REMOTE_ADDR": self.address},
        )

    def do(self, page: str, **form: str) -> TestResponse:
        """What a form of the desk does for who is in."""
        return self.send(page, {"token": self.token()} | form)

    def token(self) -> str:
        found = _TOKEN.search(self.see("people").text)
        return found[1] if found else ""

    def options(self, page: str, **form: str) -> Any:
        answer = self.send(f"{page}/ask", {"token": self.token()} | form)
        assert answer.status_code == 200, answer.json
        return (answer.json or {})["options"]

    def enter(self, link: str, name: str = "Ada") -> TestResponse:
        """Register a passkey with a link."""
        made = self.device.create(self.options("enter", link=link, name=name))
        form = {"link": link, "name": name, "answer": made, "token": self.token()}
        return self.send("enter", form)

    def sign_in(self) -> TestResponse:
        return self.send("sign-in", {"answer": self.device.get(self.options("sign-in"))})

    def sign_out(self) -> TestResponse:
        return self.do("sign-out")

    def invite(self, **form: str) -> str:
        """The token of a link that the people's page makes."""
        found = _LINK.search(self.do("invite", **form).text)
        assert found
        return found[1]

    @property
    def is_in(self) -> bool:
        return 'id="new-title"' in self.see().text


def error_of(answer: TestResponse) -> Any:
    assert answer.status_code in (401, 403, 429)
    assert "Set-Cookie" not in answer.headers
    return (answer.json or {})["error"]
