"""Tables of lines with pipes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from handler.core.markdown.nodes import Container, TextContainer
from handler.core.markdown.source import BlockReader, Source
from handler.core.markdown.text import SPACES

_LINE = re.compile(r" {0,3}(?=\S)(?:\||[^\n|]*[^\\\n|]\||[^\n]*[^\\\n]\|)[^\n]*\n", re.ASCII)
_LEADING_PIPE = re.compile(r"\s*\|")
_SEPARATOR = re.compile(r"(?=[^\n]*-)[+|: \t-]+\n")
_FOOTER = re.compile(r"(?=[^\n]*=)[+|: \t=]+\n")
_ALIGNMENT = re.compile(r"(:?)-+(:?)")
_CELL_MARK = re.compile(r"\\\||\||`+|<code[^>]*>")
_NO_TABLE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\$[^$\n]+\$", re.DOTALL)
"""Where a pipe is a filter's or a formula's, so that nobody wanted a table."""
_STYLES = {(True, True): "center", (True, False): "left", (False, True): "right"}

Row = list[str]


@dataclass(slots=True)
class _Table:
    sections: list[tuple[str, list[Row]]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    alignments: list[str] = field(default_factory=list)
    separated: bool = False
    footer: bool = False
    piped: bool = True

    def close(self, kind: str) -> None:
        """End a section of the table, unless it has no rows."""
        if self.rows:
            self.sections.append((kind, self.rows))
            self.rows = []

    def add_separator(self, line: str) -> None:
        """The first separator makes the rows above it the header."""
        self.separated = True
        if self.rows and not self.alignments and not self.footer:
            self.close("thead")
            self.alignments = [
                _STYLES.get((bool(left), bool(right)), "")
                for left, right in _ALIGNMENT.findall(line)
            ]
        elif not self.footer:
            self.close("tbody")

    @property
    def is_real(self) -> bool:
        """Whether somebody drew a table, rather than used a ``|`` in a sentence."""
        rows = [row for _, section in self.sections for row in section]
        even = len(rows) > 1 and len({len(row) for row in rows}) == 1 and len(rows[0]) > 1
        return self.separated or self.piped or even


def read_table(reader: BlockReader) -> bool:
    """Read a table that stands by itself; a sentence with a stray pipe is left as text."""
    source = reader.source
    if not reader.after_boundary() or source.check(_LINE) is None:
        return False
    start, line = source.pos, source.line
    table = _read_lines(source)
    complete = reader.before_boundary() and any(kind == "tbody" for kind, _ in table.sections)
    if not complete or not table.is_real:
        drawn = source.text[start : source.pos]
        source.pos = start
        if not complete:
            reader.pending = None
        elif "|" in _NO_TABLE.sub("", drawn):
            message = "A | alone does not make a table: start each row with | or escape it as \\|."
            reader.document.warn(line, message)
        return False
    reader.add(_build(table, line), line)
    return True


def _read_lines(source: Source) -> _Table:
    table = _Table()
    leading_pipe = source.check(_LEADING_PIPE) is not None
    while match := source.check(_LINE):
        text = match[0]
        if _SEPARATOR.fullmatch(text):
            table.add_separator(text)
        elif _FOOTER.fullmatch(text):
            table.separated = True
            table.close("tbody")
            table.footer = True
        elif (cells := split_cells(text.rstrip("\n"))) is not None or table.rows:
            # A row whose only pipes are in code is one cell, unless it would begin the table.
            table.rows.append(_trimmed(cells or [text], leading_pipe))
            table.piped = table.piped and text.lstrip(" ").startswith("|")
        else:
            break
        source.pos = match.end()
    table.close("tfoot" if table.footer else "tbody")
    return table


def split_cells(line: str) -> Row | None:
    """A row's cells; pipes in code and escaped ones separate nothing. None without any pipe."""
    cells, start, pos, pieces = list[str](), 0, 0, list[str]()
    unclosed: set[str] = set()
    while mark := _CELL_MARK.search(line, pos):
        token, pos = mark[0], mark.end()
        if token == "|":
            cells.append("".join([*pieces, line[start : mark.start()]]))
            start, pieces = pos, []
        elif token == "\\|":
            pieces += [line[start : mark.start()], "|"]
            start = pos
        elif token not in unclosed:
            closing = token if token[0] == "`" else "</code>"
            end = line.find(closing, pos)
            pos = end + len(closing) if end >= 0 else pos
            if end < 0:
                unclosed.add(token)
    if not cells:
        return None
    return [*cells, "".join([*pieces, line[start:]])]


def _trimmed(cells: Row, leading_pipe: bool) -> Row:
    """Cells without the empty ones outside the outer pipes."""
    if leading_pipe and len(cells) > 1 and not cells[0].strip():
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].strip():
        cells = cells[:-1]
    return [cell.strip(SPACES) for cell in cells]


def _build(table: _Table, line: int) -> Container:
    width = _width([row for _, rows in table.sections for row in rows])
    element = Container(tag="table")
    for kind, rows in table.sections:
        section = Container(tag=kind)
        for row in rows:
            tag = "th" if kind == "thead" else "td"
            cells = [*row, *[""] * (width - len(row))]
            section.children.append(_build_row(tag, cells, table.alignments, line))
        element.children.append(section)
    return element


def _width(rows: list[Row]) -> int:
    """How many cells short rows are filled up to, unless that would be mostly filling."""
    widest = max(len(row) for row in rows)
    return widest if widest * len(rows) <= 1000 + 4 * sum(map(len, rows)) else 0


def _build_row(tag: str, cells: Row, alignments: list[str], line: int) -> Container:
    row = Container(tag="tr")
    for index, text in enumerate(cells):
        cell = TextContainer(tag=tag, text=text, line=line)
        if index < len(alignments) and alignments[index]:
            cell.attributes["style"] = f"text-align: {alignments[index]}"
        row.children.append(cell)
    return row
