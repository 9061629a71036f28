"""Bounds the work that one text can cause. No IO here."""

from handler.core.model.problems import ColdpressError

BASE_WORK = 6_000_000
WORK_PER_CHARACTER = 30
MAXIMUM_WORK = 20_000_000
NODE_WORK = 50
BODY_WORK = 20
ITEM_WORK = 3
MAX_DEPTH = 150
"""Blocks and includes inside one another, counted together while rendering."""
MAX_INCLUDE_DEPTH = 20
MAX_ITEMS = 100_000
"""Items of one loop or range."""


class LimitReached(ColdpressError):
    """A text wants more work than is allowed; `str` of it says more of what."""


class Budget:
    """Units of work left: one for each character written, more for each node."""

    __slots__ = ("_left",)

    def __init__(self, source: str) -> None:
        self._left = min(BASE_WORK + WORK_PER_CHARACTER * len(source), MAXIMUM_WORK)

    def spend(self, units: int) -> None:
        """Take units away; with none left, `LimitReached`."""
        self._left -= units
        if self._left < 0:
            raise LimitReached("output or work")
