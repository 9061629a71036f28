"""Moves the addresses in HTML under a prefix, or makes them absolute. No IO here."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from handler.core.html.tree import SPACE, find, set_attributes
from handler.core.model.addressing.urls import is_elsewhere, legal
from handler.core.model.context import Links

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_ADDRESSES = frozenset(
    {"action", "background", "cite", "data", "formaction", "href", "longdesc", "poster", "src"}
    | {"xlink:href"}
)
_SOURCE_SETS = frozenset({"imagesrcset", "srcset"})
# Selectors know no attribute with a colon; only elements of SVG have one with an address.
_WITH_ADDRESS = ", ".join(
    [*(f"[{name}]" for name in sorted(_ADDRESSES | _SOURCE_SETS) if ":" not in name), "svg *"]
)
# https://html.spec.whatwg.org/#parse-a-srcset-attribute
_CANDIDATE = re.compile(
    rf"[{SPACE},]++|(?P<address>[^{SPACE}]++)(?P<size>(?<!,)[{SPACE}]++[^,]*+)?+"
)
# https://url.spec.whatwg.org/#concept-basic-url-parser
_AROUND = "".join(map(chr, range(0x21)))
_WITHIN = str.maketrans("", "", "\t\n\r")

Move = Callable[[str], str]


def rebase(root: Node, base: str) -> None:
    """Write addresses as the standard has them, and `base` before those relative to the root."""
    _move_addresses(root, lambda address: _put_under(well_formed(address), base))


def make_absolute(root: Node, links: Links, path: str) -> None:
    """Make addresses absolute, as a browser would resolve them on the page at `path`."""
    page, prefix = links.absolute(path), urlsplit(links.root).path

    def resolve(address: str) -> str:
        bare = well_formed(address)
        try:
            return urljoin(page, _put_under(bare, prefix))
        except ValueError:  # Such as an unclosed bracket of an IPv6 host: no browser follows it.
            return bare

    _move_addresses(root, resolve)


def make_rooted(root: Node, page: str) -> None:
    """Make addresses that are relative to the page at an address so to its host.

    Servers of plain files send a page at more than one address. Addresses are as `rebase` has
    written them.
    """

    def resolve(address: str) -> str:
        if not address or address.startswith(("/", "#", "?")) or is_elsewhere(address):
            return address
        # With a host, as Python resolves nothing against a bare path.
        return urljoin(f"//_{page}", address).removeprefix("//_")

    _move_addresses(root, resolve)


def as_followed(address: str) -> str:
    """An address as browsers follow it: without what they pass over in it and around it."""
    return address.strip(_AROUND).translate(_WITHIN)


def well_formed(address: str) -> str:
    """An address as the standard has it: authors write `Point Loma.png`, which browsers forgive."""
    return legal(as_followed(address))


def _put_under(address: str, base: str) -> str:
    if not address.startswith("/") or address.startswith("//"):
        return address
    is_under = address.startswith(base) and address[len(base) : len(base) + 1] in {"", *"/?#"}
    return address if is_under else base + address


def _move_addresses(root: Node, move: Move) -> None:
    for node in find(root, _WITH_ADDRESS):
        for name, value in node.attributes.items():
            if name in _ADDRESSES and (value or name == "href"):
                moved = move(value or "")
            elif name in _SOURCE_SETS and value:
                moved = _move_candidates(value, move)
            else:
                continue
            if moved != value:
                set_attributes(node, {name: moved})


def _move_candidates(value: str, move: Move) -> str:
    def move_candidate(match: re.Match[str]) -> str:
        if not match["address"]:
            return match[0]
        address = match["address"].rstrip(",")
        commas = match["address"][len(address) :]
        return move(address) + commas + (match["size"] or "")

    return _CANDIDATE.sub(move_candidate, value)
