"""What in HTML would take all that follows out of readers' sight. No IO here.

To browsers a script or a comment that never ends holds the rest of the page.
https://html.spec.whatwg.org/#parsing-html-fragments
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from handler.core.html.allowed import names
from handler.core.html.tokens import MARKUP, RAW, closes_itself
from handler.core.html.tree import SPACE

_ALL_TEXT = RAW | {"noscript"}
_HOLDING = names("audio canvas datalist dialog math object select svg template video")
"""Elements of which nothing, or not all that stands in them, is seen."""
_ENDED = re.compile(r"^<!---?>\Z|^<!--.*--!?>\Z|^<(?!!--).*>\Z", re.DOTALL)
_SCRIPT = re.compile(rf"<(/?)script(?=[{SPACE}/>])", re.IGNORECASE)


def shown(html: str) -> tuple[str, tuple[str, ...]]:
    """HTML that takes nothing after it out of sight, and what in it is never closed.

    What would be text to its very end becomes text that is seen. An element that may end with
    what it stands in, such as ``<video>``, is only told.
    """
    reader = _Reader(html)
    reader.read()
    pieces, position = [], 0
    for start, end, instead in reader.changes:
        pieces += [reader.html[position:start], instead]
        position = end
    left_open = (f"<{name}>" for name in sorted(reader.open) if reader.open[name] > 0)
    return "".join([*pieces, reader.html[position:]]), (*reader.unended, *left_open)


@dataclass(slots=True)
class _Reader:
    """Passes over tags once, and notes what to change: from where, to where, and into what."""

    html: str
    changes: list[tuple[int, int, str]] = field(default_factory=list)
    unended: dict[str, None] = field(default_factory=dict)
    open: Counter[str] = field(default_factory=Counter)

    def read(self) -> None:
        """Look at each tag and comment."""
        position = 0
        while match := MARKUP.search(self.html, position):
            position = match.end()
            if match["unfinished"] is not None or not _ENDED.search(match[0]):
                position = self._show_rest(match.start())
            elif match["name"]:
                position = self._pass(match, match["name"].lower())

    def _show_rest(self, start: int) -> int:
        """Have what is cut off at the very end seen: a comment, or the rest of a tag."""
        is_comment = self.html.startswith("<!--", start)
        sign = "<!--" if is_comment else "<"
        self.unended[sign] = None
        rest = self.html[start:].replace(sign, sign.replace("<", "&lt;"))
        self.html = self.html[:start] + rest
        return start if is_comment else len(self.html)

    def _pass(self, tag: re.Match[str], name: str) -> int:
        is_foreign = self.open["svg"] > 0 or self.open["math"] > 0
        has_end = closes_itself(tag["attributes"]) and (is_foreign or name in {"svg", "math"})
        if name in _HOLDING and not has_end:
            self.open[name] = max(0, self.open[name] + (-1 if tag["end"] else 1))
        if tag["end"] or has_end or name not in _ALL_TEXT:
            return tag.end()
        end = self._end(name, tag.end())
        if end is None:
            self.unended[f"<{name}>"] = None
            self.changes.append((tag.start(), tag.start() + 1, "&lt;"))
            return tag.end()
        if name == "script" and self._goes_on(tag.end(), end):
            text = self.html[tag.end() : end].replace("<!--", r"<\!--")
            self.changes.append((tag.end(), end, text))
        return end

    def _end(self, name: str, start: int) -> int | None:
        if name == "plaintext" or f"<{name}>" in self.unended:
            return None
        end = re.compile(rf"</{name}(?=[{SPACE}/>])", re.IGNORECASE).search(self.html, start)
        return end.start() if end else None

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
