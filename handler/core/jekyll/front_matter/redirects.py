"""Redirects in front matter, as jekyll-redirect-from has them. No IO here."""

import re
from collections.abc import Iterable

from handler.core.jekyll.front_matter.metadata import Fields
from handler.core.model.addressing.addresses import numbered
from handler.core.model.addressing.paths import fold
from handler.core.model.addressing.permalinks import clean_path
from handler.core.model.addressing.reserved import is_reserved
from handler.core.model.addressing.urls import address_of, own_path, query_in
from handler.core.model.entries import SiteConfig
from handler.core.yaml.scalars import as_text

_UNSAFE = re.compile(r"(?:about|blob|data|file|javascript|vbscript):", re.IGNORECASE)


def read_redirects(fields: Fields, site: SiteConfig, path: str) -> tuple[str, ...]:
    """Old paths that lead to `path`; those nobody can own are left out with a warning."""
    value = fields.values.get("redirect_from")
    found = []
    for item in value if isinstance(value, list) else [value]:
        text = fields.clean("redirect_from", as_text(item))
        try:
            old = clean_path(_old_path(text, site))
        except ValueError:
            old = "/"
        if text and is_reserved(old):
            message = f"has {text[:80]!r} in redirect_from, which cannot be redirected."
            fields.warn("redirect_from", message, "Remove it.")
        elif text and old != path:
            found.append(old)
    return tuple(dict.fromkeys(found))


def _old_path(text: str, site: SiteConfig) -> str:
    """The path of an old address, but nothing if its query tells more than the number of a text."""
    address = address_of(text)
    path, query = own_path(address, site.url, site.baseurl), query_in(address)
    return numbered(path, query) if path and query else path


def read_target(fields: Fields, site: SiteConfig, own: Iterable[str]) -> str:
    """The address that `redirect_to` leads to, unless it is one of the document's own paths."""
    value = fields.values.get("redirect_to")
    first = value[0] if isinstance(value, list) and value else value
    address = address_of(fields.clean("redirect_to", first)) if isinstance(first, str) else ""
    if _UNSAFE.match(address):
        message = f"has a redirect_to that no browser follows, {address[:80]}; it is ignored."
        fields.warn("redirect_to", message, "Write an address that begins with / or https://.")
        return ""
    path = own_path(address, site.url, site.baseurl) if address else ""
    if path and fold(path) in map(fold, own):
        message = f"has a redirect_to that leads to itself, {address[:80]}; it is ignored."
        fields.warn("redirect_to", message, "Remove it, or write where readers should go.")
        return ""
    return address
