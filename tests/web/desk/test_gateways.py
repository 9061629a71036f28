"""Coming in through each kind of door that AWS has: where passkeys belong, and cookies go."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from handler.web.desk.desk import PREFIX
from handler.web.desk.signing.cookies import NAME
from handler.web.gateway import answer
from tests.web.desk.authenticator import Authenticator
from tests.web.desk.signed import SignedBlog

API = "a1.execute-api.us-east-1.amazonaws.com"
FUNCTION = "abc.lambda-url.us-east-1.on.aws"
Event = dict[str, Any]


def rest(method: str, path: str, headers: dict[str, str], body: str) -> Event:
    context = {"stage": "dev", "path": f"/dev{path}", "domainName": API}
    return {"httpMethod": method, "path": path, "requestContext": context, "headers": headers} | {
        "body": body
    }


def rest_below_a_path(method: str, path: str, headers: dict[str, str], body: str) -> Event:
    context = {"stage": "dev", "path": f"/blog{path}", "domainName": "example.org"}
    named = {"path": f"/blog{path}", "pathParameters": {"proxy": path.lstrip("/")}}
    event = {"httpMethod": method, "requestContext": context, "headers": headers, "body": body}
    return event | named | {"resource": "/{proxy+}"}


def http(domain: str, stage: str, prefix: str) -> Callable[..., Event]:
    def event(method: str, path: str, headers: dict[str, str], body: str) -> Event:
        context = {"stage": stage, "domainName": domain, "http": {"method": method}}
        cookies = headers.pop("Cookie", "")
        named = {"rawPath": prefix + path, "requestContext": context, "headers": headers}
        return (
            named | {"body": body, "version": "2.0"} | ({"cookies": [cookies]} if cookies else {})
        )

    return event


DOORS = {
    "REST API": (rest, f"https://{API}", "/dev", ""),
    "REST API below a path": (
        rest_below_a_path,
        "https://example.org",
        "/blog",
        "https://example.org/blog",
    ),
    "HTTP API": (http(API, "dev", "/dev"), f"https://{API}", "/dev", ""),
    "HTTP API of no stage": (http(API, "$default", ""), f"https://{API}", "", ""),
    "Function URL": (http(FUNCTION, "$default", ""), f"https://{FUNCTION}", "", ""),
}


class Visitor:
    """A browser before a gateway."""

    def __init__(self, blog: SignedBlog, make: Callable[..., Event], origin: str) -> None:
        self.blog, self.make, self.origin = blog, make, origin
        self.device = Authenticator(origin, origin.removeprefix("https://"))
        self.cookie = ""

    def see(self, page: str) -> dict[str, Any]:
        return self._ask("GET", page, "")

    def send(self, page: str, **form: str) -> dict[str, Any]:
        return self._ask("POST", page, urlencode(form))

    def _ask(self, method: str, page: str, body: str) -> dict[str, Any]:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        cookie = {"Cookie": f"{NAME}={self.cookie}"} if self.cookie else {}
        return answer(self.blog.app, self.make(method, PREFIX + page, headers | cookie, body))

    def take(self, reply: dict[str, Any]) -> None:
        """Keep the cookie of an answer, as browsers do."""
        assert reply["statusCode"] == 200, reply["body"]
        (cookie,) = reply.get("cookies") or reply["multiValueHeaders"]["Set-Cookie"]
        assert "Path=/;" in cookie
        self.cookie = cookie.partition(";")[0].partition("=")[2]


@pytest.mark.parametrize("door", DOORS)
def test_a_link_and_then_the_passkey(door: str) -> None:
    make, origin, prefix, url = DOORS[door]
    blog = SignedBlog(url=url)
    visitor = Visitor(blog, make, origin)
    link = blog.access.invite("Ada", is_owner=True).token
    assert f'data-origin="{origin}"' in visitor.see("enter")["body"]
    options = json.loads(visitor.send("enter/ask", link=link, name="Ada")["body"])["options"]
    assert options["rp"]["id"] == origin.removeprefix("https://")
    made = visitor.device.create(options)
    visitor.take(visitor.send("enter", link=link, name="Ada", answer=made))
    assert 'id="new-title"' in visitor.see("")["body"]
    visitor.cookie = ""
    assert 'id="sign-in"' in visitor.see("")["body"]
    options = json.loads(visitor.send("sign-in/ask")["body"])["options"]
    visitor.take(visitor.send("sign-in", answer=visitor.device.get(options)))
    page = visitor.see("people")["body"]
    token = page.partition('name="token" value="')[2].partition('"')[0]
    invited = visitor.send("invite", token=token, name="Bob", role="author")["body"]
    assert f'value="{origin}{prefix}{PREFIX}enter#' in invited


def test_at_another_address_than_the_one_that_is_set_nothing_is_changed() -> None:
    blog = SignedBlog(url="https://example.org")
    visitor = Visitor(blog, rest, f"https://{API}")
    assert 'data-origin="https://example.org"' in visitor.see("")["body"]
    assert visitor.send("sign-in/ask")["statusCode"] == 403
