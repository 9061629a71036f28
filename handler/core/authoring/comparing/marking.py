"""Finding in a page the place of a text where its author types. No IO here.

A letter that no text has goes in at the end of the line, if that is prose, or of one above, and
comes out of the page again.
"""

import re
from itertools import islice

from handler.core.authoring.front_matter.parts import LINE

MARK = "\ue0c1"
ANCHOR = "~desk"
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_PROSE = re.compile(
    r" {0,3}(?:#{1,6} |> |[-*+] |\d{1,9}[.)] )*\w(?:[^<>|{}`\[\]]*[\w.,;!?…。、！？])?"
)
_TAG_OR_MARK = re.compile(
    rf"<(?:!--.*?(?:-->|\Z)|(script|style|title|textarea)\b.*?(?:</\1|\Z)|[^>]*(?:>|\Z))|{MARK}",
    re.S | re.I,
)


def marked(body: str, line: int) -> str:
    """A body with the mark at a line of it, counted from 1; without any if no prose is before."""
    end = -1  # Of the last line of prose.
    fence = ""
    for found in islice(LINE.finditer(body), line):
        text = found[0].rstrip()
        fence, was_code = _fence_after(text, fence), bool(fence)
        if not was_code and _PROSE.fullmatch(text):
            end = found.start() + len(text)
    return f"{body[:end]}{MARK}{body[end:]}" if end >= 0 else body


def _fence_after(line: str, fence: str) -> str:
    """The fence of the code in which the next line stands; empty if it stands in none."""
    found = _FENCE.match(line)
    if not found:
        return fence
    if not fence:
        return found[1]
    is_end = line.strip().startswith(fence) and not line.strip().strip(fence[0])
    return "" if is_end else fence


def anchored(html: str) -> str:
    """A page without the mark, with an anchor where it last stood between tags."""
    places = [found.start() for found in _TAG_OR_MARK.finditer(html) if found[0] == MARK]
    if places:
        html = f'{html[: places[-1]]}<span id="{ANCHOR}"></span>{html[places[-1] + 1 :]}'
    return html.replace(MARK, "")
