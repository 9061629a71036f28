"""Splits a file into front matter and body, as Jekyll does. No IO here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from frontmatter.default_handlers import YAMLHandler

from handler.core.model.entries import Json
from handler.core.model.problems import ContentError, Problem
from handler.core.yaml.decoding import decode
from handler.core.yaml.lookalikes import begins_with_entries, lookalike
from handler.core.yaml.reading import YAMLText, read_yaml

MAX_FRONT_MATTER = 200_000
_OPENING = re.compile(r"---[^\S\n]*\n", re.ASCII)
# With the blank lines after it, which are no part of the body.
_CLOSING = re.compile(r"^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)(?:[^\S\n]*\n)*", re.MULTILINE | re.ASCII)
_ENTRY = re.compile(r"---[^\S\n]*\n\s*+[\w-]++:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Source:
    """A file in its parts; `lines` tells the line of each name of its front matter.

    `crlf` says whether its lines ended as on Windows.
    """

    front_matter: dict[str, Json]
    lines: Mapping[str, int]
    body: str
    body_line: int
    has_front_matter: bool
    problems: tuple[Problem, ...] = ()
    crlf: bool = False


class Bounds(NamedTuple):
    """Where in a text front matter begins, where the line that closes it does, and the body."""

    front: int
    closing: int
    body: int


def bounds(text: str) -> Bounds | None:
    """Where the front matter of a text with plain newlines is; None if it has none."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if not opening or not closing:
        return None
    return Bounds(opening.end(), closing.start(), closing.end())


class JekyllHandler(YAMLHandler):
    """Front matter between `---` and `---` or `...`, read as Psych reads YAML."""

    def __init__(self, key: str) -> None:
        super().__init__(fm_boundary=_OPENING)
        self._key = key
        self.document = YAMLText(None, {})

    def split(self, text: str) -> tuple[str, str]:
        """Front matter, with its opening line so that its line numbers are the file's, and body."""
        found = bounds(text)
        if found is None:
            raise ValueError("no front matter")
        return text[: found.closing], text[found.body :]

    def load(self, fm: str, **_: object) -> dict[str, Json]:
        """The front matter's values; `document` also keeps lines and warnings."""
        if len(fm) > MAX_FRONT_MATTER:
            message = f"has front matter of more than {MAX_FRONT_MATTER:,} characters."
            raise ContentError(Problem(self._key, message, "Shorten it.", 1))
        self.document = read_yaml(fm, self._key)
        value = self.document.value
        if value and not isinstance(value, dict):
            message = "has front matter that is not a list of name: value entries."
            raise ContentError(Problem(self._key, message, "Write lines such as title: Hello.", 2))
        return value if isinstance(value, dict) else {}


def read_source(key: str, raw: bytes) -> Source:
    """Decodes and splits a file; raises ContentError if it cannot be read."""
    text, problems = decode(key, raw)
    crlf = b"\r\n" in raw
    handler = JekyllHandler(key)
    try:
        front, body = handler.split(text)
    except ValueError:
        problems = (*problems, *_missing(text, key))
        return Source({}, {}, text, 1, False, problems, crlf)
    values = handler.load(front)
    document = handler.document
    line = text.count("\n", 0, len(text) - len(body)) + 1
    problems = (*problems, *document.problems, *_doubled(body, line, key))
    return Source(values, document.lines, body, line, True, problems, crlf)


def _doubled(body: str, line: int, key: str) -> tuple[Problem, ...]:
    """Complains about front matter below the front matter, which Jekyll shows as text."""
    if not begins_with_entries(body):
        return ()
    message = "has front matter below its front matter, so its entries are only text."
    fix = "Move them into the one above, and delete the lines of three hyphens around them."
    return (Problem(key, message, fix, line, "warning"),)


def _missing(text: str, key: str) -> tuple[Problem, ...]:
    """Complains about front matter that was meant but that Jekyll does not see."""
    if _ENTRY.match(text):
        fix = "Write a line of three hyphens after its last entry."
        raise ContentError(Problem(key, "has front matter that does not end.", fix, 1))
    if found := lookalike(text):
        message, fix = found
        return (Problem(key, f"{message}, so its entries are only text.", fix, 1, "warning"),)
    return ()
