"""What the parts of a photo's file come to. No IO here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from handler.core.model.geotags import Edit


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
