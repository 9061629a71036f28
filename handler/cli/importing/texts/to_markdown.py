"""HTML as Markdown, block by block. No IO here.

What Markdown would not show alike stays HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from handler.cli.importing.texts.grouping import BLOCKS, grouped, holds_blocks
from handler.cli.importing.texts.inlines import at_start, inline, nodes_in
from handler.cli.importing.texts.visible import seen
from handler.core.html.nesting import is_bounded
from handler.core.html.tree import SPACE, attribute, is_blank, parse
from handler.core.markdown import to_html

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LANGUAGE = re.compile(r"(?:lang(?:uage)?|brush)[-:]\s*([\w+#.-]+)")
_ITEM = re.compile(r"(?:-|\d+\.) ")
_ID = re.compile(r"^(#{1,6} .*) \{#[\w:.-]+\}$", re.MULTILINE)
"""What names a heading, which Markdown often names so by itself."""
_INDENTED = re.compile(r"\s*\n\s*")


class NotPlain(Exception):
    """Something that Markdown cannot say."""


def to_markdown(html: str) -> str | None:
    """HTML as Markdown that comes to the same; None if it does not, or no parser may have it."""
    if not is_bounded(html):
        return None
    pieces = [piece for node in grouped(parse(html)) if (piece := _piece(node))]
    text = _joined(pieces) + "\n" if pieces else ""
    plain, before = _ID.sub(r"\1", text), seen(html)
    forms = (plain, text) if plain != text else (text,)
    return next((each for each in forms if seen(to_html(each).html).shows_all_of(before)), None)


def _piece(nodes: list[Node]) -> str:
    """A block as Markdown if that comes to the same, else as HTML."""
    html = "".join(node.html or "" for node in nodes).strip()
    if not html:
        return ""
    try:
        text = _block(nodes)
    except (NotPlain, RecursionError):
        text = None
    if text is not None and seen(to_html(text).html).shows_all_of(seen(html)):
        return text
    # A blank line would end the HTML for some programs, and a paragraph of text has no tag yet.
    html = html if nodes[0].tag in BLOCKS else f"<p>{html}</p>"
    return html if "<pre" in html else _INDENTED.sub("\n", html)


def _block(nodes: list[Node]) -> str:
    node = nodes[0]
    name = node.tag or ""
    if name not in BLOCKS:
        return _paragraph(nodes)
    if name in _HEADINGS:
        return _heading(node)
    if make := _MAKERS.get(name):
        return make(node)
    raise NotPlain


def _blocks(node: Node) -> str:
    return _joined(filter(None, map(_block, grouped(node))))


def _joined(blocks: Iterable[str]) -> str:
    """Blocks below each other; a comment parts two lists, which would become one."""
    text, last = "", ""
    for block in blocks:
        is_list = _ITEM.match(block) and _ITEM.match(last)
        text += f"\n\n<!-- -->\n\n{block}" if is_list else f"\n\n{block}" if text else block
        last = block
    return text


def _paragraph(nodes: list[Node]) -> str:
    if any(holds_blocks(node) for node in nodes):
        raise NotPlain
    lines = inline(nodes).strip(SPACE).split("\n")
    return at_start("\n".join(line.lstrip(SPACE) for line in lines))


def _own_paragraph(node: Node) -> str:
    if node.attributes:
        raise NotPlain
    return _paragraph(nodes_in(node))


def _heading(node: Node) -> str:
    text = inline(nodes_in(node)).strip(SPACE)
    if "\n" in text or not text or node.attributes.keys() - {"id"}:
        raise NotPlain
    name = attribute(node, "id")
    if name and not re.fullmatch(r"[A-Za-z][\w:.-]*", name):
        raise NotPlain
    return f"{'#' * _HEADINGS[node.tag or '']} {text}{f' {{#{name}}}' if name else ''}"


def _list(node: Node) -> str:
    if node.attributes:
        raise NotPlain
    items = [each for each in nodes_in(node) if not is_blank(each)]
    if any(item.tag != "li" or item.attributes for item in items) or not items:
        raise NotPlain
    loose = any(each.tag == "p" for item in items for each in nodes_in(item))
    made = [
        _item(item, f"{place}. " if node.tag == "ol" else "- ")
        for place, item in enumerate(items, 1)
    ]
    return ("\n\n" if loose else "\n").join(made)


def _item(node: Node, sign: str) -> str:
    parts = list(grouped(node))
    tight = not any(each.tag == "p" for each in nodes_in(node))
    text = ("\n" if tight else "\n\n").join(filter(None, map(_block, parts)))
    if not text:
        raise NotPlain
    return sign + text.replace("\n", "\n" + " " * len(sign)).replace(
        "\n" + " " * len(sign) + "\n", "\n\n"
    )


def _quote(node: Node) -> str:
    if node.attributes:
        raise NotPlain
    return "\n".join(
        f"> {line}".rstrip() if not line.endswith("  ") else f"> {line}"
        for line in _blocks(node).split("\n")
    )


def _pre(node: Node) -> str:
    if any(each.tag not in {"pre", "code", "span"} for each in node.css("*")):
        raise NotPlain
    code = node.css_first("code")
    classes = " ".join(attribute(each, "class") for each in (node, code) if each is not None)
    given = next(
        (
            attribute(each, "data-language") or attribute(each, "lang")
            for each in (node, code)
            if each is not None
        ),
        "",
    )
    language = _LANGUAGE.search(classes)
    name = language[1] if language else given
    text = (node.text() or "").strip("\n")
    if not text.strip():
        raise NotPlain
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    known = name if re.fullmatch(r"[\w+#.-]*", name) else ""
    return f"{fence}{known}\n{text}\n{fence}"


def _rule(node: Node) -> str:
    if node.attributes:
        raise NotPlain
    return "* * *"


def _table(node: Node) -> str:
    rows = [list(row.iter()) for row in node.css("tr")]
    allowed = {"table", "thead", "tbody", "tr", "th", "td"}
    around = node.css("table, thead, tbody, tfoot, tr, th, td, caption, col")
    if any(each.attributes or each.tag not in allowed for each in around) or not rows:
        raise NotPlain
    if any(
        cell.tag != ("th" if place == 0 else "td") for place, row in enumerate(rows) for cell in row
    ):
        raise NotPlain
    lines = [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])


def _cell(node: Node) -> str:
    if holds_blocks(node):
        raise NotPlain
    text = inline(nodes_in(node)).strip(SPACE)
    if "\n" in text:
        raise NotPlain
    return text


_MAKERS: dict[str, Callable[[Node], str]] = {
    "p": _own_paragraph,
    "ul": _list,
    "ol": _list,
    "blockquote": _quote,
    "pre": _pre,
    "hr": _rule,
    "table": _table,
}
