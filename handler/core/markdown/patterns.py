"""How blocks begin and where text that continues lazily ends, shared by the block rules."""

from __future__ import annotations

import re

from handler.core.markdown.attributes import LIST_BODY
from handler.core.markdown.elements import PARAGRAPH_CONTENT
from handler.core.markdown.html_tags import TAG_NAME

_NAME = r"[A-Za-z0-9_][A-Za-z0-9_-]*+"
_INLINE = "|".join(sorted([*PARAGRAPH_CONTENT, "script"]))

ATTRIBUTE_LINE = rf" {{0,3}}\{{:(?!(?:{_NAME})?:|/)({LIST_BODY}{{1,1000}}+)\}}[ \t]*\n"
LIST_MARKER = r" {0,3}(?:[+*-]|[0-9]+\.)[\t| ]"
ATTRIBUTES_AHEAD = rf" {{0,3}}\{{:(?![:/])(?:{LIST_BODY}){{1,1000}}+\}}[ \t]*\n"
_HTML_EDGE = rf" {{0,3}}<(?!/?(?:{_INLINE})\b)(?:/{TAG_NAME}\s*+>|{TAG_NAME})"
_DEFINITION = r" {0,3}:[\t| ].*\n"
_END = r"\^[ \t]*\n"

LAZY_END = rf"[ \t]*(?:\n|\Z)|{ATTRIBUTES_AHEAD}|{_END}|{_HTML_EDGE}"
_INTERRUPTION = rf"{LIST_MARKER}|\#{{1,6}}[ \t]|[ ]{{0,3}}>|[ ]{{0,3}}(?:~~~|```)"

LAZY_STOP = re.compile(LAZY_END, re.IGNORECASE)
PARAGRAPH_STOP = re.compile(rf"\n(?={LAZY_END}|{_DEFINITION})", re.IGNORECASE)
GFM_PARAGRAPH_STOP = re.compile(rf"\n(?={LAZY_END}|{_DEFINITION}|{_INTERRUPTION})", re.IGNORECASE)

BLANK_LINES = re.compile(r"(?:[ \t]*\n)++")
BLOCK_ATTRIBUTES = re.compile(ATTRIBUTE_LINE)
ATTRIBUTE_DEFINITION = re.compile(rf" {{0,3}}\{{:({_NAME}):({LIST_BODY}{{1,1000}}+)\}}[ \t]*\n")
BLOCK_END = re.compile(_END)
HORIZONTAL_RULE = re.compile(r" {0,3}([*_-])[ \t]*+(?:\1[ \t]*+){2,}\n")
LAZY_EDGE = re.compile(rf"{ATTRIBUTES_AHEAD}|{_END}|{_HTML_EDGE}", re.IGNORECASE)
