"""Relative links and pictures of a text that gets another folder or address. No IO here.

A link may be relative to the file, as on GitHub, or to the page, as in browsers. One that leads to
a file of the blog is the former; the latter is only touched if the page's address changes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath, relpath
from urllib.parse import quote, unquote

from handler.core.model.addressing.keys import classify, key_problem
from handler.core.model.addressing.paths import composed, escaped
from handler.core.model.addressing.urls import is_elsewhere

MAXIMUM_LINKS = 20
"""How many files are looked up; links to more stay as they are."""
_LINK = re.compile(
    r"\]\(\s*+<?(?P<inline>[^\s()<>?#]++)"
    r"|^ {0,3}\[[^\]\n]++\]:[ \t]*+<?(?P<defined>[^\s<>?#]++)"
    r"|<(?:a|img|source|video|audio|iframe)\s(?:[^<>]*?\s)?(?:href|src|poster)=[\"']"
    r"(?P<html>[^\"'<>?#]++)",
    re.MULTILINE | re.IGNORECASE,
)
_LITERAL = re.compile(
    r"\A\ufeff*---[^\n]*\n.*?^(?:---|\.\.\.)\s*$"
    r"|^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?P=fence)|\Z)"
    r"|\{%-?\s*(?P<tag>raw|highlight)\b.*?\{%-?\s*end(?P=tag)\b"
    r"|(?<!`)(?P<tick>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=tick)(?!`)"
    r"|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Moved:
    """A text's names and addresses before and after; addresses are empty if they are the same."""

    old_key: str
    new_key: str
    old_path: str
    new_path: str
    baseurl: str


def files_linked(key: str, data: bytes) -> tuple[str, ...]:
    """The files of the blog to which a text's relative links may lead."""
    links = _links(data.decode(errors="replace"))
    found = (_file_meant(link["address"], key) for link in map(_named, links))
    return tuple(dict.fromkeys(name for name in found if name))[:MAXIMUM_LINKS]


def relinked(data: bytes, moved: Moved, there: frozenset[str]) -> bytes:
    """The text with its relative links leading where they led; `there` are files that exist."""
    text, asked = data.decode(), files_linked(moved.old_key, data)
    for found in reversed([*_links(text)]):
        link = _named(found)
        name = _file_meant(link["address"], moved.old_key)
        if name and name not in asked:
            continue
        if new := _new_address(link["address"], name, moved, there):
            start, end = found.span(link["group"])
            text = text[:start] + new + text[end:]
    return text.encode()


def _links(text: str) -> Iterator[re.Match[str]]:
    """The relative links outside of what is shown as it is written."""
    masked = _LITERAL.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for found in _LINK.finditer(masked):
        address = _named(found)["address"]
        if not (is_elsewhere(address) or address.startswith("/") or "{" in address):
            yield found


def _named(found: re.Match[str]) -> dict[str, str]:
    group = found.lastgroup or ""
    return {"group": group, "address": found[group]}


def _file_meant(address: str, key: str) -> str:
    """The key that a link means if it is relative to its file, or nothing."""
    name = normpath(join(dirname(key), composed(unquote(address))))
    is_one = key_problem(name) is None and classify(name) != "ignored"
    return name if is_one else ""


def _new_address(address: str, name: str, moved: Moved, there: frozenset[str]) -> str:
    """How a link that may mean a file is to be written, or nothing if as it is."""
    if name in there:
        new = relpath(name, dirname(moved.new_key) or ".")
        same = dirname(moved.old_key) == dirname(moved.new_key)
        return "" if same else quote(new, safe="/:@!$&'*+,;=~") if new.isascii() else _spaced(new)
    if moved.old_path and dirname(moved.old_path) != dirname(moved.new_path):
        ending = "/" if address.endswith("/") else ""
        led = normpath(join(dirname(moved.old_path), unquote(address)))
        return moved.baseurl + escaped(led) + ending
    return ""


def _spaced(address: str) -> str:
    """An address whose letters stay as they are."""
    return address.replace("%", "%25").replace(" ", "%20")
