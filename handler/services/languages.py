"""Which languages are in use: once others are, every page leads to them.

Posts of a language are counted in their transactions. What follows is told from the counts after
the commit; of two that are published at once, the later sees the other. The hourly comparison
looks as well, as a crash or two opposite changes at the same moment could leave a wrong record.
"""

from handler.core.index import codec, items
from handler.core.index.counters import language_keys
from handler.core.model.writes import Put, Update
from handler.services.ports import Table
from handler.services.records import listed_languages_in


def keep_languages(table: Table) -> None:
    """Make every page stale if posts are listed in other languages than when this was last done."""
    found = table.get([items.LANGUAGES, *language_keys()])
    listed = codec.dumps(sorted(listed_languages_in(found)))
    if listed != found.get(items.LANGUAGES, {}).get("listed", "[]"):
        # The record comes last: cut off between the two, this is done once more.
        table.write(Update(items.generation_key("site"), add={"n": 1}))
        table.write(Put(items.LANGUAGES, {"listed": listed}))
