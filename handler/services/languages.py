"""Which languages are in use, as every page is told: the record of what counts posts by language.

Posts of a language are counted in their transactions, and the record follows after the commit. It
is compared again once it is written: so whoever writes it last has seen every commit, or the one
that it has not seen comes to compare it later. Readers know the record alone, and every page is
made stale after each change of it; what a crash leaves `untold` is told by who looks next.
"""

from contextlib import suppress

from handler.core.index import codec, items
from handler.core.index.counters import language_keys
from handler.core.model.writes import Condition, Put, Update
from handler.core.site.languages import most_used
from handler.services.ports import Conflict, Table
from handler.services.records import listed_languages_in

_ROUNDS = 20
"""Far more than publishers change it at the same moment; the hourly comparison looks as well."""


def keep_languages(table: Table) -> None:
    """Make the record say in which languages there are posts; if it did not, pages are stale."""
    for _ in range(_ROUNDS):
        found = table.get([items.LANGUAGES, *language_keys()])
        listed = codec.dumps(most_used(listed_languages_in(found)))
        record = found.get(items.LANGUAGES, {})
        if listed == record.get("listed", "[]") and not record.get("untold"):
            return
        table.write(Put(items.LANGUAGES, {"listed": listed, "untold": 1}))
        table.write(Update(items.generation_key("site"), add={"n": 1}))
        with suppress(Conflict):  # Another record needs telling.
            same = Condition("listed", "equals", listed)
            table.write(Update(items.LANGUAGES, {"untold": 0}, condition=same))
