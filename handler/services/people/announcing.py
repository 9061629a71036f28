"""Whether the desk is on, told to readers' pages: programs find there where they may write.

The table has a copy of what the bucket says, as no reader's request looks there.
"""

from contextlib import suppress

from handler.core.index import items
from handler.core.model.writes import Update
from handler.core.people.storing import BrokenPeople
from handler.services.people.access import Access
from handler.services.ports import Table


class Announcing:
    """What pages of one blog say of its desk."""

    def __init__(self, table: Table, access: Access) -> None:
        self._table = table
        self._access = access

    def tell(self) -> None:
        """Let pages say what is so; those that said otherwise are stale from now on."""
        with suppress(BrokenPeople):
            people = self._access.people()
            is_on = people is not None and people.is_on
            known = self._table.get([items.DESK]).get(items.DESK, {})
            if bool(known.get("on")) != is_on:
                generation = Update(items.generation_key("site"), add={"n": 1})
                self._table.transact([Update(items.DESK, {"on": int(is_on)}), generation])
