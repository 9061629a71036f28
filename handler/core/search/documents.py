"""What the search index holds of a post or page. No IO here."""

import hashlib
import unicodedata
from dataclasses import dataclass

from handler.core.html.text import NEVER_SEEN, NOTES, remove, separate_words, show_descriptions
from handler.core.html.tree import parse
from handler.core.index import codec
from handler.core.model.entries import Entry
from handler.core.model.periods import utc, year_of
from handler.core.model.sources import Source
from handler.core.model.terms import term_slug

MAXIMUM_TEXT = 200_000
"""How many characters of a body are indexed."""
_SILENT = "svg, math, .linenos, .gutter, .lineno, .gl"
"""Drawings, formulas, and numbers of lines."""


@dataclass(frozen=True, slots=True)
class Document:
    """A live post or page: its entry, all its text, and its prose and code apart."""

    entry: Entry
    text: str = ""
    prose: str = ""
    code: str = ""

    @property
    def record(self) -> str:
        """The entry as it is kept."""
        return codec.dumps(codec.entry_to_json(self.entry))

    @property
    def digest(self) -> str:
        """The same for documents that are equal."""
        return hashlib.sha256(f"{self.record}\0{self.text}".encode("utf-8", "replace")).hexdigest()

    @property
    def labels(self) -> str:
        """Tags and categories, as words to be found."""
        return " ".join((*self.entry.tags, *self.entry.categories))

    @property
    def terms(self) -> frozenset[tuple[str, str]]:
        """The filters that let it pass, as kind and slug."""
        entry = self.entry
        year = [("year", year_of(entry.date))] if entry.date else []
        tags = [("tag", term_slug(label)) for label in entry.tags]
        lang = [("lang", entry.listed_lang)] if entry.listed_lang else []
        categories = [("category", term_slug(label)) for label in entry.categories]
        return frozenset([*year, *lang, *tags, *categories])

    @property
    def moment(self) -> str:
        """Its date as it sorts; empty for a page."""
        return utc(self.entry.date) if self.entry.date else ""


def searchable_entry(source: Source | None) -> Entry | None:
    """What readers may find of a source: it is live, a page of its own, and not kept from sitemaps.

    Who writes `sitemap: false` does not want a page to be found.
    """
    entry = source.entry if source else None
    return entry if entry and not entry.redirect_to and entry.in_sitemap else None


def make_document(entry: Entry, html: str) -> Document:
    """What is indexed of an entry and its body."""
    root = parse(html)
    show_descriptions(root)
    remove(root, NOTES)
    separate_words(root)
    remove(root, f"{_SILENT}, {NEVER_SEEN}")
    text = root.text()
    code = " ".join(block.text() for block in root.css("pre"))
    remove(root, "pre")
    return Document(entry, _one_line(text), _one_line(root.text()), _one_line(code))


def _one_line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))[:MAXIMUM_TEXT]
