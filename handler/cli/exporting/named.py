"""The addresses that a file names, as browsers, feed readers and search engines read it. No IO."""

import re
from collections.abc import Iterator
from html import unescape

from selectolax.lexbor import LexborHTMLParser

_ATTRIBUTES = ("href", "src", "poster", "data", "background")
_SOURCE_SETS = ("srcset", "imagesrcset")
_CANDIDATE = re.compile(r"[\s,]*([^\s]+)(?:\s[^,]*)?(?:,|$)")
_SHARED = "meta[property='og:image']"
_MOVED = "meta[http-equiv='refresh' i]"
_REFRESH = re.compile(r"[\s\d.]*[;,\s]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.IGNORECASE)
_IN_STYLE = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^\s"')]+))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE,
)
_IN_XML = re.compile(r"""<loc>([^<]*)</loc>|<(?:link|\?xml-stylesheet)\b[^>]*\bhref="([^"]*)\"""")
_XML = {"application/xml", "application/atom+xml", "application/rss+xml", "text/xml"}


def addresses_in(data: bytes, media_type: str) -> Iterator[str]:
    """The addresses in a file of some type; none of a type that names none."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind == "text/html":
        yield from _in_html(data.decode("utf-8", "replace"))
    elif kind == "text/css":
        yield from _in_style(data.decode("utf-8", "replace"))
    elif kind in _XML:
        for found in _IN_XML.finditer(data.decode("utf-8", "replace")):
            yield unescape(found[1] or found[2] or "")


def _in_html(text: str) -> Iterator[str]:
    tree = LexborHTMLParser(text)
    for name in _ATTRIBUTES:
        yield from _values(tree, f"[{name}]", name)
    for name in _SOURCE_SETS:
        for value in _values(tree, f"[{name}]", name):
            yield from (found[1].rstrip(",") for found in _CANDIDATE.finditer(value))
    yield from _values(tree, _SHARED, "content")
    for value in _values(tree, _MOVED, "content"):
        if found := _REFRESH.match(value):
            yield found[1]
    for style in (*(node.text() for node in tree.css("style")), *_values(tree, "[style]", "style")):
        yield from _in_style(style)


def _values(tree: LexborHTMLParser, selector: str, name: str) -> Iterator[str]:
    for node in tree.css(selector):
        if value := node.attributes.get(name):
            yield value


def _in_style(text: str) -> Iterator[str]:
    for found in _IN_STYLE.finditer(text):
        yield next((group for group in found.groups() if group), "")
