"""A page of a process that has answered before: remembered, and from the table.

CPU is measured, as the server that stands for AWS shares the machine; a round trip under the
emulator is shown beside it.
"""

from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from benchmarks.events import HOST
from benchmarks.lab import Lab
from benchmarks.packages import STAGE, Package
from benchmarks.report import Result, timed
from benchmarks.timing import medians, medians_of
from benchmarks.workers import worker
from handler.core.model.writes import Item, Key
from handler.services.ports import Table
from handler.services.read.replies import Base
from handler.wiring import Services

_ROUNDS = 21
_ROUND_TRIPS = 200
_REMEMBER = {"COLDPRESS_REMEMBERED_SECONDS": "3600"}
_FORGET = {"COLDPRESS_REMEMBERED_SECONDS": "0"}


def run(lab: Lab) -> list[Result]:
    """All ratios."""
    return [*_cpu(lab), *_round_trips(lab)]


def _cpu(lab: Lab) -> list[Result]:
    ours, empty = lab.coldpress, lab.empty
    batch_get = Package(lab.naive.package.folder, "batch_get.lambda_handler")
    with ExitStack() as stack:
        remembered, forgotten, constant, bare = (
            stack.enter_context(worker(package, {**lab.aws, **settings}, event))
            for package, settings, event in (
                (ours.package, _REMEMBER, ours.event),
                (ours.package, _FORGET, ours.event),
                (empty.package, {}, empty.event),
                (batch_get, {}, page_request(lab)),
            )
        )
        medians_of(1, remembered, forgotten, constant, bare)
        seconds = medians_of(_ROUNDS, remembered, forgotten, constant, bare)
    return [
        timed("page from memory, CPU", seconds[0], "empty Flask app", seconds[2], 1.3),
        timed(
            "page from the table, CPU",
            seconds[1],
            "boto3 BatchGetItem + empty Flask app",
            seconds[2] + seconds[3],
            1.5,
        ),
    ]


def _round_trips(lab: Lab) -> list[Result]:
    ours = replace(lab.coldpress, environment={**lab.coldpress.environment, **_REMEMBER})
    with ours.emulator() as one, lab.empty.emulator() as other:
        seconds = medians(
            _ROUND_TRIPS, lambda: one.invoke(ours.event), lambda: other.invoke(lab.empty.event)
        )
    return [timed("  round trip under the emulator", seconds[0], "empty Flask app", seconds[1])]


class _Recorder:
    """A table of which only the keys of the first call matter."""

    def __init__(self, table: Table) -> None:
        self.keys: Collection[Key] = ()
        self._table = table

    def __getattr__(self, name: str) -> Any:
        return getattr(self._table, name)

    def get(self, keys: Collection[Key]) -> dict[Key, Item]:
        """See `Table.get`."""
        self.keys = self.keys or keys
        return self._table.get(keys)


def page_request(lab: Lab) -> dict[str, Any]:
    """What boto3 needs to read the items that our blog reads for the post."""
    recorder = _Recorder(lab.services.table)
    services = Services(lab.services.settings, table=recorder)
    services.reader.respond(lab.coldpress.event["path"], Base(f"https://{HOST}", f"/{STAGE}"))
    keys = [{"pk": {"S": key.pk}, "sk": {"S": key.sk}} for key in recorder.keys]
    return {"RequestItems": {services.settings.table: {"Keys": keys, "ConsistentRead": True}}}
