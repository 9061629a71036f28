"""Gathering whether the author's desk is on, and whether the function may write."""

from handler.cli.checkup.cloud import Cloud, looking_at
from handler.cli.checkup.facts import DeskState
from handler.cli.checkup.findings import Absent
from handler.cli.infrastructure.stacks import DESK
from handler.cli.reporting.desk import counted
from handler.core.people.state import STATE
from handler.core.people.storing import BrokenPeople
from handler.machine import SystemClock
from handler.services.people.access import Access


def desk(cloud: Cloud) -> DeskState:
    """What bucket and stack say of the desk."""
    bucket = cloud.deployment.stage.bucket
    with looking_at(f"bucket {bucket}", needs=f"s3:GetObject on {STATE}"):
        access = Access(cloud.bucket, SystemClock())
        try:
            people = access.people()
        except BrokenPeople as error:
            return DeskState(is_on=True, may_write=_may_write(cloud), fault=str(error))
    who = counted(people, access.now()) if people else ""
    return DeskState(people is not None and people.is_on, _may_write(cloud), who=who)


def _may_write(cloud: Cloud) -> bool | None:
    """Whether the stack lets the function write; None if there is no stack."""
    name = cloud.deployment.stage.stack
    try:
        with looking_at(f"stack {name}", needs="cloudformation:DescribeStacks"):
            found = cloud.client("cloudformation").describe_stacks(StackName=name)["Stacks"]
    except Absent:
        return None
    given = {each["ParameterKey"]: each["ParameterValue"] for each in found[0]["Parameters"]}
    return given.get(DESK) == "on"
