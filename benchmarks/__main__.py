"""`make bench`: every benchmark, or those named, each as ratios within one run."""

import sys
from collections.abc import Callable, Mapping

from benchmarks import (
    cold_start,
    first_view,
    lighthouse,
    memory,
    publishing,
    rendering,
    searching,
    warm,
)
from benchmarks.lab import Lab
from benchmarks.report import Result, table

BENCHMARKS: Mapping[str, Callable[[Lab], list[Result]]] = {
    "cold_start": cold_start.run,
    "first_view": first_view.run,
    "warm": warm.run,
    "memory": memory.run,
    "rendering": lambda _: rendering.run(),
    "publishing": lambda _: publishing.run(),
    "searching": lambda _: searching.run(),
    "lighthouse": lambda _: lighthouse.run(),
}


def main(*names: str) -> None:
    """Print one table, even if one fails; the exit status tells whether all budgets are kept."""
    if unknown := set(names) - BENCHMARKS.keys():
        sys.exit(
            f"No benchmark is called {', '.join(unknown)}. There are: {', '.join(BENCHMARKS)}."
        )
    results: list[Result] = []
    try:
        with Lab() as lab:
            for name in names or BENCHMARKS:
                print(f"Running {name} ...", file=sys.stderr, flush=True)
                results += BENCHMARKS[name](lab)
    finally:
        print(table(results), flush=True)
    sys.exit(0 if all(result.holds for result in results) else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
