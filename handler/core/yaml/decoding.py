"""The text of a file's bytes. No IO here, and nothing imported that is slow to load."""

import re

from handler.core.model.limits import MAXIMUM_TEXT
from handler.core.model.problems import ContentError, Problem

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""What no text of a blog means anything by, and is left out of it."""


def decode(key: str, raw: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file with plain newlines and without control characters."""
    if len(raw) > MAXIMUM_TEXT:
        message = f"is larger than {MAXIMUM_TEXT // 1_000_000} MB of text."
        raise ContentError(Problem(key, message, "Split it."))
    try:
        text = raw.decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n?|\n", raw[: error.start])) + 1
        message = "is not UTF-8 text."
        raise ContentError(Problem(key, message, "Save it as UTF-8.", line)) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _without_control_characters(text, key)


def _without_control_characters(text: str, key: str) -> tuple[str, tuple[Problem, ...]]:
    first = CONTROL.search(text)
    if not first:
        return text, ()
    line = text.count("\n", 0, first.start()) + 1
    message = f"holds a control character (U+{ord(first[0]):04X}), which is left out."
    return CONTROL.sub("", text), (Problem(key, message, "Delete it.", line, "warning"),)
