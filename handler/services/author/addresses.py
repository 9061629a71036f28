"""At which addresses readers find texts, to tell which they would not find any more."""

from collections.abc import Collection, Iterator, Sequence

from handler.core.index.items import path_key, source_key
from handler.core.model.addressing.keys import is_document
from handler.core.model.addressing.paths import fold
from handler.services.ports import Table
from handler.services.records import source_in

_AT_ONCE = 100


def addresses(table: Table, keys: Collection[str]) -> dict[str, str]:
    """The addresses of texts that readers get, by their keys; a call for 100 keys."""
    known: dict[str, str] = {}
    for part in _parts([key for key in keys if is_document(key)]):
        found = table.get([source_key(key) for key in part])
        sources = ((key, source_in(found, key)) for key in part)
        known |= {key: source.entry.path for key, source in sources if source and source.entry}
    return known


def found_among(table: Table, paths: Collection[str]) -> set[str]:
    """Those of some addresses that lead somewhere."""
    found: set[str] = set()
    for part in _parts([*paths]):
        items = table.get([path_key(fold(path)) for path in part])
        found |= {path for path in part if path_key(fold(path)) in items}
    return found


def _parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))
