"""The table in memory, for tests and the simulation."""

import threading
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from handler.core.model.writes import (
    MAXIMUM_TRANSACTION,
    Delete,
    Item,
    Key,
    Put,
    Update,
    Value,
    Write,
)
from handler.services.ports import Conflict


@dataclass(slots=True)
class _Partition:
    """Items by sort key, and the sort keys in order."""

    items: dict[str, dict[str, Value]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def put(self, sk: str, item: dict[str, Value]) -> None:
        if sk not in self.items:
            insort(self.order, sk)
        self.items[sk] = item

    def remove(self, sk: str) -> None:
        if self.items.pop(sk, None) is not None:
            del self.order[bisect_left(self.order, sk)]


def _no_hook(_call: str) -> None:
    return None


class MemoryTable:
    """A `Table` in a dictionary; `on_call` runs before every call."""

    def __init__(self, on_call: Callable[[str], None] = _no_hook) -> None:
        self._partitions: dict[str, _Partition] = {}
        self._lock = threading.RLock()
        self._on_call = on_call

    def get(self, keys: Collection[Key]) -> dict[Key, Item]:
        """See `Table.get`."""
        self._on_call("get")
        with self._lock:
            found = {key: self._stored(key) for key in keys}
            return {key: dict(item) for key, item in found.items() if item is not None}

    def query(
        self,
        pk: str,
        *,
        after: str | None = None,
        before: str | None = None,
        prefix: str | None = None,
        limit: int | None = None,
        newest_first: bool = False,
    ) -> list[tuple[str, Item]]:
        """See `Table.query`."""
        self._on_call("query")
        with self._lock:
            partition = self._partitions.get(pk, _Partition())
            order = partition.order
            start = bisect_right(order, after) if after is not None else 0
            start = bisect_left(order, prefix) if prefix is not None else start
            stop = bisect_left(order, before) if before is not None else len(order)
            chosen = order[start:stop]
            if prefix is not None:
                chosen = list(takewhile(lambda sk: sk.startswith(prefix), chosen))
            chosen = chosen[::-1] if newest_first else chosen
            return [(sk, dict(partition.items[sk])) for sk in chosen[:limit]]

    def transact(self, writes: Sequence[Write]) -> None:
        """See `Table.transact`."""
        self._on_call("transact")
        if len({write.key for write in writes}) != len(writes):
            raise ValueError("a transaction may not touch an item twice")
        if len(writes) > MAXIMUM_TRANSACTION:
            raise ValueError(f"a transaction has at most {MAXIMUM_TRANSACTION} writes")
        with self._lock:
            failed = [write.key for write in writes if not self._allowed(write)]
            if failed:
                raise Conflict(failed)
            for write in writes:
                self._apply(write)

    def write(self, write: Write) -> None:
        """See `Table.write`."""
        self._on_call("write")
        with self._lock:
            if not self._allowed(write):
                raise Conflict([write.key])
            self._apply(write)

    def scan(self) -> Iterator[tuple[Key, Item]]:
        """See `Table.scan`."""
        self._on_call("scan")
        with self._lock:
            return iter(
                [
                    (Key(pk, sk), dict(item))
                    for pk, partition in self._partitions.items()
                    for sk, item in partition.items.items()
                ]
            )

    def _stored(self, key: Key) -> dict[str, Value] | None:
        partition = self._partitions.get(key.pk)
        return partition.items.get(key.sk) if partition else None

    def _allowed(self, write: Write) -> bool:
        return write.condition is None or write.condition.holds(self._stored(write.key) or {})

    def _apply(self, write: Write) -> None:
        partition = self._partitions.setdefault(write.key.pk, _Partition())
        match write:
            case Put(key, item):
                partition.put(key.sk, dict(item))
            case Delete(key):
                partition.remove(key.sk)
            case Update(key, put, add):
                stored = {**partition.items.get(key.sk, {}), **put}
                for name, amount in add.items():
                    stored[name] = int(stored.get(name, 0)) + amount
                partition.put(key.sk, stored)
