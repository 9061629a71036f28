"""From which networks a request comes, as far as AWS says so."""

import hashlib
from ipaddress import IPv6Address, ip_address
from typing import Any

from flask import Request

_PREFIX = 64
"""Bits of an IPv6 address that are one household's, in which it may take any address."""


def networks_of(request: Request, named: str = "") -> tuple[str, ...]:
    """The visitor's network, and that of the last connection, which is a CDN's if there is one.

    With a passkey or link that is `named` it is one for that alone.

    A CDN adds the visitor's address to what the visitor says of itself, and API Gateway the CDN's.
    So without a CDN the first is what the visitor makes up; the second never is.
    """
    last = _network(_source(request.environ.get("lambda.event") or {}) or request.remote_addr or "")
    said = map(_network, request.headers.get("X-Forwarded-For", "").split(","))
    others = [network for network in said if network != last]
    visitor = others[-1] if others else ""
    if named:
        return (_digest(f"{last} {visitor} {named}"),)
    return _digest(f"{last} {visitor}"), _digest(last)


def _source(event: Any) -> str:
    context = event.get("requestContext") or {}
    found = (context.get("identity") or {}).get("sourceIp")
    return str(found or (context.get("http") or {}).get("sourceIp") or "")


def _network(text: str) -> str:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return str(int(address) >> (128 - _PREFIX))
    return str(address)


def _digest(network: str) -> str:
    return hashlib.sha256(network.encode(errors="surrogatepass")).hexdigest()[:16]
