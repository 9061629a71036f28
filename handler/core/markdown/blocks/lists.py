"""Bulleted and numbered lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handler.core.markdown.attributes import INLINE_LIST, read_attributes
from handler.core.markdown.nodes import Blank, BlockEnd, Container, Element, Paragraph
from handler.core.markdown.patterns import BLANK_LINES, BLOCK_END, HORIZONTAL_RULE, LAZY_EDGE
from handler.core.markdown.source import BlockReader, Source
from handler.core.markdown.text import SPACES

_BULLET = re.compile(r"( {0,3}[+*-])([\t| ].*\n)")
_NUMBER = re.compile(r"( {0,3}[0-9]+\.)([\t| ].*\n)")
_ANY_MARKER = re.compile(r" {0,3}(?:[+*-]|[0-9]+\.)[\t| ]")
_ITEM_ATTRIBUTES = re.compile(rf"\s*{INLINE_LIST}\s*")
_ATTRIBUTES_ONLY = re.compile(rf"(?:\s*{INLINE_LIST}\s*)?(?:[ \t]*\n)?\Z")
_LEADING = re.compile(r"[ \t]*")
_TASK = re.compile(r"\[([ xX])\][ \t]+")
_NON_BLANK = re.compile(r".*\S.*\n", re.ASCII)


@dataclass(slots=True)
class ItemLines:
    """The lines of one item while it is being read, without their indentation."""

    element: Container
    indent: int
    line: int
    parts: list[list[str]]
    nested: bool = False

    def add(self, line: str, indented: bool) -> None:
        """Add a line; the first list inside the item begins a part of its own."""
        if _ANY_MARKER.match(line):
            if indented and not self.nested:
                self.parts.append([])
                self.nested = True
            elif self.nested and not indented:
                line = " " * (self.indent + 4) + line
        self.parts[-1].append(line)


def first_line(marker_width: int, content: str) -> tuple[str, int]:
    """An item's first line without indentation, and how far the item's text is indented."""
    if _ATTRIBUTES_ONLY.match(content):
        return content.lstrip(SPACES), 4
    width = marker_width
    for char in _LEADING.match(content)[0]:  # type: ignore[index]
        width += 1 if char == " " else 4 - width % 4
    return content.lstrip(SPACES), width


def continued_line(source: Source, indent: int, after_blank: bool) -> tuple[str, bool] | None:
    """The next line if it belongs to an item, and whether it is indented enough."""
    match = source.check(_NON_BLANK)
    if match is None:
        return None
    if not _is_indented(match[0], indent) and (after_blank or _is_edge(source, indent)):
        return None
    source.pos = match.end()
    line, margin = _spaced(match[0]), " " * indent
    # A tab behind spaces indents a line enough, but is not cut off.
    return line.removeprefix(margin), line.startswith(margin)


def _is_edge(source: Source, indent: int) -> bool:
    match = source.check(LAZY_EDGE)
    if match is None or match[0].startswith("^"):
        return match is not None
    return len(match[0]) - len(match[0].lstrip(" ")) <= indent


def _is_indented(line: str, indent: int) -> bool:
    """Whether a line begins with ``indent`` columns; a tab or four spaces are one step of four."""
    pos, steps, columns = 0, indent // 4, indent % 4
    for _ in range(steps):
        width = _step(line, pos)
        if not width:
            return False
        pos += width
    return line.startswith(" " * columns, pos) or _step(line, pos) > 0


def _step(line: str, pos: int) -> int:
    return 1 if line.startswith("\t", pos) else 4 * line.startswith("    ", pos)


def _spaced(line: str) -> str:
    """The line with the tabs at its beginning as spaces."""
    bare = line.lstrip("\t")
    return " " * 4 * (len(line) - len(bare)) + bare


def read_list(reader: BlockReader) -> bool:
    """Read a whole list with everything in its items."""
    source = reader.source
    bullets = source.check(_BULLET) is not None
    if not bullets and not source.check(_NUMBER):
        return False
    listing = Container(tag="ul" if bullets else "ol")
    line = source.line
    items, ended = _read_items(reader, bullets)
    reader.add(listing, line)
    for item in items:
        listing.children.append(item.element)
        _read_item_blocks(reader, item)
    trailing = _settle(items, ended)
    _mark_tasks(reader, listing)
    if trailing is not None and not ended:
        reader.parent.children.append(trailing)
    return True


def _read_items(reader: BlockReader, bullets: bool) -> tuple[list[ItemLines], bool]:
    source, items = reader.source, list[ItemLines]()
    start, after_blank = (_BULLET if bullets else _NUMBER), False
    while not source.at_end:
        if after_blank and source.check(HORIZONTAL_RULE):
            break
        if source.take(BLOCK_END):
            return items, True
        if match := source.check(start):
            items.append(_begin_item(reader, match))
            start, after_blank = _next_start(bullets, items[-1].indent), False
        elif continued := continued_line(source, items[-1].indent, after_blank):
            items[-1].add(*continued)
            after_blank = False
        elif blank := source.take(BLANK_LINES):
            items[-1].nested = after_blank = True
            items[-1].parts[-1].append(blank[0])
        else:
            break
    return items, False


def _next_start(bullets: bool, indent: int) -> re.Pattern[str]:
    marker = "[+*-]" if bullets else r"[0-9]+\."
    return re.compile(rf"( {{0,{min(3, indent - 1)}}}{marker})([\t| ].*\n)")


def _begin_item(reader: BlockReader, match: re.Match[str]) -> ItemLines:
    line, reader.source.pos = reader.source.line, match.end()
    content, indent = first_line(len(match[1]), match[2])
    element = Container(tag="li", line=line)
    content = take_item_attributes(reader, element, content)
    return ItemLines(element, indent, line, [[content]], bool(_ANY_MARKER.match(content)))


def take_item_attributes(reader: BlockReader, element: Element, content: str) -> str:
    """Put an attribute list that begins an item on the item, and give the text behind it."""
    match = _ITEM_ATTRIBUTES.match(content)
    if match is None:
        return content
    reader.document.attribute_lists.apply(element, read_attributes(match[1]))
    return content[match.end() :]


def _read_item_blocks(reader: BlockReader, item: ItemLines) -> None:
    line = item.line
    for part in item.parts:
        text = "".join(part)
        reader.read_nested(text, item.element, line)
        line += text.count("\n")


def _settle(items: list[ItemLines], ended: bool) -> Blank | None:
    """Decide which items show their first paragraph bare; give the blank line behind the list."""
    elements = [item.element for item in items]
    bare_before = False
    trailing: Blank | None = None
    for element in elements:
        is_last = element is elements[-1]
        children = element.children
        _drop_end_of_attributes(element)
        alone = is_last and len(children) == 2 and not ended
        if _is_tight(element, alone) and (not is_last or len(elements) == 1 or bare_before):
            children[0].bare = True  # type: ignore[union-attr]
        first = children[0] if children else None
        bare_before = bare_before or not isinstance(first, Paragraph) or first.bare
        last = children[-1] if children else None
        trailing = last if isinstance(last, Blank) else None
        if trailing is not None:
            children.pop()
    return trailing


def _is_tight(element: Element, alone: bool) -> bool:
    children = element.children
    if not children or not isinstance(children[0], Paragraph):
        return False
    return len(children) < 2 or not isinstance(children[1], Blank) or alone


def _drop_end_of_attributes(element: Element) -> None:
    first, second = (*element.children[:2], None, None)[:2]
    if isinstance(first, Paragraph) and first.attributes and isinstance(second, BlockEnd):
        del element.children[1]


def _mark_tasks(reader: BlockReader, listing: Container) -> None:
    """Turn ``[ ]`` and ``[x]`` at the beginning of items into boxes."""
    if not reader.document.options.gfm:
        return
    for item in listing.children:
        first = item.children[0] if isinstance(item, Container) and item.children else None
        if isinstance(item, Container) and isinstance(first, Paragraph):
            if box := _TASK.match(first.text):
                first.text = first.text[box.end() :]
                first.marks.add("done" if box[1] in "xX" else "open")
                listing.marks.add("tasks")
            item.marks.update({"task"} if "tasks" in listing.marks else ())
