"""Which paths the blog itself serves, so that no file of the author's is there. No IO here."""

from handler.core.model.addressing.addresses import Content, Robots, parse
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
    return not isinstance(parse(path), Content) or path in {"/healthz", "/ping", "/sping"}


def _is_proof(path: str) -> bool:
    return f"{fold(path)}/".startswith(_PROOFS)
