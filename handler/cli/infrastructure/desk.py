"""Turning the author's desk on and off, as far as the function's rights go."""

import click

from handler.cli.infrastructure.changes import losses
from handler.cli.infrastructure.provisioning import stack_of
from handler.cli.infrastructure.stacks import (
    ProvisioningError,
    desk_parameters,
)
from handler.cli.infrastructure.stages import Stage


def set_desk(stage: Stage, origin: str, *, on: bool) -> None:
    """Give the function the rights to write the blog's files, for authors at an origin, or none.

    Nothing is done if that is so already. What else the stack was given stays.
    """
    wanted = desk_parameters(origin, is_on=on)
    stack = stack_of(stage, **wanted)
    given = stack.given()
    if wanted.items() <= given.items():
        return
    if not given:
        raise ProvisioningError(_NO_STACK.format(stage=stage))
    proposal = stack.propose()
    if proposal is None:
        return
    if lost := losses(proposal):
        stack.discard(proposal)
        raise ProvisioningError(
            f"This would {' and '.join(lost)}. {_PROVISION.format(stage=stage)}"
        )
    click.echo(_GIVES if on else _TAKES)
    stack.make(proposal, lambda line: click.echo(f"  {line}"))


_PROVISION = "Type `coldpress provision {stage.name}` first, and see what it says."
_NO_STACK = (
    "There is no stack {stage.stack}, from which the function has its rights. "
    "`coldpress provision {stage.name}` makes it; docs/operator.md tells what to do without."
)
_GIVES = "The function gets the rights to write and delete files of the blog:"
_TAKES = "The function loses the rights to write and delete files of the blog:"
