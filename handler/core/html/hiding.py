"""What in HTML would take all that follows out of readers' sight. No IO here.

To browsers a script or a comment that never ends holds the rest of the page.
https://html.spec.whatwg.org/#parsing-html-fragments
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from operator import itemgetter

from handler.core.html.allowed import names
from handler.core.html.kinds import FOREIGN, SPECIAL, VOID
from handler.core.html.tokens import MARKUP, RAW, closes_itself, end_tag_of
from handler.core.html.tree import SPACE

_HOLDING = names(
    "audio canvas datalist details dialog math meter noscript object progress select svg template"
    " video"
)
"""Elements of which nothing, or not all that stands in them, is seen."""
_ALONE = names("object select template")
"""Elements that end with nothing but themselves."""
_GUARDED = _HOLDING - _ALONE - FOREIGN - names("details dialog")
"""Elements that end tags of theirs do not end while one of `SPECIAL` is open in them."""
_BEGINNING = 30
_SCRIPT = re.compile(rf"<(/?)script(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII)
_ENDED = re.compile(r"^<!---?>\Z|^<!--.*--!?>\Z|^<(?!!--).*>\Z", re.DOTALL)


def shown(html: str) -> tuple[str, tuple[str, ...]]:
    """HTML that takes nothing after it out of sight, and how begins what is never closed in it.

    What would go on to the very end becomes text that is seen, or ends at once if it was written
    as ``<video />``. An element that may end with what it stands in is only told.
    """
    reader = _Reader(html)
    reader.read()
    pieces, position = [], 0
    for start, end, instead in sorted(reader.changes, key=itemgetter(0)):
        pieces += [reader.html[position:start], instead]
        position = end
    return "".join([*pieces, reader.html[position:]]), tuple(reader.unended)


@dataclass(slots=True)
class _Reader:
    """Passes over tags once, and notes what to change: from where, to where, and into what."""

    html: str
    changes: list[tuple[int, int, str]] = field(default_factory=list)
    unended: dict[str, None] = field(default_factory=dict)
    open: list[tuple[str, re.Match[str]]] = field(default_factory=list)
    scopes: list[Counter[str]] = field(default_factory=lambda: [Counter()])

    def read(self) -> None:
        """Look at each tag and comment."""
        position = 0
        while match := MARKUP.search(self.html, position):
            position = match.end()
            if match["unfinished"] is not None or not _ENDED.search(match[0]):
                position = self._show_rest(match.start())
            elif match["name"]:
                position = self._pass(match, match["name"].lower())
        for name, tag in self.open:
            if name in _HOLDING:
                self._show(tag, name)

    def _show_rest(self, start: int) -> int:
        """Have what is cut off at the very end seen: a comment, or the rest of a tag."""
        is_comment = self.html.startswith("<!--", start)
        sign = "<!--" if is_comment else "<"
        cut_off = self.html[start : start + _BEGINNING].partition("\n")[0]
        self.unended[sign if is_comment else cut_off.rstrip()] = None
        rest = self.html[start:].replace(sign, sign.replace("<", "&lt;"))
        self.html = self.html[:start] + rest
        return start if is_comment else len(self.html)

    def _pass(self, tag: re.Match[str], name: str) -> int:
        is_foreign = any(self.scopes[-1][each] > 0 for each in FOREIGN)
        if closes_itself(tag["attributes"]) and (is_foreign or name in FOREIGN):
            return tag.end()
        if tag["end"]:
            self._close(name, tag.start())
        elif name in RAW:
            return self._pass_text(tag, name, is_foreign)
        elif name not in VOID:
            self.open.append((name, tag))
            self.scopes += [Counter()] if name in _ALONE else []
            self.scopes[-1][name] += 1
        return tag.end()

    def _close(self, name: str, position: int) -> None:
        """End the innermost element of a name, and with it what is open in it."""
        if not self.scopes[-1][name]:
            return
        within: list[tuple[str, re.Match[str]]] = []
        while self.open[-1][0] != name:
            within.append(self.open.pop())
        self.open.pop()
        if name in _ALONE:
            self.scopes.pop()
        else:
            self.scopes[-1].subtract([name, *(inner for inner, _ in within)])
        for inner, tag in within:
            if inner in _HOLDING:
                self._tell(tag, inner)
            if name in _GUARDED and inner in SPECIAL:
                self.changes.append((position, position, f"</{inner}>"))

    def _pass_text(self, tag: re.Match[str], name: str, is_foreign: bool) -> int:
        """Go on where an element ends in which all is text to browsers, but in SVG."""
        end = self._end(name, tag.end())
        if end is None:
            self._show(tag, name)
            return tag.end()
        if is_foreign:
            return tag.end()
        if name == "script" and self._goes_on(tag.end(), end):
            text = self.html[tag.end() : end].replace("<!--", r"<\!--")
            self.changes.append((tag.end(), end, text))
        return end

    def _tell(self, tag: re.Match[str], name: str) -> bool:
        """Tell what never ends, and end it where it was written so; whether it was."""
        self.unended[f"<{name}>"] = None
        is_closed = closes_itself(tag["attributes"]) and name != "plaintext"
        if is_closed:
            self.changes.append((tag.end(), tag.end(), f"</{name}>"))
        return is_closed

    def _show(self, tag: re.Match[str], name: str) -> None:
        """Have the tag seen of what would go on to the very end."""
        if not self._tell(tag, name):
            self.changes.append((*tag.span(), tag[0].replace("<", "&lt;")))

    def _end(self, name: str, start: int) -> int | None:
        if name == "plaintext" or f"<{name}>" in self.unended:
            return None
        end = end_tag_of(name).search(self.html, start)
        tag = MARKUP.match(self.html, end.start()) if end else None
        return tag.start() if tag and tag["unfinished"] is None else None

    def _goes_on(self, start: int, end: int) -> bool:
        """Whether a script is in a comment in a script, and nothing ends that one.

        https://html.spec.whatwg.org/#script-data-double-escaped-state
        """
        text = self.html[start:end].rpartition("-->")[2]
        _, begins, comment = text.partition("<!--")
        if not begins or not _SCRIPT.search(f"{comment}>"):
            return False
        following = _SCRIPT.search(self.html, end + 1)
        return following is None or not following[1]
