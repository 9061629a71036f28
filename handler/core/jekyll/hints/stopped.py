"""What stands in a body but does nothing in readers' browsers, as the pages' policy stops it.

No IO here. See `handler/web/headers.py` for the policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from handler.core.html.tree import attribute, find
from handler.core.jekyll.documents import Document
from handler.core.model.problems import Problem

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_SCRIPTS = {"", "module", "text/javascript", "application/javascript", "text/babel"}
_TAG = re.compile("<[a-z]+>")
# What is stopped: where it is, how it begins in the text, what is to be said, and the remedy.
_STOPPED = (
    ("script", "<script", "has a script, which browsers do not run here.", "Delete it."),
    (
        'style, link[rel~="stylesheet"]',
        "<style",
        "has a style sheet, which browsers do not heed here.",
        "Delete it; the theme has styles for what Markdown has.",
    ),
    (
        "[style]",
        "style=",
        "has a style attribute, which browsers do not heed here.",
        "Delete it; images take width and height.",
    ),
    (
        'iframe[src^="http:" i]',
        "<iframe",
        "has a frame from http://, which browsers do not show in a page from https://.",
        "Write https:// if what it shows is there, else a link.",
    ),
)


def never_closed(document: Document, openings: Iterable[str]) -> tuple[Problem, ...]:
    """One warning for each thing that begins so and hides what follows, as it never ends."""
    return tuple(_never_closed(document, opening) for opening in openings)


def _never_closed(document: Document, opening: str) -> Problem:
    message, fix = f"{opening} is never closed.", f"Add </{opening[1:]}."
    if opening == "<plaintext>":
        message, fix = "<plaintext> can never be closed.", "Write such text in <pre> and </pre>."
    elif opening == "<!--":
        fix = "Add -->."
    elif not _TAG.fullmatch(opening):
        fix = "Close its quotation marks, and the tag with >."
    return Problem(document.key, message, fix, _line(document, opening.rstrip(">")), "warning")


def stopped(document: Document, root: Node) -> tuple[Problem, ...]:
    """One warning for each kind of thing in a body that does nothing."""
    return tuple(
        Problem(document.key, message, fix, _line(document, sign), "warning")
        for selector, sign, message, fix in _STOPPED
        if any(_counts(node) for node in find(root, selector))
    )


def _counts(node: Node) -> bool:
    """Whether an element does something elsewhere: data in a script does not."""
    if node.tag == "script":
        return attribute(node, "type").strip().lower() in _SCRIPTS
    # The Markdown of a table makes this one, and the style sheet heeds it.
    return not attribute(node, "style").replace(" ", "").startswith("text-align:")


def _line(document: Document, sign: str) -> int:
    place = document.body.lower().find(sign.lower())
    return document.body_line + document.body.count("\n", 0, place) if place >= 0 else 0
