"""What readers get of a function's answer: each door takes another form and refuses the rest.

No IO here. A function that answers out of form, or too much, costs its reader a 502:
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
"""

import gzip
import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.cloud.aws.messages import Answer, Request

MAXIMUM_ANSWER = 6_291_556
"""Bytes of JSON that Lambda hands back."""
_REST_FIELDS = {"statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"}
_FORMAT_2_FIELDS = {"statusCode", "headers", "cookies", "body", "isBase64Encoded"}


class OutOfForm(Exception):
    """The answer is none that the door takes."""


@dataclass(frozen=True, slots=True)
class Form:
    """What is set for a REST API: which types are binary, and from what size on it compresses."""

    binary_types: tuple[str, ...] = ("*/*",)
    compresses_from: int | None = None


AS_DEPLOYED = Form()
"""What Zappa sets for the project."""


def rest_answer(request: Request, given: Any, form: Form) -> Answer:
    """The answer through a REST API."""
    try:
        _check(given, _REST_FIELDS)
        named = [(k, [v]) for k, v in (given.get("headers") or {}).items()]
        named += list((given.get("multiValueHeaders") or {}).items())
        values = {name.lower(): texts for name, texts in named}
        headers = [(name, _text(text)) for name, texts in values.items() for text in texts]
        body = _body(given, decodes=_is_binary(request, form))
    except OutOfForm as error:
        return _failure(502, '{"message": "Internal server error"}', error)
    return _finish(
        request, _compress(request, Answer(given["statusCode"], tuple(headers), body), form)
    )


def http_api_answer(request: Request, given: Any) -> Answer:
    """The answer through an HTTP API, in format 2.0."""
    try:
        return _answer_of_format_2(request, given)
    except OutOfForm as error:
        return _failure(500, '{"message":"Internal Server Error"}', error)


def url_answer(request: Request, given: Any) -> Answer:
    """The answer through a Function URL."""
    try:
        return _answer_of_format_2(request, given)
    except OutOfForm as error:
        return _failure(502, "Internal Server Error", error)


def _answer_of_format_2(request: Request, given: Any) -> Answer:
    """`multiValueHeaders` means nothing here, and cookies have a field of their own."""
    _check(given, _FORMAT_2_FIELDS)
    headers = [(name.lower(), _text(value)) for name, value in (given.get("headers") or {}).items()]
    if any(name == "set-cookie" and "," in value for name, value in headers):
        raise OutOfForm("cookies are joined")
    headers += [("set-cookie", cookie) for cookie in given.get("cookies") or []]
    return _finish(request, Answer(given["statusCode"], tuple(headers), _body(given, decodes=True)))


def _check(given: Any, fields: set[str]) -> None:
    if not isinstance(given, Mapping):
        raise OutOfForm(f"not an object: {given!r}")
    if unknown := given.keys() - fields:
        raise OutOfForm(f"unknown fields: {unknown}")
    if not isinstance(given.get("statusCode"), int):
        raise OutOfForm(f"statusCode is {given.get('statusCode')!r}")
    if (size := len(json.dumps(given).encode())) > MAXIMUM_ANSWER:
        raise OutOfForm(f"{size} bytes")


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\n" in value or "\r" in value:
        raise OutOfForm(f"a header's value is {value!r}")
    try:
        value.encode("latin-1")
    except UnicodeEncodeError as error:
        raise OutOfForm(f"a header's value is {value!r}") from error
    return value


def _body(given: Mapping[str, Any], *, decodes: bool) -> bytes:
    body = given.get("body") or ""
    if not isinstance(body, str):
        raise OutOfForm(f"the body is a {type(body)}")
    if not given.get("isBase64Encoded") or not decodes:
        return body.encode()
    try:
        return b64decode(body, validate=True)
    except ValueError as error:
        raise OutOfForm("the body is not Base64") from error


def _is_binary(request: Request, form: Form) -> bool:
    """Only the first type that a reader accepts is looked at."""
    accepted = request.headers.get("Accept", "*/*").partition(",")[0].partition(";")[0].strip()
    return "*/*" in form.binary_types or accepted in form.binary_types


def _compress(request: Request, answer: Answer, form: Form) -> Answer:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gzip-compression-decompression.html"""
    least = form.compresses_from
    accepts = "gzip" in request.headers.get("Accept-Encoding", "")
    if least is None or not accepts or answer["content-encoding"] or len(answer.body) < least:
        return answer
    headers = tuple(pair for pair in answer.headers if pair[0] != "content-length")
    body = gzip.compress(answer.body)
    return Answer(answer.status, (*headers, ("content-encoding", "gzip")), body)


def _finish(request: Request, answer: Answer) -> Answer:
    """A body goes with most answers, and its length with it."""
    if request.method == "HEAD" or answer.status in {204, 304}:
        return Answer(answer.status, answer.headers, b"")
    headers = tuple(pair for pair in answer.headers if pair[0] != "content-length")
    length = ("content-length", str(len(answer.body)))
    return Answer(answer.status, (*headers, length), answer.body)


def _failure(status: int, message: str, error: Exception) -> Answer:
    headers = (("content-type", "application/json"), ("x-refused-because", str(error)[:500]))
    return Answer(status, headers, message.encode())
