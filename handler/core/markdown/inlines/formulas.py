"""Formulas: `$$…$$` as in kramdown; `$…$` and escaped brackets as MathJax finds them."""

from __future__ import annotations

import re

from handler.core.markdown.document.escaped_tex import unescaped
from handler.core.markdown.inlines.reader import InlineReader, Step
from handler.core.markdown.nodes import Math
from handler.core.markdown.text import SPACES, is_space

_CLOSING = {"\\\\(": "\\\\)", "\\\\[": "\\\\]"}
_DOLLAR = re.compile(r"(?<!\\)\$")
# An amount and words, with nothing that only TeX has: `$5, or 10$`.
_PRICE = re.compile(
    r"[+-]?\d[\d.,]*+(?=[^^_\\{}=<>]*\Z)"
    r"(?:.*?\s[^\W\d_]{2}|.*?[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])",
    re.DOTALL,
)
_SURELY_TEX = re.compile(r".*?(?:\\[A-Za-z]{2}|[_^])|(?!.*?[^\W\d_]{2}).*?=", re.DOTALL)
_CURRENCY = re.compile(r"[A-Za-z]\$\d", re.ASCII)
_VARIABLE = re.compile(r"[A-Z_]{2}")


def read_dollars(reader: InlineReader, pos: int, _context: int) -> Step | None:
    """A formula between two dollars, or between one where the site has those read."""
    if not reader.text.startswith("$$", pos):
        return _read_dollar(reader, pos) if reader.document.options.tex_in_text else None
    end = reader.find("$$", pos + 2)
    if end < 0:
        return None
    tex = reader.text[pos + 2 : end].strip(SPACES)
    return reader.finish(Math(tex=tex, line=reader.line_at(pos)), end + 2)


def _read_dollar(reader: InlineReader, pos: int) -> Step | None:
    """A formula between two dollars that are neither money nor begin names of variables."""
    text, start = reader.text, pos + 1
    end = reader.find(_DOLLAR, start)
    if end <= start or not _is_close(reader.text, pos, end):
        return None
    if text[end + 1 : end + 2].isdecimal() or text.startswith("$$", end):
        return None
    if _is_no_formula(text, pos, end):
        return None
    return reader.finish(Math(tex=unescaped(text[start:end]), line=reader.line_at(pos)), end + 1)


def _is_no_formula(text: str, pos: int, end: int) -> bool:
    """Whether two dollars are amounts (`US$5`) or begin names (`$HOME/$USER`)."""
    if _PRICE.match(text, pos + 1, end) or _CURRENCY.match(text, max(pos - 1, 0)):
        return True
    return bool(_VARIABLE.match(text, pos + 1, end) and _VARIABLE.match(text, end + 1))


def _is_close(text: str, pos: int, end: int) -> bool:
    """Whether dollars stand close to what is between them, or it is sure to be TeX."""
    if not is_space(text[pos + 1]) and not is_space(text[end - 1]):
        return True
    return not text[pos - 1 : pos].isalnum() and _SURELY_TEX.match(text[pos + 1 : end]) is not None


def read_brackets(reader: InlineReader, pos: int) -> Step | None:
    """A formula between two backslashes with a bracket each."""
    opening = reader.text[pos : pos + 3]
    closing = _CLOSING.get(opening)
    if closing is None or not reader.document.options.tex_in_text:
        return None
    end = reader.find(closing, pos + 3)
    tex = reader.text[pos + 3 : end].strip(SPACES) if end >= 0 else ""
    if not tex:
        return None
    block = opening == "\\\\["
    return reader.finish(Math(tex=unescaped(tex), block=block, line=reader.line_at(pos)), end + 3)
