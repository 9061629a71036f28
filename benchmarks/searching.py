"""Searching 10,000 posts, and bringing one changed post into the search index."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate, cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

from benchmarks.blog import make_services, publish_post
from benchmarks.report import Result, timed
from benchmarks.timing import medians
from handler.core.index import codec, items
from handler.core.model.addressing.keys import SEARCH
from handler.core.model.entries import Entry
from handler.core.model.sources import ObjectInfo, Publication, Source
from handler.core.model.writes import Put
from handler.core.search.documents import make_document
from handler.memory.bucket import MemoryBucket
from handler.services.search.index_file import IndexFile
from handler.services.search.parts import COMPLETE, PARTS, PLACE, Part
from handler.services.search.recent_file import RecentFile
from handler.services.search.searching import Searcher
from handler.wiring import Services

_POSTS, _FEW, _IN_A_PART, _CHANGES = 10_000, 100, 3_000, 200
_WORDS = 900
_ALLOWED = 0.020
"""Seconds that a search may take on a machine that does nothing else."""


class _Counting(MemoryBucket):
    """A bucket that knows how many bytes of the index were moved."""

    moved = 0

    def replace(
        self, key: str, file: BinaryIO, content_type: str, etag: str | None, *, author: str = ""
    ) -> str:
        """See `Bucket.replace`."""
        new = super().replace(key, file, content_type, etag, author=author)
        self.moved += file.tell()
        return new

    def download(self, key: str, file: BinaryIO) -> ObjectInfo | None:
        """See `Bucket.download`."""
        found = super().download(key, file)
        self.moved += found.size if found else 0
        return found


@dataclass(frozen=True, slots=True)
class _Language:
    """Words, each as common as its rank: https://en.wikipedia.org/wiki/Zipf's_law."""

    words: list[str]
    weights: list[float]

    def text(self, seed: int, length: int) -> str:
        """As many words as asked for, the same for the same seed."""
        return " ".join(Random(seed).choices(self.words, cum_weights=self.weights, k=length))


def _language(letters: str, shortest: int, longest: int) -> _Language:
    random = Random(letters)
    words = dict.fromkeys(
        "".join(random.choices(letters, k=random.randint(shortest, longest))) for _ in range(30_000)
    )
    return _Language(list(words), list(accumulate(1 / rank for rank in range(3, len(words) + 3))))


_LATIN = _language("eeeetttaaaooinnsshhrdlucmwfgypbvk", 2, 10)
_KOREAN = _language(
    "".join(map(chr, range(ord("가"), ord("힣"), 28))) + "이가은는을의에" * 30, 2, 4
)


def run() -> list[Result]:
    """What a warm search costs, and what the tick does after a change."""
    small, large = (_indexed(count) for count in (_FEW, _POSTS))
    texts = [_text(number) for number in range(_POSTS)]
    typed = cycle(_queries())
    searches, scans = medians(
        120,
        lambda: large.searcher.search(next(typed)),
        lambda: [text for text in texts if _LATIN.words[500] in text],
    )
    few, many = medians(5, *(lambda blog=blog: _change(blog) for blog in (small, large)))
    (few_stored, few_fetched), (stored, fetched) = (_moved(blog) for blog in (small, large))
    return [
        timed(f"a search of {_POSTS:,} posts", searches, "a scan of all texts in memory", scans),
        timed("  the same", searches, "what is allowed", _ALLOWED, 1),
        timed(f"a change among {_POSTS:,}, in the index", many, f"among {_FEW}", few, 2),
        Result(f"  moved by the tick, of {_CHANGES}", stored, "the same", few_stored, 2, "MB"),
        Result("  fetched by a reader's process", fetched, "the same", few_fetched, 2, "MB"),
        Result("the index", _size(large), "all texts", sum(map(len, texts)) / 1e6, unit="MB"),
    ]


def _queries() -> Iterator[str]:
    """Words rare and common, beginnings, phrases, filters, Korean, and a slip of the finger."""
    for rank in (2, 30, 300, 3_000):
        word, next_word = _LATIN.words[rank : rank + 2]
        yield from (word, f"{word} {next_word}", word[:3], f"tag:tag3 {word}")
        yield from (f'"{_text(rank * 3)[:20]}"', _KOREAN.words[rank], f"{word}{next_word}")


def _text(number: int) -> str:
    return (_LATIN if number % 10 else _KOREAN).text(number, _WORDS)


def _indexed(count: int) -> Services:
    """A blog of so many posts with its search index, and nothing else of them."""
    services = make_services(_Counting())
    parts = [
        _store_part(services, range(first, min(first + _IN_A_PART, count)))
        for first in range(0, count, _IN_A_PART)
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "search.sqlite"
        with closing(RecentFile(path)) as file, file.changing():
            file.cursor, file.parts = None, parts
        services.bucket.put(PLACE, path.read_bytes(), COMPLETE)
    return services


def _store_part(services: Services, numbers: range) -> Part:
    """A part of the index with these posts."""
    posts = [_post(services, number) for number in numbers]
    place = f"{PARTS}{numbers[0] // _IN_A_PART:03}.sqlite"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "part.sqlite"
        with closing(IndexFile(path)) as file, file.changing():
            for number, post in zip(numbers, posts, strict=True):
                file.put(make_document(post, f"<p>{_text(number)}</p>"))
        services.bucket.put(place, path.read_bytes(), COMPLETE)
    held = services.bucket.head(place)
    assert held
    return Part(posts[0].key if numbers[0] else "", place, held.etag)


def _post(services: Services, number: int) -> Entry:
    """The entry of a post that the table knows to be live."""
    date = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=8 * number)
    key, title = f"_posts/{date:%Y-%m-%d}-p{number}.md", _LATIN.text(-number, 6)
    entry = Entry(key, "post", f"/{number}/", title, date, tags=(f"tag{number % 20}", "all"))
    publication = Publication("v", "etag", date, entry)
    source = Source(key, "post", "live", "etag", "v", date, publication)
    services.table.write(
        Put(items.source_key(key), {"record": codec.source_to_json(source), "revision": 1})
    )
    return entry


def _change(services: Services, number: int = 0, text: str = "") -> None:
    """Publish a post and let the tick bring it into the index."""
    publish_post(services, number, f"Changed at {datetime.now(UTC)}. {text}")
    if work := services.indexer.work(datetime.now(UTC) + timedelta(minutes=1)):
        work()


def _moved(services: Services) -> tuple[float, float]:
    """Megabytes for each of many changes: of the tick, and of a reader who searches after each."""
    bucket = cast(_Counting, services.bucket)
    reader = Searcher(
        bucket, services.table, services.clock, services.start, timedelta(0), services.limits
    )
    reader.search("word")
    of_tick, of_reader = 0, 0
    for number in range(_CHANGES):
        before = bucket.moved
        _change(services, number, _text(number))
        between = bucket.moved
        reader.search("word")
        of_tick += between - before
        of_reader += bucket.moved - between
    return of_tick / _CHANGES / 1e6, of_reader / _CHANGES / 1e6


def _size(services: Services) -> float:
    return sum(info.size for info in services.bucket.objects(prefix=SEARCH)) / 1e6
