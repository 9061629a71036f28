"""Where in a deployment a request arrived: the path within the blog and what stands before it.

API Gateway and Function URLs hand on paths that differ in two ways.

- What stands before them. A REST API's `path` has the base path of a custom domain but never
  the stage; an HTTP API's `rawPath` has the stage on the stage's URL, on a custom domain
  sometimes (https://github.com/zappa/Zappa/pull/1440).
- Escapes. REST APIs and Function URLs keep them, HTTP APIs undo them
  (https://github.com/middleapi/standard-server/pull/93), and emulators differ.

Where both are possible there is a second reading, for when nothing is at the first. Nothing
here trusts what a reader sends: stage and domain come from the request context, which is AWS's.
https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

_ESCAPED = re.compile(r"(?:[!-$&-~]|%[0-9A-Fa-f]{2})*", re.ASCII)
_IN_NO_PATH = ("/", "/$default")
"""Stages that never stand in a path; a reader who writes them there made that up."""
_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Place:
    """The origin (`https://example.com`, empty if unknown), the prefix (`/dev`), and the path.

    `other_path` is the second reading of an ambiguous path, empty for none.
    """

    origin: str
    prefix: str
    path: str
    other_path: str = ""


def place_of(event: Mapping[str, Any], prefix: str | None = None) -> Place:
    """Where the request of an event arrived.

    `prefix` overrides what readers' addresses begin with; it is empty behind a CDN that adds
    the stage itself.
    """
    context = event.get("requestContext") or {}
    domain = str(context.get("domainName") or "").lower()
    origin = f"https://{domain}" if _DOMAIN.fullmatch(domain) else ""
    stage = f"/{context.get('stage') or ''}"
    if "rawPath" in event:
        found, *readings = _of_raw_path(str(event["rawPath"]), domain, stage)
    else:
        found, *readings = _of_path(event, context, stage)
    if prefix:
        readings = [_cut(reading, prefix) for reading in readings]
    return Place(origin, found if prefix is None else prefix, readings[0] or "/", readings[1])


def _of_raw_path(raw: str, domain: str, stage: str) -> tuple[str, str, str]:
    """Prefix and readings of a path of a Function URL or an HTTP API."""
    if domain.endswith(".on.aws"):
        return "", unquote(raw, errors="replace"), ""
    path = raw if stage in _IN_NO_PATH else _cut(raw, stage)
    if path != raw and not domain.endswith(".amazonaws.com"):
        return "", path, raw
    return (stage if path != raw else ""), path, _unescaped(path)


def _of_path(
    event: Mapping[str, Any], context: Mapping[str, Any], stage: str
) -> tuple[str, str, str]:
    """Prefix and readings of a path of a REST API."""
    path = str(event.get("path") or "/")
    if _is_at_stage(event, context, stage):
        prefix = stage
    else:
        prefix = _base_path(event, path)
        path = path[len(prefix) :]
    if unescaped := _unescaped(path):
        return prefix, unescaped, path
    return prefix, path, ""


def _cut(path: str, prefix: str) -> str:
    """A path without what stands before it; `/development` does not stand below `/dev`."""
    return path[len(prefix) :] if path == prefix or path.startswith(prefix + "/") else path


def _is_at_stage(event: Mapping[str, Any], context: Mapping[str, Any], stage: str) -> bool:
    """Whether a REST API was read at its stage's URL.

    Only there does the request context's path have the stage in front of the event's. A test
    from the console has no such path; then the host tells.
    """
    path, whole = str(event.get("path") or "/"), context.get("path")
    if isinstance(whole, str) and whole:
        return unquote(whole).rstrip("/") == unquote(stage + path).rstrip("/") != ""
    headers = event.get("headers") or {}
    host = context.get("domainName") or headers.get("Host") or headers.get("host") or ""
    return stage != "/" and str(host).endswith(".amazonaws.com")


def _base_path(event: Mapping[str, Any], path: str) -> str:
    """What a custom domain's mapping puts before the part that the resource `/{proxy+}` takes."""
    parameters = event.get("pathParameters") or {}
    if "proxy" not in parameters:
        return path.rstrip("/") if event.get("resource") == "/" else ""
    proxy = str(parameters["proxy"]).strip("/")
    segments = path.strip("/").split("/")
    number = max(0, len(segments) - proxy.count("/") - 1)
    rest = "/".join(segments[number:])
    is_mapped = unquote(rest) in {proxy, unquote(proxy)}
    return "".join(f"/{segment}" for segment in segments[:number]) if is_mapped else ""


def _unescaped(path: str) -> str:
    """A path without its escapes; empty if it has none."""
    has_escapes = "%" in path and _ESCAPED.fullmatch(path)
    return unquote(path, errors="replace") if has_escapes else ""
