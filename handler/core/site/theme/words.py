"""Text of settings in which `[words](address)` is a link. No IO here."""

import re
from dataclasses import dataclass

from handler.core.model.addressing.urls import link_address
from handler.core.model.context import Links

_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of such a text, and where it leads, if it does."""

    text: str
    address: str = ""


def linked_words(text: str, links: Links) -> tuple[Words, ...]:
    """The stretches of a text; one whose address leads nowhere is words alone."""
    found, start = [], 0
    for match in _LINK.finditer(text):
        found.append(Words(text[start : match.start()]))
        address = link_address(match[2])
        found.append(Words(match[1], links.to_address(address) if address else ""))
        start = match.end()
    return tuple(words for words in (*found, Words(text[start:])) if words.text)
