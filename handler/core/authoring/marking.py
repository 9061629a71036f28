"""Finding in a page the place of a text where its author types. No IO here.

A letter that no text has goes in at the end of the line, if that is prose, or of one above, and
comes out of the page again.
"""

import re

MARK = "\ue0c1"
ANCHOR = "~desk"
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_PROSE = re.compile(
    r" {0,3}(?:#{1,6} |> |[-*+] |\d{1,9}[.)] )*\w(?:[^<>|{}`\[\]]*[\w.,;!?…。、！？])?"
)
_TAG_OR_MARK = re.compile(
    rf"<(?:!--.*?-->|(script|style|title|textarea)\b.*?</\1|[^>]*>)|{MARK}", re.S | re.I
)


def marked(body: str, line: int) -> str:
    """A body with the mark at a line of it, counted from 1; without any if no prose is before."""
    lines = body.split("\n")
    for index in range(min(line, len(lines)) - 1, -1, -1):
        text = lines[index].rstrip()
        if _PROSE.fullmatch(text) and not _is_code(lines[:index]):
            lines[index] = text + MARK + lines[index][len(text) :]
            return "\n".join(lines)
    return body


def _is_code(above: list[str]) -> bool:
    """Whether what comes after some lines stands in a block of code."""
    fence = ""
    for line in above:
        if found := _FENCE.match(line):
            if not fence:
                fence = found[1]
            elif line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
    return bool(fence)


def anchored(html: str) -> str:
    """A page without the mark, with an anchor where it last stood between tags."""
    places = [found.start() for found in _TAG_OR_MARK.finditer(html) if found[0] == MARK]
    if places:
        html = f'{html[: places[-1]]}<span id="{ANCHOR}"></span>{html[places[-1] + 1 :]}'
    return html.replace(MARK, "")
