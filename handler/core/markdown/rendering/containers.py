"""The tags of elements that only wrap others."""

from __future__ import annotations

from handler.core.markdown.attributes import put_attributes, write_attributes
from handler.core.markdown.elements import VOID
from handler.core.markdown.nodes import Container

_TASKS = frozenset(["tasks", "task"])
LISTS = frozenset(["ul", "ol"])
_ITEMS = frozenset(["li", "dd"])
_BLOCKS = LISTS | _ITEMS | {"table", "thead", "tbody", "tfoot", "tr", "dl", "blockquote"}


def write_tags(node: Container) -> tuple[str, str]:
    """An element's start and end, with line breaks around blocks."""
    tag, attributes = node.tag, node.attributes
    if not tag:
        return "", ""
    if node.marks & _TASKS:
        attributes = {"class": "task-list" if "tasks" in node.marks else "task-list-item"}
        put_attributes(attributes, node.attributes)
    start = f"<{tag}{write_attributes(attributes.items())}"
    if tag in VOID:
        return f"{start} />" + ("\n" if tag == "hr" else ""), ""
    if "html" in node.marks or tag not in _BLOCKS:
        return f"{start}>", f"</{tag}>"
    return f"{start}>" + ("" if tag in _ITEMS else "\n"), f"</{tag}>\n"
