"""Straight quotes become curly ones: which way each one points."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handler.core.markdown.text import is_space

Quotes = Sequence[str]
"""The marks that open and close: single, then double."""
_PUNCTUATION = frozenset("!\"#$%'()*+,-./:;<=>?@[\\]^_`{|}~")
_NO_CLOSING_AFTER = frozenset(" \\\t\r\n[{(-")
_QUOTES = frozenset("\"'")
_ASCII_WORD = re.compile(r"\w", re.ASCII)
_DECADE = re.compile(r"\d\ds")
_BEFORE_EMPHASIS = re.compile(r"[_*]{1,2}\S")
_BEFORE_END = re.compile(r"[ \t\n\r\f\v]|s\b|\Z")


def smart_quote(text: str, pos: int, before: str, quotes: Quotes) -> tuple[str, int]:
    """The quotation mark for the straight quote at ``pos``, and where the text goes on.

    ``before`` is the character of plain text just before, and empty behind any other construct.
    """
    mark = text[pos]
    follows = text[pos + 1 : pos + 2]
    opening = not before or is_space(before)
    single = mark == "'"
    if opening and follows in _QUOTES - {mark} and _ASCII_WORD.match(text, pos + 2):
        return _left(quotes, mark) + _left(quotes, follows), pos + 2
    if not before and follows in _QUOTES and not _closes_behind_markup(text, pos, single):
        return mark + _right(quotes, follows), pos + 2
    if before:
        decade = single and opening and _DECADE.match(text, pos + 1)
        closes = bool(decade) or before not in _NO_CLOSING_AFTER
    else:
        closes = _closes_behind_markup(text, pos, single)
    return (_right if closes else _left)(quotes, mark), pos + 1


def _closes_behind_markup(text: str, pos: int, single: bool) -> bool:
    if _BEFORE_EMPHASIS.match(text, pos + 1):
        return False
    follows, then = text[pos + 1 : pos + 2], text[pos + 2 : pos + 3]
    punctuated = follows in _PUNCTUATION and not text.startswith("..", pos + 2)
    if punctuated and _is_word(follows) == _is_word(then):
        return True
    decade = single and _DECADE.match(text, pos + 1)
    return bool(decade or _BEFORE_END.match(text, pos + 1))


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _left(quotes: Quotes, mark: str) -> str:
    return quotes[0 if mark == "'" else 2]


def _right(quotes: Quotes, mark: str) -> str:
    return quotes[1 if mark == "'" else 3]
