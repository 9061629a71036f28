"""What a post or page tells search engines and networks beside its text, as jekyll-seo-tag reads.

No IO here. https://github.com/jekyll/jekyll-seo-tag/blob/master/docs/advanced-usage.md
"""

import re

from handler.core.jekyll.front_matter.metadata import Fields
from handler.core.model.addressing.urls import link_address
from handler.core.model.entries import Json, positive
from handler.core.site.pictures.site import PICTURES
from handler.core.site.social import TWITTER_CARDS

_TYPE = re.compile(r"[A-Z][A-Za-z]{1,60}")
_MOST_LINKS = 20
_LARGEST_SIDE = 20_000


def read_seo(fields: Fields) -> dict[str, Json]:
    """What front matter says for `<head>` alone; what it does not say is left out."""
    card = fields.under("twitter").get("card")
    found: dict[str, Json] = {
        "canonical": _canonical(fields),
        **_of_seo(fields),
        **_of_author(fields),
        **_of_image(fields),
        "excerpt_only": fields.under("feed").get("excerpt_only") is True,
        "card": card if card in TWITTER_CARDS else "",
    }
    return {name: value for name, value in found.items() if value}


def _canonical(fields: Fields) -> str:
    text = fields.text("canonical_url")
    address = link_address(text)
    if text and not address:
        message = f"has a canonical_url that is no address: {text[:80]!r}; it is ignored."
        fields.warn("canonical_url", message, "Write it as https://example.com/post/.")
    return address


def _of_seo(fields: Fields) -> dict[str, Json]:
    given = fields.under("seo")
    kind, name, links = given.get("type"), given.get("name"), given.get("links")
    addresses = map(link_address, links if isinstance(links, list) else [])
    listed: list[Json] = [address for address in addresses if address]
    return {
        "type": kind if isinstance(kind, str) and _TYPE.fullmatch(kind) else "",
        "name": fields.clean("seo", name) if isinstance(name, str) else "",
        "links": listed[:_MOST_LINKS],
    }


def _of_author(fields: Fields) -> dict[str, Json]:
    given = fields.under("author")
    url, handle = given.get("url") or given.get("uri"), given.get("twitter")
    return {
        "author_url": link_address(url),
        "creator": handle if isinstance(handle, str) else "",
        "author_picture": next(filter(None, map(link_address, map(given.get, PICTURES))), ""),
    }


def _of_image(fields: Fields) -> dict[str, Json]:
    given = fields.under("image")
    alt = given.get("alt")
    return {
        "image_alt": fields.clean("image", alt) if isinstance(alt, str) else "",
        "image_width": _side(given.get("width")),
        "image_height": _side(given.get("height")),
    }


def _side(value: Json) -> int:
    side = positive(value)
    return side if side <= _LARGEST_SIDE else 0
