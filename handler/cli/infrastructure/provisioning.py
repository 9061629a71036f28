"""Provisioning a stage: saying what would change, asking, making it."""

from collections.abc import Mapping

import click

from handler.cli.asking import agreed
from handler.cli.infrastructure.changes import Proposal, losses
from handler.cli.infrastructure.stacks import ProvisioningError, Stack, connect, parameters
from handler.cli.infrastructure.stages import Stage


def provision(stage: Stage, given: Mapping[str, str], *, yes: bool, replace: bool) -> None:
    """Create or update the infrastructure of a stage, unless the operator declines.

    `given` are parameters beside the stage's names; others stay as they are.
    """
    stack = stack_of(stage, **given)
    proposal = stack.propose()
    if proposal is None:
        click.echo("Nothing to do: it is all as infrastructure.yaml says.")
    else:
        _print_proposal(stack, proposal, stage)
        _settle(stack, proposal, yes=yes, replace=replace)
    _print_outcome(stack)


def stack_of(stage: Stage, **more: str) -> Stack:
    """The stack of a stage, under its names."""
    names = parameters(
        bucket=stage.bucket, table=stage.table, role=stage.role_name, function=stage.function
    )
    return Stack(connect(stage.region, stage.profile_name), stage.stack, names | more)


def _settle(stack: Stack, proposal: Proposal, *, yes: bool, replace: bool) -> None:
    """Make the proposed changes, or leave nothing of them if they are not wanted."""
    if (lost := losses(proposal)) and not replace:
        stack.discard(proposal)
        raise ProvisioningError(_refusal(lost))
    if not yes and not agreed("Make these changes?"):
        stack.discard(proposal)
        click.echo("Nothing was changed.")
        raise SystemExit(1)
    stack.make(proposal, lambda line: click.echo(f"  {line}"))


def _refusal(lost: list[str]) -> str:
    return (
        f"This would {' and '.join(lost)}. The blog would go on with an empty one; the former "
        "one would stay, outside of the stack. Correct zappa_settings.json or "
        "infrastructure.yaml, or add --replace if that is what you want."
    )


def _print_proposal(stack: Stack, proposal: Proposal, stage: Stage) -> None:
    verb = "created" if proposal.is_new else "updated"
    place = f"{stage.region}, account {proposal.account}"
    click.echo(f"The stack {stack.name} in {place}, would be {verb}:")
    for change in proposal.changes:
        click.echo(f"  {change}")
    click.echo("Names, from zappa_settings.json:")
    for name, value in stack.parameters.items():
        former = proposal.renamed.get(name)
        click.echo(f"  {name:<18} {value}{f' (now {former})' if former else ''}")


def _print_outcome(stack: Stack) -> None:
    click.echo(f"The stack {stack.name} holds:")
    for name, value in stack.outputs().items():
        click.echo(f"  {name:<14} {value}")
