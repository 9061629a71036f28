"""The addresses that a file names, as browsers, feed readers and search engines read it. No IO."""

import re
from collections.abc import Iterator
from html import unescape

from selectolax.lexbor import LexborHTMLParser

_ATTRIBUTES = ("href", "src", "poster", "data", "background")
_IN_STYLE = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^\s"')]+))\s*\)""", re.IGNORECASE)
_IMPORT = re.compile(r"""@import\s+(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_IN_XML = re.compile(r"""<loc>([^<]*)</loc>|<(?:link|\?xml-stylesheet)\b[^>]*\bhref="([^"]*)\"""")
_IMAGES = "meta[property='og:image'], meta[name='twitter:image']"
_REFRESH = re.compile(r"^[\s\d.]*[;,\s]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.IGNORECASE)
_SELECTOR = ", ".join(f"[{name}]" for name in (*_ATTRIBUTES, "srcset", "imagesrcset"))
_CANDIDATE = re.compile(r"[\s,]*([^\s]+)(?:\s[^,]*)?(?:,|$)")


def addresses_in(data: bytes, media_type: str) -> Iterator[str]:
    """The addresses in a file of some type; none of a type that names none."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind == "text/html":
        yield from _in_html(data.decode("utf-8", "replace"))
    elif kind == "text/css":
        yield from _in_style(data.decode("utf-8", "replace"))
    elif kind in {"application/xml", "application/atom+xml", "text/xml", "application/rss+xml"}:
        for found in _IN_XML.finditer(data.decode("utf-8", "replace")):
            yield unescape(found[1] or found[2] or "")


def _in_html(text: str) -> Iterator[str]:
    tree = LexborHTMLParser(text)
    for node in tree.css(_SELECTOR):
        given = node.attributes
        yield from (value for name in _ATTRIBUTES if (value := given.get(name)))
        for name in ("srcset", "imagesrcset"):
            yield from (
                found[1].rstrip(",") for found in _CANDIDATE.finditer(given.get(name) or "")
            )
    for node in tree.css(_IMAGES):
        yield node.attributes.get("content") or ""
    for node in tree.css("meta[http-equiv='refresh' i]"):
        if found := _REFRESH.match(node.attributes.get("content") or ""):
            yield found[1]
    for node in tree.css("style"):
        yield from _in_style(node.text())
    for node in tree.css("[style]"):
        yield from _in_style(node.attributes.get("style") or "")


def _in_style(text: str) -> Iterator[str]:
    for found in (*_IN_STYLE.finditer(text), *_IMPORT.finditer(text)):
        yield next((group for group in found.groups() if group), "")
