"""Whatever happens to uploads, events, ticks and searches, what is found comes out right."""

import gc
from datetime import timedelta

import pytest

from handler.core.search.documents import searchable_entry
from handler.services.search.searching import Searcher
from tests.simulation.blocks import block_of
from tests.simulation.sequence import Sequence
from tests.simulation.world import make_searcher

_BLOCKS = range(4)


class SearchSequence(Sequence):
    """One seeded sequence in which ticks and searches run beside publishers."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.idle: list[Searcher] = []
        """Of processes that answer nobody just now."""

    def run(self) -> None:
        """Random steps, then everything comes to rest and is checked."""
        publish, find = [self._author, self._deliver], [self._index, self._search]
        for _ in range(self.chance.randint(8, 24)):
            self.chance.choice([*publish, *publish, *find])()
            for _ in range(self.chance.randint(0, 12)):
                self._step()
        while self.processes:
            self._step()
        self._settle()
        for searcher in [*self.idle, self._new_process()]:
            self._check_complete(searcher)

    def _index(self) -> None:
        def index() -> None:
            if work := self.world.indexer.work(self.world.clock.now() + timedelta(minutes=1)):
                work()

        self._start(index, None)

    def _search(self) -> None:
        marks = self.world.history.marks()
        is_warm = self.idle and self.chance.random() < 0.6
        searcher = self.idle.pop() if is_warm else self._new_process()

        def search() -> None:
            view = searcher.search("year:2026")
            keys = [each.entry.key for each in view.results]
            assert len(keys) == len(set(keys)), f"a search finds {keys}"
            for each in view.results:
                key, title = each.entry.key, each.entry.title
                allowed = self.world.history.titles_since(key, marks.get(key, 0))
                assert title in allowed, f"a search finds {key} as {title}; allowed: {allowed}"
            self.idle.append(searcher)

        self._start(search, None)

    def _new_process(self) -> Searcher:
        return make_searcher(self.world.bucket, self.world.table, self.world.clock)

    def _check_complete(self, searcher: Searcher) -> None:
        view = searcher.search("year:2026")
        entries = map(searchable_entry, self._sources(self.world.table).values())
        live = {entry.key for entry in entries if entry and entry.date}
        assert view.state == "ready"
        assert {each.entry.key for each in view.results} == live


@pytest.mark.parametrize("block", [block_of(block, "searching") for block in _BLOCKS])
def test_random_sequences_find_what_is_live_once_and_nothing_else(block: int) -> None:
    for seed in range(block * 25, (block + 1) * 25):
        try:
            SearchSequence(seed).run()
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
        if seed % 5 == 0:
            # SQLite has but so much memory, and no process of a sequence lets go of its files.
            gc.collect()
