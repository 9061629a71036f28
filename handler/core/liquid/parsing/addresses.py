"""Where markup stands in the address of a link or picture, and where in code that shows one.

No IO here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

_LONGEST_ADDRESS = 300
_OUTPUT = r"\{\{[^{}\n]*+\}\}"
_ADDRESS = re.compile(
    # In Markdown: a link, a definition, an address in angle brackets; without quotes in HTML.
    r"(?:\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s*<?|<https?://|\b(?:href|src|poster|action)\s*=\s*)"
    rf"(?:{_OUTPUT}|[^\s\"'<>(){{}}])*+\Z"
    rf"|\]\((?:{_OUTPUT}|[^\"'<>(){{}}\n])*+\Z"
    r"|\b(?:href|src|srcset|data-\w+|poster|action|cite)\s*=\s*"
    rf"(?:\"(?:{_OUTPUT}|[^\"<>{{}}])*+|'(?:{_OUTPUT}|[^'<>{{}}])*+)\Z",
    re.MULTILINE | re.IGNORECASE,
)
_LONGEST_BLOCK = 2000
_IN_LIST = re.compile(r"\s|[-*+][ \t]|[0-9]+\.[ \t]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def is_in_address(source: str, at: int) -> bool:
    """Whether what begins at a place of a text stands in an address."""
    return _ADDRESS.search(source, max(0, at - _LONGEST_ADDRESS), at) is not None


class Code:
    """The code in a text: between fences or backticks, and in indented lines."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._ends = list(_fences(source))

    def holds(self, at: int) -> bool:
        """Whether a place is in code."""
        # Much is asked for in a long line, so that not all of it is looked at.
        start = max(0, at - _LONGEST_BLOCK)
        line = max(start, self._source.rfind("\n", start, at) + 1)
        in_line = self._source.count("`", line, at) % 2 == 1
        is_fenced = bisect_right(self._ends, at) % 2 == 1
        return in_line or is_fenced or self._is_indented(line)

    def _is_indented(self, line: int) -> bool:
        """Whether a line is one of a block of code, which an empty line and no list precedes."""
        indented = re.compile(r"(?: {4}|\t)")
        if not indented.match(self._source, line):
            return False
        before = self._source[max(0, line - _LONGEST_BLOCK) : line].split("\n")[:-1]
        while before and indented.match(before[-1]):
            before.pop()
        if before and before[-1].strip():
            return False
        above = next((text for text in reversed(before) if text.strip()), "")
        return not _IN_LIST.match(above)


def _fences(source: str) -> Iterator[int]:
    """Where blocks of code begin and end, in turn."""
    opened, at = "", 0
    for line in source.splitlines(keepends=True):
        fence = _FENCE.match(line)
        if fence and not opened:
            opened = fence[1]
            yield at
        elif fence and fence[1].startswith(opened) and not line[fence.end() :].strip(" \t\r\n"):
            opened = ""
            yield at
        at += len(line)
