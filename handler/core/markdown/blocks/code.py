"""Code blocks, indented or between fences."""

from __future__ import annotations

import re

from handler.core.markdown.blocks.indented import INDENTED_LINE, indented_lines
from handler.core.markdown.nodes import CodeBlock
from handler.core.markdown.source import BlockReader, Source

_FENCE = re.compile(r" {0,3}(`{3,}+|~{3,}+)[ \t]*(?:(\S+?)(?:\?\S*)?)?[ \t]*\n", re.ASCII)
# Not kramdown's, which takes such a fence for text.
_TITLED_FENCE = re.compile(
    r" {0,3}(`{3,}+|~{3,}+)[ \t]*([\w+#.-]+)"
    r"((?:[ \t]+(?:title=\"[^\"\n]*\"|\{[0-9, -]{1,200}\})){1,2})[ \t]*\n",
    re.ASCII,
)
_TITLE = re.compile(r'title="([^"]*)"')
_LINES = re.compile(r"\{([0-9, -]*)\}")
_RANGE = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")
_SHORT_FENCE = re.compile(r" {0,3}(```|~~~)(\S+?)(?:\?\S*)?[ \t]*\n", re.ASCII)
_JOINING = re.compile(r" {0,3}[^ \t]")
_LONGEST_FENCE = 1000


def read_indented(reader: BlockReader) -> bool:
    """Read a code block of indented lines; a lazy one joins the last, unless a tab leads it."""
    source, line = reader.source, reader.source.line
    if source.check(INDENTED_LINE) is None:
        return False
    pieces: list[str] = []
    for text, lazy in indented_lines(source):
        if lazy and _JOINING.match(text):
            pieces[-1] = pieces[-1][:-1] + " "
        pieces.append(text)
    reader.add(CodeBlock(code="".join(pieces)), line)
    return True


def read_fence(reader: BlockReader) -> bool:
    """Read code between fences; a fence that nothing closes is text."""
    source, line = reader.source, reader.source.line
    opening = source.check(_FENCE) or source.check(_TITLED_FENCE)
    if opening is None:
        return False
    closing = _closing(source, opening)
    if closing is None and len(opening[1]) > 3:
        # A longer fence may be closed by a shorter one; the rest of it is then the language.
        opening = source.check(_SHORT_FENCE) or opening
        closing = _closing(source, opening)
    if closing is None:
        message = f"This code fence is never closed: end the code with a line {opening[1]}."
        reader.document.warn(line, message)
        return False
    source.pos = closing.end()
    code = source.text[opening.end() : closing.start()]
    title, marked = _extras(opening, code.count("\n"))
    reader.add(CodeBlock(code=code, language=opening[2] or "", title=title, marked=marked), line)
    return True


def _extras(opening: re.Match[str], count: int) -> tuple[str, frozenset[int]]:
    """The title that stands above code, and the numbers of its marked lines, from 1."""
    if opening.re is not _TITLED_FENCE:
        return "", frozenset()
    title, lines = _TITLE.search(opening[3]), _LINES.search(opening[3])
    ranges = _RANGE.findall(lines[1]) if lines else []
    marked = (range(int(one), min(int(last or one), count) + 1) for one, last in ranges)
    return title[1] if title else "", frozenset(line for each in marked for line in each)


def _closing(source: Source, opening: re.Match[str]) -> re.Match[str] | None:
    length = min(len(opening[1]), _LONGEST_FENCE)
    fence = rf"^ {{0,3}}{opening[1][0]}{{{length},}}[ \t]*\n"
    return source.find(re.compile(fence, re.MULTILINE), opening.end())
