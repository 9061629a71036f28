"""The body of a post that a program wrote: its text, what it answers, its photos. No IO here.

What it answers stands after the text as a paragraph, then photos as pictures, each with the class
that microformats know it by. So readers see it, Jekyll shows it as well, and whoever asks for the
post gets it back.
"""

import re
from collections.abc import Iterator
from html import escape, unescape

from handler.core.authoring.micropub.requests import Properties
from handler.core.model.addressing.urls import legal
from handler.core.model.entries import Json, mapping

_SIGNS = {"in-reply-to": "↩", "like-of": "♥", "repost-of": "⟳", "bookmark-of": "🔖"}
"""What stands before the address of what a post is about, in any language."""
SHOWN = ("content", "photo", *_SIGNS)
"""The properties that are in the body."""
_ABOUT = re.compile(r'<p>\S+ <a class="u-([a-z-]+)" href="([^"]*)">[^<]*</a></p>')
_PHOTO = re.compile(r"!\[((?:[^\\\]]|\\.)*)\]\(([^()\s]+)\)\{: \.u-photo\}")
_HTML = re.compile(r"\{::nomarkdown\}\n(.*)\n\{:/nomarkdown\}", re.DOTALL)
_MARKUP = re.compile(r"[\\`*_{}\[\]<>$|~]")
_ESCAPED = re.compile(r"\\(.)")


def body_of(properties: Properties) -> str:
    """The body of a post with these properties."""
    parts = [
        _content(properties),
        *(_about(name, value) for name in _SIGNS for value in properties.get(name, ())),
        *(_photo(value) for value in properties.get("photo", ())),
    ]
    return "".join(f"{part}\n\n" for part in parts if part).removesuffix("\n")


def properties_in(body: str) -> Properties:
    """What a body shows, by the names of its properties."""
    found: Properties = {}
    text, before, last = _parted(body)
    while photo := _PHOTO.fullmatch(last):
        found.setdefault("photo", []).insert(0, _as_photo(photo))
        text, before, last = _parted(before)
    while about := _ABOUT.fullmatch(last):
        found.setdefault(about[1], []).insert(0, unescape(about[2]))
        text, before, last = _parted(before)
    html = _HTML.fullmatch(text)
    content: Json = {"html": html[1]} if html else text
    return {**found, **({"content": [content]} if text else {})}


def _parted(body: str) -> tuple[str, str, str]:
    """A body without empty lines around it, what is before its last paragraph, and that."""
    text = body.strip("\n")
    before, _, last = text.rpartition("\n\n")
    return text, before, last


def content_of(properties: Properties) -> tuple[str, bool]:
    """The text of a post, and whether it is HTML and no Markdown."""
    value = next(iter(properties.get("content", ())), "")
    nested = mapping(value)
    html = nested.get("html")
    text = html or nested.get("value") or nested.get("markdown") or value
    lines = text.replace("\r\n", "\n").strip("\n") if isinstance(text, str) else ""
    return lines, isinstance(html, str) and bool(html)


def photo_addresses(properties: Properties) -> Iterator[str]:
    """The addresses of the photos of a post."""
    for value in properties.get("photo", ()):
        yield _address(value.get("value") if isinstance(value, dict) else value)


def photo_texts(properties: Properties) -> str:
    """What the photos of a post show, in words."""
    alts = (mapping(value).get("alt") for value in properties.get("photo", ()))
    return " ".join(alt for alt in alts if isinstance(alt, str))


def _content(properties: Properties) -> str:
    text, is_html = content_of(properties)
    return f"{{::nomarkdown}}\n{_enclosed(text)}\n{{:/nomarkdown}}" if is_html else text


def _enclosed(html: str) -> str:
    """HTML in which nothing ends what encloses it."""
    return html.replace("{:/", "&#123;:/")


def _about(name: str, value: Json) -> str:
    """What a post is about; an address may stand in a nested object."""
    nested = mapping(value)
    if nested:
        value = mapping(nested.get("properties")).get("url") or nested.get("value")
        value = next(iter(value), "") if isinstance(value, list) else value
    address = _address(value)
    if not address.startswith(("https://", "http://")):
        return ""
    shown = escape(address)
    return f'<p>{_SIGNS[name]} <a class="u-{name}" href="{shown}">{shown}</a></p>'


def _photo(value: Json) -> str:
    nested = mapping(value)
    alt, address = nested.get("alt", ""), _address(nested.get("value") or value)
    if not address.startswith(("https://", "http://", "/")):
        return ""
    words = " ".join(alt.split()) if isinstance(alt, str) else ""
    return f"![{_MARKUP.sub(_escape, words)}]({address}){{: .u-photo}}"


def _as_photo(found: re.Match[str]) -> Json:
    alt = _ESCAPED.sub(r"\1", found[1])
    return {"value": found[2], "alt": alt} if alt else found[2]


def _address(value: Json) -> str:
    """An address in which nothing means anything to Markdown, HTML or Liquid."""
    text = legal(value.strip()) if isinstance(value, str) else ""
    return text.replace("(", "%28").replace(")", "%29").replace("\\", "%5C").replace("'", "%27")


def _escape(found: re.Match[str]) -> str:
    return f"\\{found[0]}"
