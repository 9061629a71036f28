"""A file as a form shows it: its front matter and its body, each put back as it was. No IO here.

What browsers send has other line ends than the file, and no mark of its byte order. So the file as
it was opened, the base, tells how each part is written back; a part that is the same stays as it is
to the byte.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from handler.core.model.problems import Problem
from handler.core.yaml.decoding import CONTROL
from handler.core.yaml.front_matter import bounds

_BOM = "\ufeff"
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""A line with its end, or the rest of a text without one."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_NEWLINES = ("\n", "\r\n", "\r")
_UNREAD = re.compile(rf"\A{_BOM}+|\r(?=\n)|{CONTROL.pattern}")
"""What is left out of a text where it is read."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A text taken apart: what stands before its front matter, that, what closes it, the rest."""

    opening: str
    front: str
    closing: str
    body: str

    @property
    def gap(self) -> int:
        """How many blank lines are between front matter and body."""
        return max(0, len(_LINE_END.findall(self.closing)) - 1)

    def shown(self) -> tuple[str, str]:
        """Front matter and body as a form has them."""
        return _shown(self.front), _plain(self.body)


def parts_of(text: str) -> Parts:
    """The parts of a text, as it is read; one without front matter is all body."""
    unread = [at for found in _UNREAD.finditer(text) for at in range(*found.span())]
    before = [at - index for index, at in enumerate(unread)]
    found = bounds(_UNREAD.sub("", text).replace("\r", "\n"))
    if found is None:
        body = text.lstrip(_BOM)
        return Parts(text[: len(text) - len(body)], "", "", body)
    # Where the same places are in the text itself: right after what is read before them.
    first, second, third = (at + bisect_left(before, at) for at in found)
    return Parts(text[:first], text[first:second], text[second:third], text[third:])


def whole(base: str, front: str, body: str) -> str:
    """The text of a form's front matter and body, written as the base is."""
    old = parts_of(base)
    shown_front, shown_body = old.shown()
    newline = newline_of(base)
    new_body = old.body
    if _plain(body) != shown_body:
        new_body = _ended(old.closing, newline) + _body(old.body, body, newline)
    if _plain(front).strip("\n") == shown_front.strip("\n"):
        return old.opening + old.front + old.closing + new_body
    lines = _plain(front).strip("\n")
    new_front = like(old.front, f"{lines}\n" if lines else "", newline)
    opening = old.opening if old.closing else f"{old.opening}---{newline}"
    return opening + new_front + (old.closing or f"---{newline}") + new_body


def ends_early(key: str, front: str) -> tuple[Problem, ...]:
    """What is wrong with front matter in which a line ends it, so that the rest would be text."""
    entered = f"---\n{_plain(front)}\n"
    found = bounds(entered)
    if found is None:
        return ()
    line = entered.count("\n", 0, found.closing) + 1
    message = "has a line of three hyphens or dots, which ends the front matter."
    return (Problem(key, message, "Delete it; the lines around front matter are there.", line),)


def _ended(closing: str, newline: str) -> str:
    """What has to stand between a closing line and a body."""
    return "" if not closing or closing.endswith(_NEWLINES) else newline


def _body(old: str, body: str, newline: str) -> str:
    """Another body; it ends in a line end unless that before had none."""
    new = like(old, body, newline)
    is_ended = not new or new.endswith(_NEWLINES) or not (old == "" or old.endswith(_NEWLINES))
    return new if is_ended else new + newline


def newline_of(text: str) -> str:
    """How lines of a text end, or most of them."""
    counted = Counter(_LINE_END.findall(text))
    return max(_NEWLINES, key=lambda end: counted[end])


def like(base: str, text: str, newline: str = "") -> str:
    """A text with the line ends of another; where that has several, lines that stay keep theirs."""
    plain, ends = _plain(text), set(_LINE_END.findall(base))
    newline = newline or newline_of(base)
    if len(ends) < 2:
        return plain.replace("\n", ends.pop() if ends else newline)
    old, new = LINE.findall(base), LINE.findall(plain)
    names = [_plain(line) for line in old]
    matcher = SequenceMatcher(None, names, new, autojunk=False)
    written = [line.replace("\n", newline) for line in new]
    for block in matcher.get_matching_blocks():
        written[block.b : block.b + block.size] = old[block.a : block.a + block.size]
    return "".join(written)


def _shown(front: str) -> str:
    return _plain(front).removesuffix("\n")


def _plain(text: str) -> str:
    return _LINE_END.sub("\n", text)
