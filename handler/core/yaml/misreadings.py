"""Values that YAML reads, but hardly as their author meant them. No IO here."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from handler.core.model.entries import Json
from handler.core.yaml.scalars import as_text

_TEXTS = ("title", "description", "location")
"""Entries that are shown as they are written."""
_LABELS = ("tags", "tag", "categories", "category")
_ITEM = re.compile(r"\s*(?:-|#|$)")
_ENTRY = r"\s*[\"']?{}[\"']?\s*:[^\S\n]+(\S[^\n]*?)\s*"
_HASHTAG = re.compile(r"\s*(?:[\w-]+:|-)\s+(#\S.*)")
_COMMENT = re.compile(r"\s#")
_ESCAPE = re.compile(r"\\(?:\\|([abefnrtv0]))")
_BLOCK = ("|", ">", "[", "{", "*", "!", "'")


def misreadings(text: str, root: Json, lines: Mapping[str, int]) -> Iterator[tuple[int, str, str]]:
    """Line, message and remedy of what is left out or changed of the words in a YAML text."""
    values = root if isinstance(root, dict) else {}
    written = text.split("\n")
    for name in (name for name in lines if name in _TEXTS + _LABELS):
        number, value = lines[name], values.get(name)
        lacks = value is None or (isinstance(value, list) and None in value)
        entry = _entry(written, number) if lacks else []
        tags = [(line, match[1]) for line, text in entry if (match := _HASHTAG.fullmatch(text))]
        yield from ((line, _left_out(tag), _quoted(tag)) for line, tag in tags)
        match = re.fullmatch(_ENTRY.format(name), written[number - 1])
        if name in _TEXTS and match and not tags:
            yield from ((number, *found) for found in _changed(match[1], value, text))


def _entry(written: Sequence[str], number: int) -> list[tuple[int, str]]:
    """The line of an entry, and those of the list below it."""
    below = takewhile(lambda line: _ITEM.match(line[1]), enumerate(written[number:], number + 1))
    return [(number, written[number - 1]), *below]


def _changed(value: str, meant: Json, text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a value as it is written, if it is `meant` in YAML."""
    anchor = re.match(r"&(\S+)", value)
    if value.startswith(_BLOCK):
        return
    if value.startswith('"'):
        if escape := next(filter(None, _ESCAPE.findall(value)), ""):
            message = f"has \\{escape} in double quotes, which is no text but a control character."
            yield message, "Write two backslashes, or put the value in single quotes."
    elif anchor:
        if f"*{anchor[1]}" not in text:
            yield _left_out(anchor[0]), _quoted(value)
    elif comment := _COMMENT.search(value):
        yield _left_out(value[comment.start() :].strip()), _quoted(value)
    elif meant is not None and not isinstance(meant, str) and as_text(meant) != value:
        message = f"has the value {value}, which YAML reads as {as_text(meant)}."
        yield message, _quoted(value)


def _left_out(words: str) -> str:
    kind = "names the value" if words.startswith("&") else "begins a comment"
    return f"leaves out {words[:80]}, as {words[0]} {kind} in YAML."


def _quoted(value: str) -> str:
    return f'Put the value in quotes: "{value}"' if '"' not in value else "Put it in quotes."
