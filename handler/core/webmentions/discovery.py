"""Where a page of others wants to hear of mentions, and which pages a post mentions. No IO here.

https://www.w3.org/TR/webmention/#sender-discovers-receiver-webmention-endpoint
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urldefrag

from handler.core.html.tree import attribute, parse
from handler.core.webmentions.mentions import host_of, is_web_address
from handler.core.webmentions.pages import base_of, document, links_of, resolved

MOST_LINKS = 50
"""How many pages that a post links to are told."""
_LONGEST_HEADER = 10_000
_REL = "webmention"
_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[^\s=;,<>\"]+(?:\s*=\s*(?:\"[^\"]*\"|[^\s\";,]*))?)*)")
_PARAMETER = re.compile(r";\s*([^\s=;,<>\"]+)(?:\s*=\s*(?:\"([^\"]*)\"|([^\s\";,]*)))?")


def endpoint_in(links: Sequence[str], content_type: str, text: str, address: str) -> str:
    """The endpoint that the page at an address names, by its headers first; nothing if it does not.

    It is the first that is named, be it one that cannot be asked.
    """
    found = next(_in_headers(links), None)
    if found is not None:
        return resolved(address, found)
    return _in_page(text, address) if "html" in content_type.lower() else ""


def _in_headers(links: Sequence[str]) -> Iterator[str]:
    for header in links:
        for address, parameters in _LINK.findall(header[:_LONGEST_HEADER]):
            found = _PARAMETER.findall(parameters)
            rels = (a or b for name, a, b in found if name.lower() == "rel")
            if _REL in next(rels, "").lower().split():  # RFC 8288 has the first count alone.
                yield address


def _in_page(text: str, address: str) -> str:
    root = document(text)
    for node in root.css("link[rel][href], a[rel][href]"):
        if _REL in attribute(node, "rel").lower().split():
            return resolved(base_of(root, address), attribute(node, "href"))
    return ""


def mentioned_in(html: str, address: str) -> list[str]:
    """The pages of others to which the body of a post leads, in order."""
    own = host_of(address)
    found = (to for node, to in links_of(parse(html), address) if node.tag == "a")
    return [*dict.fromkeys(to for to in found if _is_others(to, own))][:MOST_LINKS]


def _is_others(address: str, own: str) -> bool:
    return is_web_address(urldefrag(address).url) and host_of(address) != own
