"""What the search index holds of a post or page. No IO here."""

import hashlib
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser

from handler.core.index import codec
from handler.core.model.entries import Entry
from handler.core.model.periods import utc, year_of
from handler.core.model.sources import Source
from handler.core.model.terms import term_slug


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


MAXIMUM_TEXT = 200_000
"""How many characters of a body are indexed."""
_SILENT = _names("script style svg math template head")
_INLINE = _names(
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strong"
    " sub sup time tt u var wbr"
)
_VOID = _names("area base br col embed hr img input link meta source track wbr")
_SILENT_CLASSES = _names("linenos gutter lineno gl footnote reversefootnote")
"""Numbers of lines and of notes, and what leads back from notes."""
_END = "<!---->"
"""Has the parser hand over the last text. Closed instead, it would try an unclosed tag as text,
and then the rest of the file as a tag again and again."""


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
        return frozenset([*year, *tags, *(("category", term_slug(c)) for c in entry.categories)])

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
    reader = _TextReader()
    reader.feed(html + _END)
    text, prose, code = ("".join(part) for part in (reader.text, reader.prose, reader.code))
    return Document(entry, _one_line(text), _one_line(prose), _one_line(code))


def _one_line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))[:MAXIMUM_TEXT]


class _TextReader(HTMLParser):
    """Collects what readers see of a body; code that stands apart is told from prose."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.prose: list[str] = []
        self.code: list[str] = []
        self._silent: list[str] = []
        """The element that is not read, and those in it of the same name."""
        self._depth_of_code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See `HTMLParser`."""
        attributes = dict(attrs)
        classes = (attributes.get("class") or "").split()
        if self._silent:
            self._silent += [tag] if tag == self._silent[0] else []
        elif tag in _SILENT or (tag not in _VOID and not _SILENT_CLASSES.isdisjoint(classes)):
            self._silent = [tag]
        self._depth_of_code += tag == "pre"
        self._separate(tag)
        if tag == "img":
            self.handle_data(f" {attributes.get('alt') or ''} ")

    def handle_endtag(self, tag: str) -> None:
        """See `HTMLParser`."""
        self._separate(tag)
        if self._silent and tag == self._silent[0]:
            self._silent.pop()
        if tag == "pre" and self._depth_of_code:
            self._depth_of_code -= 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See `HTMLParser`. HTML knows no element that closes itself, other than in SVG."""
        self.handle_starttag(tag, attrs)
        if tag in _SILENT:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        """See `HTMLParser`."""
        if not self._silent:
            self.text.append(data)
            (self.code if self._depth_of_code else self.prose).append(data)

    def _separate(self, tag: str) -> None:
        if tag not in _INLINE:
            self.handle_data(" ")
