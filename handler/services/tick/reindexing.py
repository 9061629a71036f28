"""Reindexing: everything in the table made anew from the bucket, while readers go on reading.

Three passes: every object of the bucket is published with all its items written again; what
the index holds of objects that are gone is removed; then items that no source accounts for are
deleted and wrong counts corrected. Copies of pictures that are gone go as well, and the search
index, which the ticks make anew.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

from handler.core.index import codec, counters, items
from handler.core.index.source_items import items_of
from handler.core.model.addressing.keys import SEARCH
from handler.core.model.media.geotags import geotag_from_json
from handler.core.model.media.pictures import FOLDER, pictures_in
from handler.core.model.sources import Source
from handler.core.model.writes import Condition, Delete, Item, Key, Update, Write
from handler.services.languages import keep_languages
from handler.services.notes import Notes
from handler.services.ports import Bucket, Conflict, Table
from handler.services.tick.publishing import Publishing

_STRETCH = 1000
_WORKERS = 8
_DERIVED = (
    *("list#", "path#", "name#", "waiting#", "issue#", "series#", "printing", "manifest"),
    *("translations#", "templates"),
)
_SHARED = ("_config.yml", "_data/", "_includes/", "_theme/templates/")
"""What posts depend on, so it is published before them."""
_CURSOR = Key("job#reindex")
Progress = Callable[[int], None]


class Reindexer:
    """Rebuilds the table; goes on where an interrupted run stopped."""

    def __init__(self, bucket: Bucket, table: Table, publisher: Publishing) -> None:
        self._bucket = bucket
        self._table = table
        self._publisher = publisher

    def objects(self) -> int:
        """How many objects there are to publish, from where the last run stopped."""
        return sum(len(stretch) for stretch in self._stretches(self._cursor()))

    def run(self, progress: Progress) -> int:
        """Rebuild, reporting objects done, and say how many stray items were corrected."""
        copies = list(self._copies())
        notes = self._publisher.notes()
        # What earlier runs may have ended at comes alone, so that it is known which file it was.
        for key in notes.files:
            self._publisher.attempt(key, notes, rewrite=True)
        for prefix in _SHARED:
            for info in self._bucket.objects(prefix=prefix):
                self._publisher.attempt(info.key, notes, rewrite=True)
        for stretch in self._stretches(self._cursor()):
            self._publish(stretch, notes)
            self._table.write(Update(_CURSOR, {"cursor": stretch[-1]}))
            progress(len(stretch))
        gone = [key for key, _ in self._table.query(items.MANIFEST) if not self._bucket.head(key)]
        self._publish(gone, notes)
        corrected = correct(self._table)
        keep_languages(self._table)
        self._remove_unshown(copies)
        # Nothing tells what it has of posts that the lost table knew to be gone.
        for info in self._bucket.objects(prefix=SEARCH):
            self._bucket.delete(info.key)
        self._table.write(Delete(_CURSOR))
        return corrected

    def _cursor(self) -> str:
        return str(self._table.get([_CURSOR]).get(_CURSOR, {}).get("cursor", ""))

    def _stretches(self, after: str) -> Iterator[list[str]]:
        while True:
            keys = [info.key for info in self._bucket.objects(after=after, limit=_STRETCH)]
            if keys:
                yield keys
            if len(keys) < _STRETCH:
                return
            after = keys[-1]

    def _copies(self) -> Iterator[str]:
        after = ""
        while found := self._bucket.objects(after=after, prefix=FOLDER):
            yield from (info.key for info in found)
            after = found[-1].key

    def _remove_unshown(self, copies: Iterable[str]) -> None:
        """Remove copies, listed before all pictures were published, that no picture has."""
        paths = {key.pk: item for key, item in self._table.scan() if key.pk.startswith("path#")}
        shown = {picture.id for picture in pictures_in(paths).values()} | _clean_ids(paths.values())
        # First what says that there are copies: cut off, it would keep lost ones from being made.
        for key in sorted(copies, key=lambda key: not key.endswith("/picture.json")):
            if key.removeprefix(FOLDER).partition("/")[0] not in shown:
                self._bucket.delete(key)

    def _publish(self, keys: Iterable[str], notes: Notes) -> None:
        wanted = [key for key in keys if key not in notes.files]
        with ThreadPoolExecutor(_WORKERS) as pool:
            list(pool.map(lambda key: self._publisher.attempt(key, notes, rewrite=True), wanted))


def _clean_ids(paths: Iterable[Item]) -> set[str]:
    """What the copies of photos without their places are called."""
    known = (geotag_from_json(str(item.get("geotag", ""))) for item in paths)
    return {geotag.id for geotag in known if geotag}


def correct(table: Table) -> int:
    """Remove strays and mend counts; what two looks do not agree on is being published."""
    first, second = _corrections(table), _corrections(table)
    done = 0
    for key, write in second.items():
        if first.get(key) == write:
            try:
                table.write(write)
            except Conflict:
                continue
            done += 1
    return done


def _corrections(table: Table) -> Mapping[tuple[Key, str], Write]:
    stored = dict(table.scan())
    sources = [_source(item) for key, item in stored.items() if key.pk.startswith("source#")]
    expected = {key for source in sources for key in items_of(source)}
    counts = Counter(counter for source in sources for counter in counters.counters_of(source))
    strays = (key for key in stored if key.pk.startswith(_DERIVED) and key not in expected)
    counted = [(key, name) for key, item in stored.items() for name in _counters(key, item)]
    return {(key, ""): Delete(key) for key in strays} | {
        (key, name): _recount(key, name, int(stored[key][name]), counts[key, name])
        for key, name in counted
        if stored[key][name] != counts[key, name]
    }


def _counters(key: Key, item: Item) -> Iterable[str]:
    """The attributes of an item that count sources."""
    if key.pk in {counters.LANGUAGES, counters.THEME.pk}:
        return item
    return ("count",) if key.pk.startswith("terms#") else ()


def _source(item: Item) -> Source:
    return codec.source_from_json(str(item["record"]), int(item["revision"]))


def _recount(key: Key, name: str, stored: int, count: int) -> Update:
    return Update(key, {name: count}, condition=Condition(name, "equals", stored))
