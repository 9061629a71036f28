"""Notes, tips and warnings, by the marks of GitHub and the classes of other themes. No IO here.

A body keeps what Jekyll makes of it; pages and feeds show a word in place of GitHub's mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handler.core.html.marks import take_mark
from handler.core.html.tree import attribute, rename, set_attributes
from handler.core.model.languages.translations import Words, word

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

TITLES = {
    "note": word("Note"),
    "tip": word("Tip"),
    "important": word("Important"),
    "warning": word("Warning"),
    "caution": word("Caution"),
}
"""The kinds that the stylesheet has colours for. https://github.com/orgs/community/discussions/16925"""

_ALIKE = {
    **{kind: kind for kind in TITLES},
    "info": "note",
    "success": "tip",
    "primary": "important",
    "danger": "caution",
    "error": "caution",
}
# Just the Docs and TeXt; Chirpy; Minimal Mistakes; Bootstrap; Beautiful Jekyll.
_CLASSES = {
    f"{family}{name}": kind
    for family in ("", "prompt-", "notice--", "alert-", "box-", "callout-")
    for name, kind in _ALIKE.items()
} | {"notice": "note", "alert": "note", "admonition": "note"}


def mark_callouts(root: Node, words: Words) -> None:
    """Have the theme show what is marked, in classes that its stylesheet knows."""
    for quote in root.css("blockquote"):
        _name_marked(quote, words)
    for block in root.css("p[class], div[class], blockquote[class], aside[class], section[class]"):
        names = attribute(block, "class").split()
        kinds = [_CLASSES[name] for name in reversed(names) if name in _CLASSES]
        if kinds and "callout" not in names:
            _mark(block, kinds[0], words)


def name_callouts(root: Node, words: Words) -> None:
    """Have programs that know no callouts show a word in place of GitHub's mark."""
    for quote in root.css("blockquote"):
        if kind := take_mark(quote):
            _add_title(quote, "strong", words(TITLES[kind]))


def _name_marked(quote: Node, words: Words) -> None:
    kind = take_mark(quote)
    if not kind:
        return
    names = {name: value or "" for name, value in quote.attributes.items()}
    callout = rename(quote, "div")
    set_attributes(callout, names)
    _mark(callout, kind, words)
    title = _add_title(callout, "", words(TITLES[kind]))
    set_attributes(title, {"class": "callout-title"})


def _add_title(block: Node, within: str, name: str) -> Node:
    """Put a paragraph with the name of a callout before all that it holds."""
    title = block.parser.create_node("p")
    inner = block.parser.create_node(within) if within else title
    inner.insert_child(name)
    if within:
        title.insert_child(inner, move=True)
    start = block.first_child
    if start is None:
        block.insert_child(title, move=True)
    else:
        start.insert_before(title, move=True)
    return title


def _mark(block: Node, kind: str, words: Words) -> None:
    names = f"callout callout-{kind} {attribute(block, 'class')}".strip()
    label = {} if "aria-label" in block.attributes else {"aria-label": words(TITLES[kind])}
    set_attributes(block, {"class": names, "role": "note"} | label)
