"""The search index of a copy, as files that a script fetches of what it needs. No IO here.

Words lie in files by their order, posts by their date; `static/search-copy.js` reads them. Names
of files say what is in them, so that a change leaves most of them, and what caches have, as it is.
"""

import hashlib
import json
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext

from handler.core.html.shortening import shorten
from handler.core.model.entries import Entry
from handler.core.model.languages.locales import day_in_words, direction
from handler.core.search.documents import Document
from handler.core.search.words import index_words

FOLDER = "_search"
_RECORDS = 200
"""How many posts are described in a file."""
_WORDS = 60_000
"""About how many characters of JSON a file of words has."""
_EXCERPT = 200


class Postings:
    """Which documents have which words; filled as an index of the blog itself would be."""

    def __init__(self) -> None:
        self.cursor: str | None = ""
        self._entries: list[Entry] = []
        self._words: dict[str, array[int]] = {}

    def changing(self) -> AbstractContextManager[None]:
        """Nothing is kept that could be half a change."""
        return nullcontext()

    def put(self, document: Document) -> None:
        """Take in a document."""
        number = len(self._entries)
        self._entries.append(document.entry)
        named = set(index_words(document.entry.title))
        for word in {*named, *index_words(f"{document.labels} {document.text}")}:
            self._words.setdefault(word, array("I")).append(2 * number + (word in named))
        for kind, slug in document.terms:
            self._words.setdefault(f"{kind}:{slug}", array("I")).append(2 * number)

    def remove(self, _key: str) -> None:
        """Leave out what readers do not find."""

    def files(self, address: Callable[[str], str], lang: str) -> Iterator[tuple[str, bytes]]:
        """Names and contents of all files, `index.json` last; `lang` is that of the site."""
        order = sorted(range(len(self._entries)), key=lambda n: _place(self._entries[n]))
        records = [_record(self._entries[n], address, lang) for n in order]
        of_records = [_file(part) for part in _parts(records)]
        of_words = [(next(iter(part)), _file(part)) for part in self._shards(order)]
        yield from of_records
        yield from (file for _, file in of_words)
        index = {
            "posts": len(order),
            "size": _RECORDS,
            "records": [name for name, _ in of_records],
            "words": [[first, name] for first, (name, _) in of_words],
        }
        yield "index.json", _json(index)

    def _shards(self, order: list[int]) -> Iterator[dict[str, list[int]]]:
        """Words in order, with the posts that have them as steps from one to the next."""
        places = {number: place for place, number in enumerate(order)}
        shard: dict[str, list[int]] = {}
        size = 0
        for word in sorted(self._words, key=_as_scripts_order):
            found = sorted((places[each >> 1], each & 1) for each in self._words[word])
            before = [0, *(place for place, _ in found)]
            shard[word] = [
                2 * (place - last) + named
                for (place, named), last in zip(found, before, strict=False)
            ]
            size += len(word) + 8 + 3 * len(found)
            if size > _WORDS:
                yield shard
                shard, size = {}, 0
        if shard:
            yield shard


def _as_scripts_order(word: str) -> bytes:
    return word.encode("utf-16-be", "surrogatepass")


def _place(entry: Entry) -> tuple[bool, float, str]:
    """Where a document stands: the newest first, pages last."""
    return entry.date is None, -entry.date.timestamp() if entry.date else 0, entry.path


def _record(entry: Entry, address: Callable[[str], str], site_lang: str) -> list[str]:
    lang = entry.lang or site_lang
    day = day_in_words(entry.date, lang) if entry.date else ""
    excerpt = shorten(entry.excerpt, _EXCERPT)
    return [entry.title, address(entry.path), day, excerpt, lang, direction(lang)]


def _parts(records: list[list[str]]) -> Iterable[list[list[str]]]:
    return (records[start : start + _RECORDS] for start in range(0, len(records), _RECORDS))


def _file(value: object) -> tuple[str, bytes]:
    data = _json(value)
    return f"{hashlib.sha256(data).hexdigest()[:16]}.json", data


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")
