"""What of HTML readers see: words, links, pictures, code, and how they are marked. No IO here."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handler.core.html.allowed import names
from handler.core.html.nesting import parse_bounded
from handler.core.html.text import separate_words
from handler.core.html.tree import attribute

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("–—―‐‑", "-"),
        **dict.fromkeys("\xad\u200b\ufeff", ""),
        "…": "...",
        "\xa0": " ",
    }
)
"""What Markdown writes of quotes and dashes, back to what is typed."""
_DASHES = re.compile("-+")
_GUILLEMETS = re.compile("<<|>>")
_WORD = re.compile(r"\w+")
_NOT_SEEN = "script, style, template, noscript, head, title, select"
_MARKS = {"b": "strong", "i": "em", "strike": "del", "s": "del"}
_MARKED = names(
    "h1 h2 h3 h4 h5 h6 ul ol li blockquote pre strong em del sup sub table tr td th"
    " hr dl dt dd figure figcaption kbd mark u small iframe video audio details"
    " summary"
)
_IN_LINES = names("strong em del sup sub kbd mark u small")
"""What stands in one another in any order looks alike."""
_FRAMES = ("iframe", "video", "audio", "source", "embed")


@dataclass(frozen=True, slots=True)
class Seen:
    """What readers see of a text, in order; addresses as `settle` has them."""

    text: str
    links: tuple[str, ...]
    pictures: tuple[str, ...]
    code: tuple[str, ...]
    marks: tuple[str, ...]
    ids: frozenset[str]

    def shows_all_of(self, other: Seen) -> bool:
        """Whether nothing differs but ids that were added."""
        return self._content == other._content and self.ids >= other.ids

    @property
    def _content(self) -> tuple[object, ...]:
        plain = re.sub(r"\s", "", self.text)
        blocks = [mark for mark in self.marks if mark not in _IN_LINES]
        return plain, self.links, self.pictures, self.code, blocks, Counter(self.marks)

    def lost(self, after: Seen) -> list[str]:
        """What of this is no longer there, in words for a report; empty if all is."""
        pairs = (
            ("word", Counter(_WORD.findall(self.text)), Counter(_WORD.findall(after.text))),
            ("link", Counter(self.links), Counter(after.links)),
            ("picture", Counter(self.pictures), Counter(after.pictures)),
            ("code block", Counter(self.code), Counter(after.code)),
        )
        return [_told(what, before - there) for what, before, there in pairs if before - there]


def _told(what: str, lost: Counter[str]) -> str:
    count = lost.total()
    named = ", ".join(each[:60] for each in list(lost)[:3])
    return f"{count} {what}{'' if count == 1 else 's'} ({named})"


def seen(html: str, settle: Callable[[str], str] = str) -> Seen:
    """What readers see of HTML."""
    root = parse_bounded(html)
    for node in root.css(_NOT_SEEN):
        node.decompose()
    blocks = root.css("pre")
    code = tuple(_code(node) for node in blocks)
    marks = tuple(_marks(root))
    links = tuple(settle(attribute(each, "href")) for each in root.css("a[href]"))
    frames = (each for name in _FRAMES for each in root.css(f"{name}[src]"))
    pictures = (*(each for each in root.css("img[src]")), *frames)
    shown = tuple(settle(attribute(each, "src")) for each in pictures)
    ids = frozenset(attribute(node, "id") for node in root.css("[id]"))
    alts = " ".join(attribute(each, "alt") for each in root.css("img[alt]"))
    for line_break in root.css("br"):
        line_break.insert_after(" ")
    separate_words(root)
    return Seen(_plain(f"{root.text()} {alts}"), links, shown, code, marks, ids)


def _code(node: Node) -> str:
    return (node.text() or "").strip("\n").replace("\t", "    ").rstrip()


def _marks(root: Node) -> list[str]:
    names = (_MARKS.get(node.tag or "", node.tag or "") for node in root.css("*"))
    return [name for name in names if name in _MARKED]


def _plain(text: str) -> str:
    known = unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY)
    return _DASHES.sub("-", _GUILLEMETS.sub('"', known))
