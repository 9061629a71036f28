"""Checks of the author's desk. No IO here."""

from handler.cli.checkup.deployment import Deployment
from handler.cli.checkup.facts import DeskState
from handler.cli.checkup.findings import Finding, NotChecked, doubtful, right, wrong


def desk(found: DeskState, deployment: Deployment) -> Finding:
    """The function may write just if authors may come in."""
    stage = deployment.stage
    command = f"coldpress desk {stage.name}"
    if found.fault:
        return wrong(f"The desk is closed: {found.fault}", f"`{command}` says more.")
    if found.is_on and found.may_write is None:
        raise NotChecked(f"the desk is on, and there is no stack {stage.stack} to tell its rights")
    if found.is_on and not found.may_write:
        text = "Authors may come in, but the function may not write what they save."
        return wrong(text, f"`{command}`")
    if found.may_write and not found.is_on:
        text = "Nobody may come in, and the function may write and delete files all the same."
        return doubtful(text, f"`{command} --off`")
    if not found.is_on:
        return right("The desk is off.")
    return right(f"The desk is on, and may write: {found.who}.")
