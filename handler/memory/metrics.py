"""Metrics in memory: for tests, and for whoever has no use for them."""

from collections import Counter


class MemoryMetrics:
    """The sum of what was added so far, by name."""

    def __init__(self) -> None:
        self.sums: Counter[str] = Counter()

    def add(self, name: str, value: float = 1) -> None:
        """See `Metrics.add`."""
        self.sums[name] += int(value)
