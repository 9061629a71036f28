"""Closing what raw HTML leaves open, for HTML that Markdown did not read.

What would hide all up to its end stays open, so that it can be told.
"""

from __future__ import annotations

import re
from collections import Counter

from handler.core.markdown.elements import HIDING, VOID
from handler.core.markdown.html_tags import TAG_NAME

# What is never closed runs to the end, so that nothing is read twice.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style)\b[^>]*+(?:>.*?(?:</(?P=raw)\s*>|\Z)|\Z)"
    rf"|<(?P<end>/)?(?P<name>{TAG_NAME})(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^>\"'])*+(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)


def balance(html: str) -> str:
    """HTML with stray end tags taken out and missing ones put in."""
    pieces: list[str] = []
    waiting: list[str] = []
    open_tags: Counter[str] = Counter()
    pos = 0
    for token in _TOKEN.finditer(html):
        pieces.append(html[pos : token.start()])
        pos = token.end()
        pieces.append(_balanced_token(token, waiting, open_tags))
    ends = [f"</{name}>" for name in reversed(waiting) if name not in HIDING]
    return "".join([*pieces, html[pos:], *ends])


def _balanced_token(token: re.Match[str], waiting: list[str], open_tags: Counter[str]) -> str:
    name = (token["name"] or "").lower()
    is_whole = token[0].endswith(">") and not token[0].endswith("/>")
    if not name or not is_whole or (name in VOID and not token["end"]):
        return token[0]
    if not token["end"]:
        waiting.append(name)
        open_tags[name] += 1
        return token[0]
    if not open_tags[name]:
        return ""
    closed: list[str] = []
    while not closed or closed[-1] != name:
        closed.append(waiting.pop())
        open_tags[closed[-1]] -= 1
    return "".join(f"</{each}>" for each in closed)
