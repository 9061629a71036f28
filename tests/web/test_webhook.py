"""GitHub's webhook: who may call it, and what that brings about."""

import hashlib
import hmac
import json
from dataclasses import replace
from typing import Any
from urllib.parse import quote_plus

import pytest
from werkzeug.test import TestResponse

from handler.web.gateway import answer
from tests.services.comments.blog import SECRET, CommentedBlog
from tests.web.blog import DOWN

PATH = "/_coldpress/github"


def make_delivery(*, issue: object = 7, repository: object = "example/notes") -> bytes:
    delivery = {"action": "created", "issue": {"number": issue}}
    return json.dumps({**delivery, "repository": {"full_name": repository}}).encode()


def sign(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def deliver(
    blog: CommentedBlog,
    body: bytes | None = None,
    *,
    event: str = "issue_comment",
    signature: str | None = None,
    path: str = PATH,
    content_type: str = "application/json",
) -> TestResponse:
    """Deliver an event, signed with the secret unless told otherwise."""
    body = make_delivery() if body is None else body
    headers = {"X-GitHub-Event": event, "X-Hub-Signature-256": signature or sign(body)}
    client = blog.app.test_client()
    return client.post(path, data=body, headers=headers, content_type=content_type)


def make_blog(**options: Any) -> CommentedBlog:
    """A blog whose post has one comment by now, and was read before."""
    blog = CommentedBlog(**options)
    blog.read()
    blog.github.comment(7, "<p>Well said.</p>")
    return blog


def test_a_signed_delivery_shows_the_comment_at_once() -> None:
    blog = make_blog()
    reply = deliver(blog)
    assert (reply.status_code, reply.text) == (200, "Heard\n")
    assert blog.texts() == ["Well said."]


def test_a_form_which_github_sends_by_default_is_understood() -> None:
    blog = make_blog()
    body = b"payload=" + quote_plus(make_delivery().decode()).encode()
    reply = deliver(blog, body, content_type="application/x-www-form-urlencoded")
    assert reply.text == "Heard\n"
    assert blog.texts() == ["Well said."]


@pytest.mark.parametrize(
    "signature",
    [
        sign(make_delivery(), "another secret"),
        sign(make_delivery(issue=8)),
        sign(make_delivery()).removeprefix("sha256="),
        sign(make_delivery()).upper(),
        "sha1=" + hmac.new(SECRET.encode(), make_delivery(), hashlib.sha1).hexdigest(),
        "sha256=",
        "ü",
        " ",
    ],
)
def test_a_wrong_signature_is_refused_and_costs_nothing(signature: str) -> None:
    blog = make_blog()
    calls = blog.calls.copy()
    assert deliver(blog, signature=signature).status_code == 403
    assert blog.calls == calls
    assert blog.github.asked == []


def test_without_a_signature_a_delivery_is_refused() -> None:
    blog = make_blog()
    reply = blog.app.test_client().post(PATH, data=make_delivery())
    assert reply.status_code == 403


def test_without_a_secret_there_is_no_webhook() -> None:
    blog = make_blog(secret="")
    assert deliver(blog, signature=sign(make_delivery(), "")).status_code == 404


def test_a_delivery_that_is_replayed_costs_github_nothing() -> None:
    blog = make_blog()
    for _ in range(50):
        assert deliver(blog).status_code == 200
    assert len(blog.github.asked) == 1
    blog.tick()
    assert len(blog.github.asked) == 2
    assert blog.refresh_requests() == 0


def test_comments_that_come_in_a_burst_are_all_there_within_a_minute() -> None:
    blog = make_blog()
    deliver(blog)
    blog.github.comment(7, "<p>Indeed.</p>")
    deliver(blog)
    assert blog.texts() == ["Well said."]
    blog.tick()
    assert blog.texts() == ["Well said.", "Indeed."]


def test_a_github_that_does_not_answer_is_asked_again_by_the_tick() -> None:
    blog = make_blog()
    blog.github.unreachable = True
    assert deliver(blog).text == "Heard\n"
    blog.github.unreachable = False
    blog.tick(2)
    assert blog.texts() == ["Well said."]


@pytest.mark.parametrize(
    "body", [make_delivery(issue=8), make_delivery(repository="somebody/else")]
)
def test_what_no_post_shows_is_not_asked_for(body: bytes) -> None:
    blog = make_blog()
    assert deliver(blog, body).text == "No post shows this issue\n"
    assert blog.github.asked == []
    assert blog.refresh_requests() == 1


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        make_delivery(issue="7"),
        make_delivery(issue=True),
        make_delivery(issue=-1),
        make_delivery(issue=10**30),
        make_delivery(repository=None),
    ],
)
def test_a_delivery_that_makes_no_sense_is_a_bad_request(body: bytes) -> None:
    assert deliver(make_blog(), body).status_code == 400


def test_a_ping_is_answered_and_other_events_are_left_alone() -> None:
    blog = make_blog()
    assert deliver(blog, b"{}", event="ping").text == "Pong\n"
    assert deliver(blog, event="push").text == "Nothing to do for this event\n"
    assert blog.github.asked == []


def test_more_than_a_megabyte_is_not_even_read() -> None:
    body = b"x" * 1_000_001
    assert deliver(make_blog(), body).status_code == 413


def test_other_paths_and_methods_are_as_before() -> None:
    blog = make_blog()
    assert blog.get(PATH).status_code == 404
    refused = deliver(blog, path="/")
    assert (refused.status_code, set(refused.allow)) == (405, {"GET", "HEAD", "OPTIONS"})
    assert deliver(blog, path=PATH + "/").status_code == 405


def test_a_table_that_is_down_makes_github_try_again() -> None:
    blog = make_blog()
    blog.table_failure = DOWN
    assert deliver(blog).status_code == 503


@pytest.mark.parametrize("prefix", [None, ""], ids=["alone", "beside a CDN"])
def test_the_webhook_works_at_api_gateways_own_address(prefix: str | None) -> None:
    blog = make_blog()
    blog.services.settings = replace(blog.services.settings, prefix=prefix)
    body = make_delivery()
    event = {
        "httpMethod": "POST",
        "path": PATH,
        "headers": {
            "Content-Type": "application/json",
            "X-GitHub-Event": "issues",
            "X-Hub-Signature-256": sign(body),
        },
        "requestContext": {
            "stage": "dev",
            "path": f"/dev{PATH}",
            "domainName": "a1.execute-api.us-east-1.amazonaws.com",
        },
        "body": body.decode(),
        "isBase64Encoded": False,
    }
    assert answer(blog.app, event)["statusCode"] == 200
    assert blog.texts() == ["Well said."]
