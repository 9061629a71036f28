"""Programs as they name themselves: by an address, and by that to which they want to be sent back.

Where both are of one origin, whoever has that has the program. Any other address to go back to,
such as `an-app://`, has to be named by what is at the program's own.
https://indieauth.spec.indieweb.org/#client-identifier
"""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from handler.core.people.origins import origin_of

LONGEST_ADDRESS = 500
_ALLOWED = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+", re.ASCII)
"""What RFC 3986 has. Browsers read some of the rest otherwise than Python, as a backslash."""
_AUTHORITY = re.compile(r"([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]+)?", re.ASCII)
"""Host and port alone, and nothing that browsers decode or leave out."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,60}", re.ASCII)
_LOOPBACK = frozenset(["localhost", "127.0.0.1", "::1"])
_ACTIVE = frozenset(
    [
        *("javascript", "data", "vbscript", "file", "filesystem", "blob", "about"),
        *("http", "https", "ws", "wss", "ftp", "view-source", "mailto", "tel", "sms", "intent"),
    ]
)
"""What no program is reached by that asks for leave."""
_IPV4 = re.compile(r"[0-9.]+|0x[0-9a-f.x]*")
_LINK = re.compile(r"<([^<>]*)>\s*;([^,<]*)")
_MOST_DECLARED = 100


def is_client(address: str) -> bool:
    """Whether an address may be a program's: of the web, or of this very machine."""
    if not _is_address(address):
        return False
    parts = urlsplit(address)
    host = parts.hostname or ""
    is_number = ":" in host or _IPV4.fullmatch(host) is not None
    is_dotted = any(part in (".", "..") for part in parts.path.split("/"))
    if not _is_plain(parts.netloc) or "#" in address or is_dotted:
        return False
    if host in _LOOPBACK:
        return origin_of(address) != ""
    return parts.scheme == "https" and origin_of(address) != "" and not is_number


def is_redirect(address: str) -> bool:
    """Whether somebody can be sent to an address, if it is the program's."""
    if not _is_address(address) or "#" in address:
        return False
    parts = urlsplit(address)
    if parts.scheme in ("http", "https"):
        is_near = parts.hostname in _LOOPBACK
        is_safe = parts.scheme == "https" or is_near
        return is_safe and _is_plain(parts.netloc) and origin_of(address) != ""
    return _SCHEME.fullmatch(parts.scheme) is not None and parts.scheme not in _ACTIVE


def is_own(client: str, redirect: str) -> bool:
    """Whether a program is sent back to its own origin."""
    return origin_of(client) == origin_of(redirect) != ""


def may_be_asked(client: str) -> bool:
    """Whether it can be looked at a program's address what it declares."""
    parts = urlsplit(client)
    return parts.scheme == "https" and parts.port in (None, 443) and parts.hostname not in _LOOPBACK


def declared(client: str, header: str, content_type: str, text: str) -> frozenset[str]:
    """The addresses to go back to that a program names: in its page, a header, or as JSON."""
    found = [*_in_header(client, header)]
    if content_type.partition(";")[0].strip().lower().endswith("json"):
        found += _in_json(client, text)
    else:
        found += _in_page(client, text)
    return frozenset(found[:_MOST_DECLARED])


def _in_header(client: str, header: str) -> Iterator[str]:
    for address, parameters in _LINK.findall(header[:10_000]):
        rels = re.findall(r'rel\s*=\s*"?([^";]*)', parameters, re.IGNORECASE)
        if any("redirect_uri" in rel.lower().split() for rel in rels):
            yield urljoin(client, address.strip())


def _in_json(client: str, text: str) -> Iterator[str]:
    """https://www.ietf.org/archive/id/draft-parecki-oauth-client-id-metadata-document-01.html"""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return
    is_its = isinstance(found, dict) and found.get("client_id") == client
    listed = found.get("redirect_uris") if is_its else None
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, str):
            yield each


def _in_page(client: str, text: str) -> Iterator[str]:
    page = _Links()
    page.feed(text)
    return (urljoin(client, address) for address in page.addresses)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        rels = (given.get("rel") or "").lower().split()
        if tag == "link" and "redirect_uri" in rels and given.get("href"):
            self.addresses.append((given["href"] or "").strip())


def _is_plain(authority: str) -> bool:
    return _AUTHORITY.fullmatch(authority.lower()) is not None


def _is_address(address: str) -> bool:
    try:
        urlsplit(address).port  # noqa: B018 - it is checked when it is asked for
    except ValueError:
        return False
    return len(address) <= LONGEST_ADDRESS and _ALLOWED.fullmatch(address) is not None
