"""What the renderer answers, and what it asks of a highlighter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Highlighter = Callable[[str, str], str | None]
"""Turns code and its language into the HTML inside `<code>`; None for an unknown language."""


@dataclass(frozen=True, slots=True)
class MarkdownWarning:
    """Something in a text that its author should look at."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class MarkdownResult:
    """A text as HTML, and what was odd about it."""

    html: str
    warnings: tuple[MarkdownWarning, ...]
