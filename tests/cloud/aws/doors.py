"""The ways by which requests reach a function, each with its own kind of event. No IO here.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html

What these do not say is how a path arrives. A REST API and a Function URL leave it escaped, an
HTTP API does not, in spite of the name `rawPath`: https://github.com/honojs/hono/issues/2156 and
https://github.com/middleapi/standard-server/pull/93 (captured from AWS),
https://github.com/localstack/localstack/pull/7728 (REST). Of REST APIs the opposite has been
reported too, so there is a door for that.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from tests.cloud.aws.account import ACCOUNT, REGION
from tests.cloud.aws.answers import AS_DEPLOYED, Form, http_api_answer, rest_answer, url_answer
from tests.cloud.aws.messages import Answer, Request

API_ID = "abc123defg"
_FORWARDED = {
    "X-Amzn-Trace-Id": "Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e",
    "X-Forwarded-For": "203.0.113.7",
    "X-Forwarded-Port": "443",
    "X-Forwarded-Proto": "https",
}
_AGENT = "Mozilla/5.0"


class Door(Protocol):
    """A way to a function: `root` is what every address of the blog begins with."""

    @property
    def root(self) -> str:
        """As in `https://abc123.execute-api.us-east-1.amazonaws.com/dev`."""

    def event(self, request: Request) -> dict[str, Any]:
        """The event that a request becomes."""

    def answer(self, request: Request, given: Any) -> Answer:
        """What a reader gets of what the function gave."""


@dataclass(frozen=True)
class RestAPI:
    """A REST API, at its stage's address or on a domain, there perhaps below a base path."""

    stage: str = "dev"
    domain: str = ""
    base_path: str = ""
    api_id: str = API_ID
    decodes: bool = False
    form: Form = AS_DEPLOYED

    @property
    def root(self) -> str:
        """See `Door.root`."""
        if self.domain:
            return f"https://{self.domain}{self.base_path}"
        return f"https://{_api_domain(self.api_id)}/{self.stage}"

    def event(self, request: Request) -> dict[str, Any]:
        """See `Door.event`.

        A base path stays in front of the path, the stage does not:
        https://github.com/localstack/localstack/pull/12296
        """
        host = _host(self)
        path = request.path if self.domain else request.path.removeprefix(f"/{self.stage}") or "/"
        below = unquote(path.removeprefix(self.base_path)).strip("/")
        headers = _headers(request, host)
        several = parse_qs(request.query, keep_blank_values=True)
        return {
            "resource": "/{proxy+}" if below else "/",
            "path": unquote(path) if self.decodes else path,
            "httpMethod": request.method,
            "headers": headers,
            "multiValueHeaders": {name: [value] for name, value in headers.items()},
            "queryStringParameters": {k: v[-1] for k, v in several.items()} or None,
            "multiValueQueryStringParameters": several or None,
            "pathParameters": {"proxy": below} if below else None,
            "stageVariables": None,
            "requestContext": self._context(request, host, below),
            **_body(request),
        }

    def _context(self, request: Request, host: str, below: str) -> dict[str, Any]:
        return {
            "resourceId": "abc123",
            "resourcePath": "/{proxy+}" if below else "/",
            "operationName": None,
            "httpMethod": request.method,
            "path": unquote(request.path) if self.decodes else request.path,
            "accountId": ACCOUNT,
            "apiId": self.api_id,
            "protocol": "HTTP/1.1",
            "stage": self.stage,
            "domainName": host,
            "domainPrefix": host.partition(".")[0],
            "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
            "extendedRequestId": "c6af9ac6xmpl=",
            "requestTime": "09/Apr/2026:12:34:56 +0000",
            "requestTimeEpoch": 1775738096000,
            "identity": {"sourceIp": "203.0.113.7", "userAgent": _AGENT, "user": None},
        }

    def answer(self, request: Request, given: Any) -> Answer:
        """See `Door.answer`."""
        return rest_answer(request, given, self.form)


@dataclass(frozen=True)
class HTTPAPI:
    """An HTTP API, at its own address or on a domain, there perhaps below a mapping key.

    A stage that is not `$default` stands in `rawPath`, on a domain too
    (https://github.com/CodeGenieApp/serverless-express/issues/465) unless `cuts_stage`
    (https://github.com/zappa/Zappa/pull/1440); a mapping key does not.
    """

    stage: str = "$default"
    domain: str = ""
    mapping: str = ""
    cuts_stage: bool = False

    @property
    def root(self) -> str:
        """See `Door.root`."""
        if self.domain:
            return f"https://{self.domain}{self.mapping}"
        named = "" if self.stage == "$default" else f"/{self.stage}"
        return f"https://{_api_domain(API_ID)}{named}"

    def event(self, request: Request) -> dict[str, Any]:
        """See `Door.event`."""
        path = unquote(request.path)
        if self.domain:
            stays = self.stage != "$default" and not self.cuts_stage
            path = (f"/{self.stage}" if stays else "") + path.removeprefix(self.mapping)
        return _event_of_format_2(request, path, host=_host(self), stage=self.stage)

    def answer(self, request: Request, given: Any) -> Answer:
        """See `Door.answer`."""
        return http_api_answer(request, given)


@dataclass(frozen=True)
class FunctionURL:
    """The function's own address."""

    root: str = f"https://{API_ID}xmpl.lambda-url.{REGION}.on.aws"

    def event(self, request: Request) -> dict[str, Any]:
        """See `Door.event`."""
        return _event_of_format_2(request, request.path, host=_host(self), stage="$default")

    def answer(self, request: Request, given: Any) -> Answer:
        """See `Door.answer`."""
        return url_answer(request, given)


def _event_of_format_2(request: Request, path: str, *, host: str, stage: str) -> dict[str, Any]:
    headers = {name.lower(): value for name, value in _headers(request, host).items()}
    cookies = headers.pop("cookie", "")
    parameters = parse_qs(request.query, keep_blank_values=True)
    joined = {name: ",".join(values) for name, values in parameters.items()}
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": request.query,
        **({"cookies": cookies.split("; ")} if cookies else {}),
        "headers": headers,
        **({"queryStringParameters": joined} if joined else {}),
        "requestContext": {
            "accountId": ACCOUNT,
            "apiId": host.partition(".")[0],
            "domainName": host,
            "domainPrefix": host.partition(".")[0],
            "http": {
                "method": request.method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "203.0.113.7",
                "userAgent": _AGENT,
            },
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": "$default",
            "stage": stage,
            "time": "09/Apr/2026:12:34:56 +0000",
            "timeEpoch": 1775738096000,
        },
        **_body(request),
    }


def _headers(request: Request, host: str) -> dict[str, str]:
    return {"Host": host} | _FORWARDED | {"User-Agent": _AGENT} | dict(request.headers)


def _body(request: Request) -> Mapping[str, Any]:
    if not request.body:
        return {"body": None, "isBase64Encoded": False}
    return {"body": b64encode(request.body).decode(), "isBase64Encoded": True}


def _host(door: Door) -> str:
    return urlsplit(door.root).netloc


def _api_domain(api_id: str) -> str:
    return f"{api_id}.execute-api.{REGION}.amazonaws.com"
