"""Searching: what a reader typed becomes a page of results, whatever it was."""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from handler.core.index import items
from handler.core.model.writes import Put
from handler.core.pages.headings import title_of
from handler.core.pages.views import SearchResult, SearchView
from handler.core.search.documents import searchable_entry
from handler.core.search.query import Query, Reading, parse_query
from handler.core.search.snippets import highlight, snippet
from handler.core.search.spelling import best_match, is_checkable, tolerance
from handler.core.search.words import fold
from handler.services.deadlines import Deadlines, Limits, Start
from handler.services.ports import Bucket, Clock, Table, Unavailable
from handler.services.records import source_in
from handler.services.search.connecting import IndexFileError, TooSlow
from handler.services.search.index_reader import Found, Hit, IndexReader
from handler.services.search.local_copy import LocalCopy
from handler.services.search.parts import DAMAGED

PAGE = 10
MAXIMUM_PAGES = 10
MAXIMUM_CORRECTIONS = 3
"""How many words of a query are compared with all that the index has."""
_log = logging.getLogger("coldpress")


class Searcher:
    """Answers queries of one blog."""

    def __init__(
        self,
        bucket: Bucket,
        table: Table,
        clock: Clock,
        start: Start,
        remembered: timedelta,
        limits: Limits,
    ) -> None:
        self._table = table
        self._deadlines = Deadlines(start, clock)
        self._limits = limits
        copying = Deadlines(start, clock)
        self._copy = LocalCopy(bucket, clock, copying, remembered, limits, self._report)

    def search(self, typed: str, number: int = 1, lang: str = "") -> SearchView:
        """A page of results, of all or in a language; if they cannot be had, the view says why."""
        query = parse_query(typed, lang)
        if query.is_empty:
            return SearchView(query.text)
        try:
            with self._copy.reading() as index:
                view = self._search(index, query, number, lang) if index else SearchView(query.text)
        except TooSlow:
            return SearchView(query.text, state="slow")
        except (Unavailable, IndexFileError) as error:
            _log.warning("search: %s", error)
            return SearchView(query.text, state="unavailable")
        return view if self._copy.is_complete else replace(view, state="partial")

    def _report(self, etag: str) -> None:
        """Have the tick build a file anew that cannot be read."""
        with suppress(Unavailable):
            self._table.write(Put(DAMAGED, {"revision": etag}))

    def _search(self, index: IndexReader, query: Query, number: int, lang: str) -> SearchView:
        number = min(max(number, 1), MAXIMUM_PAGES)
        found, reading = _find(index, query, (number - 1) * PAGE)
        if not found.hits and number > 1:
            return self._search(index, query, 1, lang)
        hits = self._live(found.hits)
        count = min(found.count - len(found.hits) + len(hits), MAXIMUM_PAGES * PAGE)
        return SearchView(
            query.text,
            tuple(_result(hit, reading) for hit in hits),
            count,
            has_more=found.count > MAXIMUM_PAGES * PAGE,
            number=number,
            pages=-(-count // PAGE),
            suggestion="" if count and reading.has_all else self._suggestion(index, query, lang),
            is_widened=bool(count) and not reading.has_all,
        )

    def _live(self, hits: Sequence[Hit]) -> list[Hit]:
        """The hits that readers may still find, as the table knows them.

        The index follows within a minute or two, which is too late for what was taken back, be it
        some words: of a post that was edited since, the excerpt is shown. If the table does not
        answer, it is all there is.
        """
        keys = [items.source_key(hit.entry.key) for hit in hits]
        if not keys:
            return []
        try:
            found = self._deadlines.wait(
                self._limits.search_table, self._deadlines.start(lambda: self._table.get(keys))
            )
        except Unavailable as error:
            _log.warning("search: %s", error)
            return list(hits)
        return [
            hit if entry == hit.entry else Hit(entry, entry.excerpt)
            for hit in hits
            if (entry := searchable_entry(source_in(found, hit.entry.key)))
        ]

    def _suggestion(self, index: IndexReader, query: Query, lang: str) -> str:
        """The query with mistyped words put right, if that finds anything."""
        with suppress(TooSlow):
            corrected = _corrected(index, query)
            meant = parse_query(corrected, lang)
            found, _ = _find(index, meant, 0) if corrected else (Found(), False)
            return corrected if self._live(found.hits) else ""
        return ""


def _find(index: IndexReader, query: Query, offset: int) -> tuple[Found, Reading]:
    """What the strictest reading finds that finds anything, and that reading."""
    found, reading = Found(), Reading()
    for reading in query.readings():
        found = index.find(reading, query.filters, offset, PAGE)
        if found.count:
            break
    return found, reading


def _result(hit: Hit, reading: Reading) -> SearchResult:
    title = highlight(title_of(hit.entry), reading.phrases)
    return SearchResult(hit.entry, title, snippet(hit.text, reading.phrases))


def _corrected(index: IndexReader, query: Query) -> str:
    """The query with words of the index in place of the first ones it does not have, if any."""
    words = dict.fromkeys(word for phrase in query.phrases for word in phrase.words)
    unknown = [word for word in words if is_checkable(word) and not index.has_word(word)]
    corrected = ""
    for word in unknown[:MAXIMUM_CORRECTIONS]:
        similar = index.in_time(_similar(index, word))
        if better := best_match(word, similar, index.posts_with_word):
            corrected = re.sub(rf"\b{re.escape(word)}\b", better, corrected or fold(query.text))
    return corrected


def _similar(index: IndexReader, word: str) -> Iterator[str]:
    """Words about as long that begin with one of the first two letters."""
    slips = tolerance(word)
    lengths = (len(word) - slips, len(word) + slips)
    for letter in sorted(set(word[:2])):
        yield from index.vocabulary(letter, lengths)
