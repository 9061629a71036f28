"""The record of the languages in use: right in the end, whoever writes it meanwhile."""

from handler.core.index import codec, items
from handler.core.index.counters import language_keys
from handler.core.model.writes import Put
from handler.memory.table import MemoryTable
from handler.services.languages import keep_languages


def test_who_is_overtaken_without_end_leaves_the_record_to_who_looks_next() -> None:
    def overtake(call: str) -> None:
        if call == "get":
            others.append(call)
            table.write(Put(items.LANGUAGES, {"listed": f"[{len(others)}]", "untold": 1}))

    others: list[str] = []
    table = MemoryTable()
    table.write(Put(language_keys()[0], {"listed-ko": 1}))
    table._on_call = overtake
    keep_languages(table)
    assert 1 < len(others) < 100
    table._on_call = lambda _: None
    keep_languages(table)
    assert table.get([items.LANGUAGES])[items.LANGUAGES] == {
        "listed": codec.dumps(["ko"]),
        "untold": 0,
    }
