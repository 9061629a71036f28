"""What the first reader of a process waits for, with Lambda's share of a processor.

AWS is behind TLS here, so that certificates and handshakes are paid for. Imports get no more than
that share, though Lambda is known to let them have more, and it is they that connect. The least of
some rounds counts, as whatever else this machine does can only add to it.
"""

import time
from collections.abc import Callable, Mapping
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
_addresses = (f"https://{number}.example.com" for number in count())
"""No page is stored of a blog that has another address than before."""

Step = Mapping[str, Any] | Callable[[], None]
"""An event, or something that happens between two."""


def run(lab: Lab) -> list[Result]:
    """All rows at each size; that of zappa_settings.json has budgets."""
    chosen = read_stage(STAGE).remote["memory_size"]
    return [
        _result(f"{name}, {memory} MB", seconds, _BUDGETS.get(name) if memory == chosen else None)
        for memory in _SIZES
        for name, seconds in _views(lab, memory).items()
    ]


def _result(name: str, seconds: float, budget: float | None) -> Result:
    if budget is None:
        return timed(name, seconds, "a second", 1)
    return timed(name, seconds, "its budget", budget, 1)


def _views(lab: Lab, memory: int) -> dict[str, float]:
    """The seconds of each view."""
    stored, close = lab.coldpress_over_tls, lab.tls.close_connections
    start, page, tick = scheduled_event(KEEP_WARM), stored.event, scheduled_event(TICK)
    (cold,) = _least(stored, memory, page)
    imports, first, _, again = _least(stored, memory, start, page, close, page)
    also, _, ticking, _, late = _least(stored, memory, start, tick, tick, close, tick)
    rendered = {
        name: _least(stored, memory, start, request_event(path)) for name, path in _PATHS.items()
    }
    return {
        "cold start": cold,
        "  of which imports": min(imports, also, *(starting for starting, _ in rendered.values())),
        "a stored page": first,
        **{name: seconds for name, (_, seconds) in rendered.items()},
        "a stored page, connection closed": again,
        "a tick": ticking,
        "a tick, connection closed": late,
    }


def _least(function: Function, memory: int, *steps: Step) -> list[float]:
    """How long a new process takes for each of several steps."""
    rounds = [_times(function, memory, *steps) for _ in range(_ROUNDS)]
    return [min(taken) for taken in zip(*rounds, strict=True)]


def _times(function: Function, memory: int, *steps: Step) -> list[float]:
    environment = {**function.environment, "COLDPRESS_REMEMBERED_SECONDS": "0"}
    if function.event not in steps:
        environment["COLDPRESS_URL"] = next(_addresses)
    emulator = replace(function, environment=environment).emulator(memory)
    with processor(share_of(memory)) as limit, emulator:
        limit(lambda: emulator.processes)
        return [_seconds(emulator.invoke, step) for step in steps]


def _seconds(invoke: Callable[[Mapping[str, Any]], Any], step: Step) -> float:
    started = time.perf_counter()
    if callable(step):
        step()
    else:
        answer = invoke(step)
        assert answer is None or answer["statusCode"] == 200, answer
    return time.perf_counter() - started
