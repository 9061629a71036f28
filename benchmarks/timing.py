"""Timing things against a reference within one run: machines are small and noisy."""

import statistics
import time
from collections.abc import Callable


def medians(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Median seconds of each work, after one call that does not count."""
    for work in works:
        work()
    return medians_of(rounds, *(lambda work=work: _seconds(work) for work in works))


def medians_of(rounds: int, *measures: Callable[[], float]) -> list[float]:
    """Median of each measure, taken in turn so that a slow moment hits all alike."""
    taken = [[measure() for measure in measures] for _ in range(rounds)]
    return [statistics.median(values) for values in zip(*taken, strict=True)]


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
