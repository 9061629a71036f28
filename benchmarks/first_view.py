"""What the first reader of a process waits for, with Lambda's share of a processor.

AWS is behind TLS here, so that certificates and handshakes are paid for. Imports get no more than
that share, though Lambda lets them have more. The least of some rounds counts, as other processes
of this machine can only add to it.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from benchmarks.blog import path_of
from benchmarks.events import request_event, scheduled_event
from benchmarks.lab import Function, Lab
from benchmarks.packages import STAGE
from benchmarks.quota import processor, share_of
from benchmarks.report import Result, timed
from handler.cli.infrastructure.stages import read_stage
from handler.events import KEEP_WARM, TICK

_ROUNDS = 5
_SIZES = (512, 1024, 1769)
_PATHS = {
    "a post to be rendered": path_of(1),
    "home": "/",
    "archive": "/archive/",
    "feed": "/feed.xml",
}
_BUDGETS = {
    "cold start": 0.9,
    "  of which imports": 0.6,
    "a stored page": 0.15,
    **dict.fromkeys(_PATHS, 0.5),
}
_other_places = count()
"""Each process of a blog with another address finds none of its pages stored."""


def run(lab: Lab) -> list[Result]:
    """All rows at each size; that of zappa_settings.json has budgets."""
    chosen = read_stage(STAGE).remote["memory_size"]
    results = []
    for memory in _SIZES:
        for name, seconds in _views(lab, memory).items():
            budget = _BUDGETS.get(name) if memory == chosen else None
            results.append(_result(f"{name}, {memory} MB", seconds, budget))
    return results


def _result(name: str, seconds: float, budget: float | None) -> Result:
    if budget is None:
        return timed(name, seconds, "a second", 1)
    return timed(name, seconds, "budget", budget, 1)


def _views(lab: Lab, memory: int) -> Mapping[str, float]:
    """The least seconds of each view."""
    stored = lab.coldpress_over_tls
    warm, page, tick = (*map(scheduled_event, (KEEP_WARM,)), stored.event, scheduled_event(TICK))

    def times(function: Function, *steps: Mapping[str, Any] | Callable[[], None]) -> list[float]:
        rounds = [_times(function, memory, steps) for _ in range(_ROUNDS)]
        return [min(taken) for taken in zip(*rounds, strict=True)]

    (cold,) = times(stored, page)
    imports, first, _, again = times(stored, warm, page, lab.tls.close_connections, page)
    _, _, ticking, _, reconnecting = times(stored, warm, tick, tick, lab.tls.close_connections, tick)
    views = {"cold start": cold, "  of which imports": imports, "a stored page": first}
    for name, path in _PATHS.items():
        views[name] = times(stored, warm, request_event(path))[1]
    return {
        **views,
        "a stored page, connection closed": again,
        "a tick": ticking,
        "a tick, connection closed": reconnecting,
    }


def _times(
    function: Function, memory: int, steps: Sequence[Mapping[str, Any] | Callable[[], None]]
) -> list[float]:
    """How long a new process takes for each of several events, with its share of a processor."""
    place = {"COLDPRESS_REMEMBERED_SECONDS": "0"}
    if function.event not in steps:
        place["COLDPRESS_URL"] = f"https://{next(_other_places)}.example.com"
    given = replace(function, environment={**function.environment, **place})
    with processor(share_of(memory)) as limit, given.emulator(memory) as emulator:
        limit(lambda: emulator.processes)
        return [_seconds(lambda step=step: _take(emulator.invoke, step)) for step in steps]


def _take(invoke: Callable[[Mapping[str, Any]], Any], step: Mapping[str, Any] | Callable[[], None]) -> None:
    if callable(step):
        step()
        return
    answer = invoke(step)
    assert answer is None or answer["statusCode"] == 200, answer


def _seconds(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
