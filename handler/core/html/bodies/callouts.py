"""Notes, tips and warnings, by the marks of GitHub and the classes of other themes. No IO here.

A body keeps what Jekyll makes of it; only the page shows a word in place of GitHub's mark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handler.core.html.tree import attribute, children, rename, set_attributes
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

_MARK = re.compile(r"\s*\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|\Z)", re.IGNORECASE)
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


def _name_marked(quote: Node, words: Words) -> None:
    first = next(iter(children(quote)), None)
    text = first.first_child if first is not None and first.tag == "p" else None
    match = _MARK.match(text.text_content or "") if text is not None and text.is_text_node else None
    if first is None or text is None or match is None:
        return
    _take_mark(text, match.end())
    if not children(first):
        first.decompose()
    names = {name: value or "" for name, value in quote.attributes.items()}
    callout = rename(quote, "div")
    set_attributes(callout, names)
    _mark(callout, match[1].lower(), words)
    title = callout.parser.create_node("p")
    set_attributes(title, {"class": "callout-title"})
    title.insert_child(words(TITLES[match[1].lower()]))
    start = callout.first_child
    if start is None:
        callout.insert_child(title, move=True)
    else:
        start.insert_before(title, move=True)


def _take_mark(text: Node, end: int) -> None:
    rest = (text.text_content or "")[end:]
    following = text.next
    if not rest and following is not None and following.tag == "br":
        following.decompose()
    if rest:
        text.replace_with(rest)
    else:
        text.decompose()


def _mark(block: Node, kind: str, words: Words) -> None:
    names = f"callout callout-{kind} {attribute(block, 'class')}".strip()
    label = {} if "aria-label" in block.attributes else {"aria-label": words(TITLES[kind])}
    set_attributes(block, {"class": names, "role": "note"} | label)
