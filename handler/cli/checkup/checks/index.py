"""Checks of what the table holds, against the bucket and against this checkout. No IO here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from handler.cli.checkup.deployment import Deployment
from handler.cli.checkup.facts import Function, Index, Objects, Package
from handler.cli.checkup.findings import Finding, doubtful, right, wrong
from handler.core.comments.discussions import issue_named
from handler.core.jekyll.results import is_current
from handler.core.model.addressing.keys import classify
from handler.core.model.problems import errors_of
from handler.core.model.sources import ObjectInfo, Source
from handler.core.model.writes import Item
from handler.services.publish.planning import WAITING

GRACE = timedelta(minutes=5)
"""How long what was just changed may be on its way."""
_COMPARED_WITHIN = timedelta(hours=2)
_SHOWN = 3


def rejected(index: Index, deployment: Deployment) -> Finding:
    """Every file is published as its author wrote it."""
    found = [source for source in index.troubled if source.state == "rejected"]
    if not found:
        return right("No file is rejected.")
    problems = " ".join(_first_problems(found))
    text = f"{_counted(found, 'file is', 'files are')} rejected: {problems}"
    return wrong(text, f"Mend and upload what this lists: {deployment.status}")


def warnings(index: Index, deployment: Deployment) -> Finding:
    """No live file has problems."""
    found = [source for source in index.troubled if source.state != "rejected"]
    if not found:
        return right("No file has warnings.")
    named = _named(source.key for source in found)
    text = f"{_counted(found, 'file has', 'files have')} warnings: {named}."
    return doubtful(text, f"Look at them: {deployment.status}")


def _first_problems(sources: Sequence[Source]) -> Iterator[str]:
    return (
        str(problem) for source in sources[:_SHOWN] for problem in errors_of(source.problems)[:1]
    )


def comments(index: Index, deployment: Deployment) -> Finding:
    """GitHub answers when it is asked for comments."""
    issue = issue_named(index.context.site, 1)
    if issue is None:
        return right("There are none, as _config.yml names no repository.")
    if int(index.github.get("until", 0)) <= index.now.timestamp():
        return right(f"GitHub may be asked for those of {issue.repository}.")
    until = datetime.fromtimestamp(int(index.github["until"]), UTC)
    text = f"GitHub is not asked until {until:%Y-%m-%d %H:%M} UTC: {index.github['why']!s}"
    log = f"{deployment.logs} --since 1h"
    return doubtful(text, f"See Comments in docs/operator.md, and {log}")


def interrupted(index: Index, deployment: Deployment) -> Finding:
    """No publish was cut off before readers' caches heard of it; the tick completes such."""
    old = [key for key, changed in index.pending.items() if index.now - changed > GRACE]
    if not old:
        return right("Every publish has made its pages stale.")
    text = f"{_counted(old, 'publish was', 'publishes were')} cut off minutes ago: {_named(old)}."
    return wrong(text, _mend_tick(deployment))


def overdue(index: Index, deployment: Deployment) -> Finding:
    """No scheduled file waits past its date; the tick publishes them."""
    if not index.overdue:
        return right("No scheduled file is overdue.")
    text = f"{_counted(index.overdue, 'file is', 'files are')} overdue: {_named(index.overdue)}."
    return wrong(text, _mend_tick(deployment))


def comparison(index: Index, deployment: Deployment) -> Finding:
    """Bucket and index were compared within the last hours, which shows that the tick runs."""
    if index.compared is None:
        text = "Bucket and index were never compared; the first tick does it."
        return doubtful(text, "Run this again in some minutes.")
    since = f"{index.compared:%Y-%m-%d %H:%M} UTC"
    if not _is_comparing(index):
        text = f"Bucket and index were last compared at {since}; the tick should do it hourly."
        return wrong(text, _mend_tick(deployment))
    return right(f"Bucket and index were last compared at {since}.")


def _is_comparing(index: Index) -> bool:
    return index.compared is not None and index.now - index.compared <= _COMPARED_WITHIN


def _mend_tick(deployment: Deployment) -> str:
    logs = deployment.logs
    return f"The tick does not come or fails; mend what is wrong with it above, else see {logs}"


@dataclass(frozen=True, slots=True)
class Lost:
    """Keys of files whose upload, change or deletion the index does not know of."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()


def lost(objects: Objects, index: Index) -> Lost:
    """What the bucket holds for longer than a while and the index does not, or the reverse.

    Bucket and index were not read at one moment, so what is new in either says nothing yet.
    """
    since = index.now - GRACE
    old = {k: i for k, i in objects.items() if classify(k) != "ignored" and i.modified < since}
    known = {k: row for k, row in index.rows.items() if str(row["modified"]) < since.isoformat()}
    return Lost(
        tuple(sorted(old.keys() - index.rows.keys())),
        tuple(sorted(k for k in old.keys() & known.keys() if _differs(old[k], known[k]))),
        tuple(sorted(known.keys() - objects.keys())),
    )


def _differs(info: ObjectInfo, row: Item) -> bool:
    return row["etag"] != info.etag or row["modified"] != info.modified.isoformat()


def lost_events(index: Index, objects: Objects, deployment: Deployment) -> Finding:
    """The index knows of everything that happened in the bucket."""
    missed = lost(objects, index)
    parts = [
        f"{len(keys)} {what} ({_named(keys)})"
        for what, keys in (
            ("new", missed.new),
            ("changed", missed.changed),
            ("deleted", missed.deleted),
        )
        if keys
    ]
    if not parts:
        return right("The index knows every file in the bucket.")
    text = f"The index missed {', '.join(parts)}."
    if _is_comparing(index):
        return wrong(text, f"The hourly comparison mends it; now: {deployment.reindex}")
    return wrong(text, f"Mend the tick, which should find such things; now: {deployment.reindex}")


def staleness(
    index: Index, function: Function, package: Package | None, deployment: Deployment
) -> Finding:
    """The index was written by the deployed code, under today's configuration."""
    renderer = index.context.renderer
    stamps = Counter(str(row["stamp"]) for row in index.rows.values())
    behind = [each for each in stamps if each != WAITING and not is_current(each, index.context)]
    other = sum(stamps[each] for each in behind if each.partition(".")[0] != renderer)
    if other and package and _is_deployed(function, package):
        text = f"Older code planned {other} of {len(index.rows)} files."
        return wrong(text, f"The hourly comparison mends it; now: {deployment.reindex}")
    if other:
        text = f"Other code than this checkout's planned {other} of {len(index.rows)} files."
        fix = f"If this checkout is what is deployed: {deployment.reindex}"
        return doubtful(text, fix)
    if behind:
        count = sum(stamps[each] for each in behind)
        what = "a change of configuration, data, includes or links"
        text = f"{count} of {len(index.rows)} files wait to follow {what}."
        return doubtful(text, f"The next ticks do it; now: {deployment.reindex}")
    return right("This checkout's code planned every file.")


def _is_deployed(function: Function, package: Package) -> bool:
    return package.sha256 == function.sha256 and not package.differing


def _counted(things: Sequence[object], one: str, many: str) -> str:
    return f"{len(things)} {one if len(things) == 1 else many}"


def _named(keys: Iterable[str]) -> str:
    first = list(keys)
    more = len(first) - _SHOWN
    return ", ".join(first[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
