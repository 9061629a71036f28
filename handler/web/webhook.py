"""GitHub's webhook: whoever has the secret may say that comments of an issue changed.

All it brings about is a look at GitHub, so a delivery that comes twice does no harm.
https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
"""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import parse_qs

from flask import Request, Response
from werkzeug.exceptions import (
    BadRequest,
    Forbidden,
    HTTPException,
    NotFound,
    RequestEntityTooLarge,
)

from handler.services.ports import Unavailable
from handler.web.headers import NO_STORE
from handler.wiring import Services

MAXIMUM_DELIVERY = 1_000_000
_EVENTS = {"issue_comment", "issues"}


def answer_webhook(request: Request, services: Services) -> Response:
    """Have the comments that a signed delivery is about looked at."""
    try:
        return _say(_hear(request, services))
    except HTTPException as error:
        return _say(error.name, error.code or 500)
    except Unavailable:
        return _say("Try again", 503)


def _hear(request: Request, services: Services) -> str:
    payload = _signed_payload(request, services.settings.github_secret)
    event = request.headers.get("X-GitHub-Event", "")
    if event == "ping":
        return "Pong"
    if event not in _EVENTS:
        return "Nothing to do for this event"
    repository, number = _subject(payload)
    heard = services.commenting.request_refresh(repository, number)
    return "Heard" if heard else "No post shows this issue"


def _say(text: str, status: int = 200) -> Response:
    headers = {"Cache-Control": NO_STORE}
    return Response(f"{text}\n", status, headers, content_type="text/plain; charset=utf-8")


def _signed_payload(request: Request, secret: str) -> bytes:
    """The body, once it is known to be of somebody who has the secret; no secret, no webhook."""
    if not secret:
        raise NotFound
    if request.content_length is None or request.content_length > MAXIMUM_DELIVERY:
        raise RequestEntityTooLarge
    body = request.get_data(cache=False, parse_form_data=False)
    expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    signature = request.headers.get("X-Hub-Signature-256", "")
    if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
        raise Forbidden
    return _json_in(body) if request.mimetype == "application/x-www-form-urlencoded" else body


def _json_in(form: bytes) -> bytes:
    """What GitHub sends by default is a form with the JSON in a field."""
    try:
        return parse_qs(form, strict_parsing=True, max_num_fields=10)[b"payload"][0]
    except (ValueError, KeyError) as error:
        raise BadRequest from error


def _subject(payload: bytes) -> tuple[str, int]:
    """The repository and the issue that a delivery is about."""
    try:
        delivery: Any = json.loads(payload)
        repository, number = delivery["repository"]["full_name"], delivery["issue"]["number"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadRequest from error
    if not isinstance(repository, str) or type(number) is not int or not 0 < number < 10**15:
        raise BadRequest
    return repository, number
