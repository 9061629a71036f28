"""The table of all checks, and running it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from handler.cli.checkup import contents, gathering, rights
from handler.cli.checkup import desk as desks
from handler.cli.checkup.checks import (
    address,
    bucket,
    desk,
    function,
    index,
    role,
    settings,
    table,
    tick,
    trigger,
)
from handler.cli.checkup.cloud import Cloud
from handler.cli.checkup.deployment import Deployment
from handler.cli.checkup.findings import Absent, Finding, NotChecked
from handler.cli.interrupting import side_by_side

_WORKERS = 8
Gather = Callable[[Cloud], object]


@dataclass(frozen=True, slots=True)
class Check:
    """A title, what is needed to know, and who judges it: given the facts and the deployment.

    `missing` judges if what is looked at does not exist; without it that is not checked. Nor is
    it if something of `after` does not exist, as there is no use in mending it before that.
    """

    title: str
    judge: Callable[..., Finding]
    gathers: tuple[Gather, ...]
    missing: Callable[[Deployment], Finding] | None = None
    after: tuple[Gather, ...] = ()


_FUNCTION = (gathering.function,)
CHECKS = (
    Check("settings", settings.events, ()),
    Check("bucket", bucket.region, (gathering.bucket_region,), bucket.missing),
    Check("versioning", bucket.versioning, (gathering.versioning,)),
    Check("privacy", bucket.privacy, (gathering.private_switches,)),
    Check("encryption", bucket.encryption, (gathering.encryption,)),
    Check("function", function.state, (gathering.function,), function.missing),
    Check("handler", function.handler, (gathering.function,)),
    Check("capacity", function.capacity, (gathering.function,)),
    Check("disk", function.disk, (gathering.function, contents.objects)),
    Check("build", function.build, (gathering.function, contents.package)),
    Check("environment", function.variables, (gathering.function, contents.package)),
    Check("trigger", trigger.notifications, (gathering.listeners,), after=_FUNCTION),
    Check("trigger's right", trigger.permission, (gathering.function_policy,)),
    Check("other listeners", trigger.others, (gathering.listeners,)),
    Check("strangers", trigger.strangers, (gathering.function_policy,)),
    Check("policy size", trigger.policy_size, (gathering.function_policy,)),
    Check("tick", tick.tick, (gathering.rules,), after=_FUNCTION),
    Check("tick's right", tick.permission, (gathering.rules, gathering.function_policy)),
    Check("keep-warm", tick.keep_warm, (gathering.rules,), after=_FUNCTION),
    Check("role", role.trust, (gathering.trust,), role.missing),
    Check("function's role", function.role, (gathering.function,)),
    Check("permissions", role.permissions, (rights.lacking,)),
    Check("table", table.status, (gathering.table,), table.missing),
    Check("table's keys", table.keys, (gathering.table,)),
    Check("billing", table.billing, (gathering.table,)),
    Check("protection", table.protection, (gathering.table,)),
    Check("expiry", table.expiry, (gathering.expiry,)),
    Check("recovery", table.recovery, (gathering.recovery,)),
    Check("comparison", index.comparison, (contents.index,), after=_FUNCTION),
    Check("index", index.staleness, (contents.index, gathering.function, contents.package)),
    Check("lost events", index.lost_events, (contents.index, contents.objects)),
    Check("interrupted", index.interrupted, (contents.index,)),
    Check("scheduled", index.overdue, (contents.index,)),
    Check("rejected", index.rejected, (contents.index,)),
    Check("warnings", index.warnings, (contents.index,)),
    Check("comments", index.comments, (contents.index,)),
    Check("desk", desk.desk, (desks.desk,)),
    Check("address", address.answers, (gathering.answer,), after=_FUNCTION),
)


def examine(cloud: Cloud) -> Iterator[tuple[str, Finding]]:
    """What every check finds, by its title; what is gathered is gathered once, side by side."""
    wanted = (gather for check in CHECKS for gather in (*check.after, *check.gathers))
    gathers = list(dict.fromkeys(wanted))
    with side_by_side(_WORKERS) as pool:
        found = pool.map(lambda gather: _attempt(gather, cloud), gathers)
        facts = dict(zip(gathers, found, strict=True))
    for check in CHECKS:
        yield check.title, _judge(check, facts, cloud.deployment)


def _attempt(gather: Gather, cloud: Cloud) -> object:
    try:
        return gather(cloud)
    except NotChecked as reason:
        return reason


def _judge(check: Check, found: Mapping[Gather, object], deployment: Deployment) -> Finding:
    for before in check.after:
        if isinstance(reason := found[before], Absent):
            return Finding("unknown", f"not checked: {reason}.")
    facts = [found[each] for each in check.gathers]
    for fact in facts:
        if isinstance(fact, Absent) and check.missing:
            return check.missing(deployment)
        if isinstance(fact, NotChecked):
            return Finding("unknown", f"not checked: {fact}.")
    try:
        return check.judge(*facts, deployment)
    except NotChecked as reason:
        return Finding("unknown", f"not checked: {reason}.")
