"""Timing things against a reference within one run: machines are small and noisy."""

import statistics
import time
from collections.abc import Callable


def medians(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Median seconds of each work, taken in turn so that a slow moment hits all alike."""
    times: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(rounds):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


def report(name: str, seconds: float, reference: str, reference_seconds: float) -> None:
    """One line: milliseconds, and the ratio to the reference."""
    ratio = seconds / reference_seconds
    print(f"{name:<44} {seconds * 1000:9.3f} ms {ratio:7.2f} x {reference}")
