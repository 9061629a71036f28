"""What the parts of a photo's file come to. No IO here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from handler.core.model.media.geotags import Edit

MAXIMUM_BLOCKS = 100
MAXIMUM_BYTES = 4_000_000
"""Of metadata in one file; cameras write a tenth of it."""


class TooMany(Exception):
    """More parts than any photo has."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a file: the edits without the place that it tells, if it tells one.

    `besides` are edits without what may tell it too, in a way that only its maker knows.
    """

    found: tuple[Edit, ...] = ()
    besides: tuple[Edit, ...] = ()

    def shifted(self, by: int) -> "Block":
        """The same in a file in which it begins later."""
        return Block(_shifted(self.found, by), _shifted(self.besides, by))


class Budget:
    """How much is read of what programs wrote into a file; what is more goes unread."""

    def __init__(self) -> None:
        self._blocks = MAXIMUM_BLOCKS
        self._bytes = MAXIMUM_BYTES

    def allows(self, content: bytes) -> bool:
        """Whether a part may be read as well, which counts from now on."""
        self._blocks -= 1
        self._bytes -= len(content)
        return self._blocks >= 0 and self._bytes >= 0


Found = Block | None
"""What looking into a part gives; None if it cannot be understood, and so must go as a whole."""

INNOCENT = Block()


def all_edits(blocks: Iterable[Block]) -> tuple[Edit, ...]:
    """The edits that hide the place that any of these parts tells."""
    kept = [block for block in blocks if block.found or block.besides]
    if not any(block.found for block in kept):
        return ()
    return tuple(edit for block in kept for edit in (block.found or block.besides))


def _shifted(edits: tuple[Edit, ...], by: int) -> tuple[Edit, ...]:
    return tuple(replace(edit, start=edit.start + by) for edit in edits)
