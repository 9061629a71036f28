"""White space as kramdown sees it, and escaping."""

from __future__ import annotations

import re

SPACES = " \t\n\r\f\v"
"""White space; wider Unicode spaces are letters to Markdown, in Ruby and so here."""


def is_space(char: str) -> bool:
    """Whether this is one white space character."""
    return char != "" and char in SPACES


def escape(text: str) -> str:
    """Text as it may stand between tags."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


_ENTITY_OR_AMPERSAND = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#x[\da-fA-F]{1,6});)")


def escape_once(text: str) -> str:
    """Escape text that may already have entities in it."""
    if "&" in text:
        text = _ENTITY_OR_AMPERSAND.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")


def link_identifier(text: str) -> str:
    """The name of a link definition with case and white space evened out."""
    return re.sub(r"\s+", " ", text, flags=re.ASCII).lower()
