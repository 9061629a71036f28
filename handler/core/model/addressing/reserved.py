"""Whose an address is: which the blog keeps for itself, and which it shares. No IO here."""

from typing import TypeGuard

from handler.core.model.addressing.addresses import (
    TERM_KINDS,
    Address,
    Content,
    Feed,
    Jump,
    Listing,
    Robots,
    Terms,
    parse,
)
from handler.core.model.addressing.paths import fold

_OWN = "/_coldpress/"
"""Below this the blog itself answers, be it that nothing is there."""
_PROOFS = ("/.well-known/acme-challenge/", "/.well-known/pki-validation/")
"""Who has a say over what is here gets certificates for the host, be it that it leads elsewhere."""


def is_shadowed(path: str) -> bool:
    """Whether readers never get a file at a path, as the blog's own page is there."""
    return is_reserved(path) and not isinstance(parse(path), Robots) and not _is_proof(path)


def is_reserved(path: str) -> bool:
    """Whether the blog itself serves a path, so that no post or page can own it.

    A page among those of the author's desk would have their relative addresses. Proofs of whose
    host it is are files.
    """
    if f"{fold(path)}/".startswith(_OWN) or _is_proof(path):
        return True
    address = parse(path)
    is_own = not isinstance(address, Content) and not is_yielding(address)
    return is_own or path in {"/healthz", "/ping", "/sping"}


def is_yielding(address: Address) -> bool:
    """Whether whatever the blog has at an address of its own goes before the page there.

    Blogs had pages of their authors before they had them by themselves.
    """
    match address:
        case Listing(kind) | Feed(kind) | Jump(kind) | Terms(kind):
            return kind == "author"
    return False


def heads_listing(address: Address) -> TypeGuard[Listing]:
    """Whether a page of the blog may stand above the posts at an address."""
    return isinstance(address, Listing) and address.kind in TERM_KINDS and not address.cursor


def listing_below(path: str) -> Listing | None:
    """The listing that stands below a page at a path, however that is written."""
    address = parse(f"{fold(path)}/")
    return address if heads_listing(address) else None


def _is_proof(path: str) -> bool:
    return f"{fold(path)}/".startswith(_PROOFS)
