"""A file as a form shows it: its front matter and its body, each put back as it was. No IO here.

What browsers send has other line ends than the file, and no mark of its byte order. So the file as
it was opened, the base, tells how each part is written back; a part that is the same stays as it is
to the byte.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_BOM = "\ufeff"
_OPENING = re.compile(r"---[ \t\f\v]*(?:\r\n|\n)")
# With the blank lines after it, which Jekyll leaves out of the body as well.
_CLOSING = re.compile(
    r"^(?:---|\.\.\.)[ \t\f\v]*(?:\r\n|\n|\Z)(?:[ \t\f\v]*(?:\r\n|\n))*+", re.MULTILINE
)
_LINE_END = re.compile(r"\r\n|\r|\n")


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
        return max(0, self.closing.count("\n") - 1)

    def shown(self) -> tuple[str, str]:
        """Front matter and body as a form has them."""
        return _shown(self.front), _plain(self.body)


def parts_of(text: str) -> Parts:
    """The parts of a text; one without front matter is all body."""
    bom = _BOM if text.startswith(_BOM) else ""
    rest = text.removeprefix(_BOM)
    opening = _OPENING.match(rest)
    closing = _CLOSING.search(rest, opening.end()) if opening else None
    if not opening or not closing:
        return Parts(bom, "", "", rest)
    front = rest[opening.end() : closing.start()]
    return Parts(bom + opening[0], front, closing[0], rest[closing.end() :])


def whole(base: str, front: str, body: str) -> str:
    """The text of a form's front matter and body, written as the base is."""
    old = parts_of(base)
    shown_front, shown_body = old.shown()
    newline = newline_of(base)
    new_body = old.body if _plain(body) == shown_body else _body(old.body, body, newline)
    ended = newline if old.closing and new_body and not old.closing.endswith("\n") else ""
    if _plain(front).strip("\n") == shown_front.strip("\n"):
        return old.opening + old.front + old.closing + ended + new_body
    lines = _plain(front).strip("\n")
    new_front = like(old.front, f"{lines}\n" if lines else "", newline)
    bom = _BOM if base.startswith(_BOM) else ""
    opening = old.opening if old.closing else f"{bom}---{newline}"
    closing = old.closing or f"---{newline}"
    return opening + new_front + closing + ended + new_body


def _body(old: str, body: str, newline: str) -> str:
    """Another body; it ends in a line end unless that before had none."""
    new = like(old, body, newline)
    is_ended = not new or new.endswith(("\n", "\r")) or not (old == "" or old.endswith("\n"))
    return new if is_ended else new + newline


def newline_of(text: str) -> str:
    """How lines of a text end, or most of them."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def like(base: str, text: str, newline: str = "") -> str:
    """A text with the line ends of another; where that has several, lines that stay keep theirs."""
    plain, ends = _plain(text), set(_LINE_END.findall(base))
    newline = newline or newline_of(base)
    if len(ends) < 2:
        return plain.replace("\n", ends.pop() if ends else newline)
    old, new = _lines(base), _lines(plain)
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


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)
