"""Answers events of API Gateway and Function URLs with a WSGI application.

Zappa's own handler does so too, but it escapes paths twice, cuts paths that only begin like the
stage's name, cannot send text that is not UTF-8, logs readers' addresses, and costs every cold
start its imports. https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
"""

import sys
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from handler.web.headers import Application

_TEXTS = ("text/", "application/json")
_COOKIE = "Set-Cookie"
_MAXIMUM_TEXT = 100_000
"""Characters of an answer that is sent as text: JSON makes six of some, Lambda allows 6 MB."""


class NoRequest(Exception):
    """An event only looks like a request; no gateway makes such a one."""


def is_request(event: Any) -> bool:
    """Whether an event is a reader's request."""
    return bool(_method(event))


def answer(application: Application, event: Mapping[str, Any]) -> dict[str, Any]:
    """The answer of an application to a request, as the gateway wants it; raises `NoRequest`."""
    try:
        environ = _environ(event)
    except (AttributeError, TypeError, ValueError) as error:
        raise NoRequest from error
    sent: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Any:
        sent[:] = [int(status.split(" ", 1)[0]), headers]
        return lambda _data: None

    chunks = application(environ, start)
    try:
        body = b"".join(chunks)
    finally:
        if close := getattr(chunks, "close", None):
            close()
    status, headers = sent
    return {"statusCode": status, **_headers(event, headers), **_body(body, headers)}


def _method(event: Any) -> str:
    match event:
        case {"httpMethod": str() as method} | {
            "requestContext": {"http": {"method": str() as method}}
        }:
            return method
    return ""


def _environ(event: Mapping[str, Any]) -> dict[str, Any]:
    body = event.get("body") or ""
    data = b64decode(body) if event.get("isBase64Encoded") else body.encode()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": _method(event),
        "QUERY_STRING": _query(event),
        "CONTENT_LENGTH": str(len(data)),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": BytesIO(data),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "lambda.event": event,
    }
    for name, value in _sent_headers(event):
        environ["HTTP_" + name.upper().replace("-", "_")] = value
    if cookies := event.get("cookies"):
        environ["HTTP_COOKIE"] = "; ".join(cookies)
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    if cookies := event.get("cookies"):  # In format 2.0 they stand by themselves.
        environ["HTTP_COOKIE"] = "; ".join(cookies)
    return environ


def _sent_headers(event: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Headers of the request; a name with an underscore could pass for another one."""
    several = event.get("multiValueHeaders")
    named = {k: _joined(k, v) for k, v in several.items()} if several else event.get("headers")
    return [(name, value) for name, value in (named or {}).items() if "_" not in name]


def _joined(name: str, values: Sequence[str]) -> str:
    return ("; " if name.lower() == "cookie" else ", ").join(values)


def _query(event: Mapping[str, Any]) -> str:
    if "rawQueryString" in event:
        return str(event["rawQueryString"])
    several = event.get("multiValueQueryStringParameters")
    return urlencode(several or event.get("queryStringParameters") or {}, doseq=True)


def _headers(event: Mapping[str, Any], headers: list[tuple[str, str]]) -> dict[str, Any]:
    """REST APIs take each value of a header; the others one, with values joined, and cookies.

    A REST API sends what stands in both, so that several cookies must not be joined there.
    """
    several: dict[str, list[str]] = {}
    for name, value in headers:
        several.setdefault(name, []).append(value)
    cookies = several.pop(_COOKIE, [])
    joined = {name: ", ".join(values) for name, values in several.items()}
    if "httpMethod" not in event:
        return {"headers": joined} | ({"cookies": cookies} if cookies else {})
    return {
        "headers": joined,
        "multiValueHeaders": several | ({_COOKIE: cookies} if cookies else {}),
    }


def _body(body: bytes, headers: list[tuple[str, str]]) -> dict[str, Any]:
    named = {name.lower(): value for name, value in headers}
    is_text = named.get("content-type", "").startswith(_TEXTS)
    if is_text and len(body) <= _MAXIMUM_TEXT and "content-encoding" not in named:
        try:
            return {"body": body.decode(), "isBase64Encoded": False}
        except UnicodeDecodeError:  # An asset that is Latin-1, or a range of one that is not.
            pass
    return {"body": b64encode(body).decode(), "isBase64Encoded": bool(body)}
