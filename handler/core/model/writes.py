"""What can be read from and written to the table, as plain data. No IO here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Value = str | int | bytes
Item = Mapping[str, Value]
"""The attributes of an item beside its key."""

SINGLE = "-"
"""The sort key of items that stand alone in their partition."""
_LONGEST_PK, _LONGEST_SK = 2048, 1024


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """The primary key of an item."""

    pk: str
    sk: str = SINGLE

    @property
    def fits(self) -> bool:
        """Whether DynamoDB takes a key so long."""
        return _bytes(self.pk) <= _LONGEST_PK and _bytes(self.sk) <= _LONGEST_SK


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of the stored item for a write to happen."""

    attribute: str
    test: Literal["absent", "equals", "absent or equals", "absent or below"]
    value: Value = ""

    def holds(self, item: Item) -> bool:
        """Whether the attributes that are stored (none: empty) meet the condition."""
        stored = item.get(self.attribute)
        if stored is None:
            return self.test != "equals"
        if self.test == "absent or below":
            return isinstance(stored, int) and isinstance(self.value, int) and stored < self.value
        return self.test != "absent" and stored == self.value


@dataclass(frozen=True, slots=True)
class Put:
    """Replace an item."""

    key: Key
    item: Item
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove an item."""

    key: Key
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """Set some attributes and add to others, creating the item if need be."""

    key: Key
    put: Item = field(default_factory=dict)
    add: Mapping[str, int] = field(default_factory=dict)
    condition: Condition | None = None


Write = Put | Delete | Update

MAXIMUM_TRANSACTION = 100
"""How many writes DynamoDB takes in one transaction."""
MAXIMUM_BYTES = 4_000_000
"""How many bytes it takes in one transaction."""
MAXIMUM_ITEM = 400_000
"""How many bytes an item may have."""
_NUMBER = 21


def size_of(write: Write) -> int:
    """The bytes of what is written, about as DynamoDB counts them."""
    item = write.item if isinstance(write, Put) else write.put if isinstance(write, Update) else {}
    values = sum(_bytes(name) + _bytes(value) for name, value in item.items())
    return _bytes(write.key.pk) + _bytes(write.key.sk) + values


def _bytes(value: Value) -> int:
    if isinstance(value, str):
        return len(value.encode("utf-8", "replace"))
    return len(value) if isinstance(value, bytes) else _NUMBER
