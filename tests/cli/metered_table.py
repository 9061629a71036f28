"""A table in memory that counts what DynamoDB would charge for.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from handler.core.model.writes import Delete, Item, Key, Put, Update, Value, Write
from handler.memory.table import MemoryTable

_READ_UNIT, _WRITE_UNIT = 4096, 1024


@dataclass(frozen=True)
class Units:
    """Read units, strongly consistent, and write units."""

    read: int
    write: int


class MeteredTable(MemoryTable):
    """Counts the units of all calls."""

    def __init__(self) -> None:
        super().__init__()
        self._read = self._write = 0

    def units(self, operation: Callable[[], object]) -> Units:
        """What an operation takes."""
        self._read = self._write = 0
        operation()
        return Units(self._read, self._write)

    def get(self, keys: Collection[Key]) -> dict[Key, Item]:
        """See `Table.get`: each item is rounded up, and one that is absent costs as well."""
        with self._lock:
            found = super().get(keys)
            self._read += sum(_units(_size(k, found.get(k, {})), _READ_UNIT) for k in set(keys))
            return found

    def query(self, pk: str, **bounds: Any) -> list[tuple[str, Item]]:
        """See `Table.query`: the sum of the items is rounded up."""
        with self._lock:
            rows = super().query(pk, **bounds)
            self._read += _units(sum(_size(Key(pk, sk), item) for sk, item in rows), _READ_UNIT)
            return rows

    def transact(self, writes: Sequence[Write]) -> None:
        """See `Table.transact`: all costs twice."""
        with self._lock:
            self._write += 2 * sum(map(self._written, writes))
            super().transact(writes)

    def write(self, write: Write) -> None:
        """See `Table.write`."""
        with self._lock:
            self._write += self._written(write)
            super().write(write)

    def _written(self, write: Write) -> int:
        """The larger one of the items before and after."""
        before = self._stored(write.key) or {}
        match write:
            case Put(_, item):
                after = item
            case Update(_, put, add):
                after = {**before, **put, **add}
            case Delete():
                after = {}
        size = max(_size(write.key, before), _size(write.key, after))
        return _units(size, _WRITE_UNIT)


def _units(size: int, unit: int) -> int:
    return max(1, -(-size // unit))


def _size(key: Key, item: Item) -> int:
    """https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html"""
    attributes: dict[str, Value] = {"pk": key.pk, "sk": key.sk, **item}
    return sum(len(name.encode()) + _length(value) for name, value in attributes.items())


def _length(value: Value) -> int:
    if isinstance(value, int):
        return 1 + (len(str(abs(value))) + 1) // 2
    return len(value.encode() if isinstance(value, str) else value)
