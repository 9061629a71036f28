"""How an HTML tag is read and written."""

from __future__ import annotations

import re

from handler.core.markdown.attributes import write_attributes
from handler.core.markdown.elements import is_known, is_real
from handler.core.markdown.text import escape_once

TAG_NAME = r"[^\W\d][\w.-]*+(?::[^\W\d][\w.-]*+)?"
_ATTRIBUTE = rf"{TAG_NAME}(?:\s*+=\s*+(?:\w++(?=[\s/>])|\"[^\"]*+\"|'[^']*+'))?"
START_TAG = re.compile(rf"<({TAG_NAME})((?:\s++{_ATTRIBUTE})*+)\s*+(/)?>")
END_TAG = re.compile(rf"</({TAG_NAME})\s*+>")
EMPTY_COMMENT = re.compile(r"<!---?>")
"""What browsers end at once, and kramdown does not."""
_ATTRIBUTE_PARTS = re.compile(rf"({TAG_NAME})(?:\s*+=\s*+(?:(\w++)|\"([^\"]*+)\"|'([^']*+)'))?")
_EARLY_END = re.compile(r"--(?=!?\s*>)")


def read_tag_attributes(text: str, name: str) -> dict[str, str]:
    """The attributes of a start tag, with HTML's own names in lower case."""
    attributes: dict[str, str] = {}
    for part in _ATTRIBUTE_PARTS.finditer(text):
        key = part[1].lower() if is_known(name) else part[1]
        value = next((group for group in part.groups()[1:] if group is not None), "")
        attributes.setdefault(key, value)
    return attributes


def write_end_tag(name: str) -> str:
    """An element's end tag, if browsers know its start tag for one."""
    return f"</{name}>" if is_real(name) else ""


def write_start_tag(name: str, attributes: dict[str, str], void: bool = False) -> str:
    """A start tag, closed in itself when the element can have no content.

    What kramdown takes for a tag and browsers show as text (``<é>``) is written as text.
    """
    if not is_real(name):
        return escape_once(f"<{name}{write_attributes(attributes.items())}>")
    return f"<{name}{write_attributes(attributes.items())}{' /' if void else ''}>"


def write_comment(comment: str) -> str:
    """A comment that every parser ends where it ends: some stop at ``--!>``."""
    return f"<!--{_EARLY_END.sub('- -', comment[4:-3])}-->"
