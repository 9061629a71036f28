"""Numbering footnotes and writing the list of them below a text."""

from __future__ import annotations

from collections.abc import Iterator

from handler.core.markdown.nodes import Footnote
from handler.core.markdown.source import Document


class Footnotes:
    """The footnotes that a text refers to, in the order of their first marks."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._used: list[tuple[str, Footnote]] = []

    def mark(self, name: str) -> str:
        """The number that stands in the text and leads to the footnote."""
        note = self._document.footnotes[name]
        if not note.number:
            note.number = self._document.options.footnote_nr + len(self._used)
            self._used.append((name, note))
        again = f":{note.marks}" if note.marks else ""
        note.marks += 1
        return (
            f'<sup id="fnref:{name}{again}" role="doc-noteref"><a href="#fn:{name}"'
            f' class="footnote" rel="footnote">{note.number}</a></sup>'
        )

    def start(self) -> str:
        """The beginning of the list, or nothing when there are no footnotes."""
        if not self._used:
            return ""
        first = self._document.options.footnote_nr
        start = f' start="{first}"' if first != 1 else ""
        return f'<div class="footnotes" role="doc-endnotes">\n<ol{start}>\n'

    def end(self) -> str:
        """The end of the list."""
        return "</ol>\n</div>\n" if self._used else ""

    def __iter__(self) -> Iterator[tuple[str, Footnote]]:
        """Each footnote; those that footnotes themselves refer to come after."""
        return iter(self._used)


def backlinks(name: str, marks: int) -> str:
    """Links from a footnote back to each place that refers to it."""
    links = []
    for mark in range(marks):
        again = f":{mark}" if mark else ""
        number = f"<sup>{mark + 1}</sup>" if mark else ""
        links.append(
            f'<a href="#fnref:{name}{again}" class="reversefootnote" role="doc-backlink">'
            f"&#8617;{number}</a>"
        )
    return "\N{NO-BREAK SPACE}".join(links)
