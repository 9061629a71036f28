"""The first page of a new process under Lambda's emulator, from the event to the answer.

Each blog has the page in its table. The task folder is read-only, as on Lambda.
"""

import time

from benchmarks.lab import Function, Lab
from benchmarks.report import Result, timed
from benchmarks.timing import medians_of

_ROUNDS = 7


def run(lab: Lab) -> list[Result]:
    """Both ratios."""
    functions = (lab.coldpress, lab.naive, lab.empty)
    ours, naive, empty = medians_of(
        _ROUNDS, *(lambda function=function: _first_answer(function) for function in functions)
    )
    return [
        timed("cold start", ours, "plain blog as Zappa packages it", naive, 0.4),
        timed("cold start", ours, "empty Flask app, valid bytecode", empty, 1.4),
    ]


def _first_answer(function: Function) -> float:
    with function.emulator() as emulator:
        started = time.perf_counter()
        emulator.invoke(function.event)
        return time.perf_counter() - started
