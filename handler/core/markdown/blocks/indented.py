"""Indented lines, as code blocks and footnotes have them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handler.core.markdown.patterns import BLANK_LINES, LAZY_EDGE
from handler.core.markdown.source import Source

INDENTED_LINE = re.compile(r"(?: {4}|\t)[ \t]*\S.*\n", re.ASCII)


def indented_lines(source: Source) -> Iterator[tuple[str, bool]]:
    """Indented lines without their indentation, and lazy ones (marked so) that continue them."""
    inside = False
    while True:
        if match := source.take(INDENTED_LINE):
            inside = True
            yield outdented(match[0]), False
        elif blank := source.check(BLANK_LINES):
            if INDENTED_LINE.match(source.text, blank.end()) is None:
                return
            source.pos = blank.end()
            for line in blank[0].splitlines(keepends=True):
                yield outdented(line), False
        elif not inside or source.at_end or source.check(LAZY_EDGE):
            return
        else:
            start, source.pos = source.pos, source.line_end(source.pos)
            yield source.text[start : source.pos], True


def outdented(line: str) -> str:
    """A line without one step of indentation."""
    return line[1:] if line.startswith("\t") else line.removeprefix("    ")
